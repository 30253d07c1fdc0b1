import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type RouterConfig, type RouterState, routerSettingsOf, ToolkitError, type Upstream } from "#contracts";
import type { Platform } from "#platform";
import { adminApi } from "./admin.ts";
import { Circuits } from "./circuit.ts";
import { Connections } from "./connections.ts";
import { Deadlines } from "./deadlines.ts";
import { passages } from "./passage.ts";
import { RouterMetrics } from "./prometheus.ts";
import { refuse, reply } from "./reply.ts";
import { RequestLog } from "./request-log.ts";
import { Routing } from "./routing.ts";
import { requireSameFixtures, settingsOf, type TimeLimits } from "./settings.ts";
import { pathUnderV1 } from "./upstream-address.ts";

type Ports = Pick<Platform, "files" | "clock" | "random" | "log">;

const mostHeaderBytes = 32 * 1024;

export interface Router {
  port: number;
  /**
   * Goes on under another configuration, its token read anew; what is under way ends as it began. All or nothing.
   * @throws ToolkitError `reload-refused`, `bad-token-file`
   */
  reload(config: RouterConfig): Promise<void>;
  /** Takes no more requests, waits for those under way, and leaves a whole log. */
  close(graceMs?: number): Promise<void>;
}

/**
 * The A/B router: OpenAI-compatible, splits by a hash of the request's id, changes weights and variants without losing a
 * request. @throws ToolkitError `port-in-use`, `bad-token-file`, `router-state-corrupt`
 */
export async function startRouter(ports: Ports, config: RouterConfig): Promise<Router> {
  const { files, clock, log } = ports;
  let token = await readToken(files, config.tokenFile);
  let current = config;
  let settings = settingsOf(config);
  const metrics = new RouterMetrics(config);
  const requestLog = await RequestLog.open(ports, config.requestLog, config.rotateBytes);
  const routing = await Routing.open(ports, config);
  const circuits = new Circuits(() => settings.circuit);
  const deadlines = new Deadlines(() => clock.monotonic(), lookEveryMs(settings.limits));
  const connections = new Connections();
  let lastTime = "";

  /** Never before the line above, also when the clock is set back. */
  function stamp(): string {
    const time = new Date(clock.now()).toISOString();
    if (time > lastTime) lastTime = time;
    return lastTime;
  }

  const circuitOf = ({ url }: Upstream) => circuits.of(url).state(clock.monotonic());
  const state = (): RouterState => {
    const { canary, ends, shadow } = routing.lease;
    return {
      weights: { canary },
      leaseExpiresAt: ends === null ? null : new Date(ends.wall).toISOString(),
      shadow,
      sticky: settings.userHeader !== undefined || settings.userField,
      settings: routerSettingsOf(current),
      variants: routing.variants,
      inFlight: Object.fromEntries(inFlight),
      circuits: {
        baseline: circuitOf(routing.variants.baseline),
        ...(routing.variants.canary && { canary: circuitOf(routing.variants.canary) }),
      },
    };
  };

  const { pass, inFlight } = passages({
    ports,
    settings: () => settings,
    routing,
    circuits,
    deadlines,
    connections,
    metrics,
    requestLog,
    stamp,
  });
  const admin = adminApi({ token: () => token, routing, circuits, requestLog, metrics, state, stamp });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = pathUnderV1(request.url ?? "");
    if (asked !== undefined) return await pass(request, response, asked);
    const path = (request.url ?? "/").split("?")[0] as string;
    if (path.startsWith("/admin/") || path === "/scores") return await admin(request, response);
    if (path === "/health") return reply(response, 200, { status: "ok" });
    if (path !== "/metrics") return refuse(response, 404, "not-found", `there is no ${path}`);
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(metrics.text());
  }

  const { clientMs } = settings.limits;
  const limits = {
    maxHeaderSize: mostHeaderBytes,
    headersTimeout: clientMs,
    requestTimeout: 5 * clientMs,
    connectionsCheckingInterval: clientMs / 2,
    keepAliveTimeout: 60_000,
  };
  const server = createServer(limits, (request, response) => {
    route(request, response).catch((error: unknown) => {
      if (request.errored || response.destroyed) return; // the client left while its body was read
      log.error(`router: ${error instanceof Error ? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "router-failed", "the router failed");
    });
  });
  const port = await listen(server, config);
  return {
    port,
    async reload(next) {
      requireSameFixtures(current, next);
      token = await readToken(files, next.tokenFile);
      current = next;
      settings = settingsOf(next);
    },
    async close(graceMs = 10_000) {
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await closed;
      clearTimeout(cut);
      clearInterval(idle);
      deadlines.stop();
      connections.close();
      await requestLog.flush();
    },
  };
}

/** @throws ToolkitError `bad-token-file` */
export async function readToken(files: Platform["files"], path: string): Promise<string> {
  const token = (await files.readText(path)).trim();
  if (token.length < 16)
    throw new ToolkitError({ code: "bad-token-file", message: `${path} holds no token of 16 characters or more` });
  await files.chmod(path, 0o600);
  return token;
}

function listen(server: Server, { host, port }: RouterConfig): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const inUse = cause.code === "EADDRINUSE";
      reject(
        new ToolkitError({
          code: inUse ? "port-in-use" : "router-failed",
          provider: "local",
          message: inUse ? `port ${port} of ${host} is in use` : cause.message,
          hint: inUse ? "choose another port, or 0 for a free one" : undefined,
        }),
      );
    });
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });
}

/** Often enough that nobody is given up much too late, and never more than a hundred times a second. */
const lookEveryMs = (limits: TimeLimits): number => Math.min(250, Math.max(10, Math.min(...Object.values(limits)) / 4));
