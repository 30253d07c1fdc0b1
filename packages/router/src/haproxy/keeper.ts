import { createServer, type ServerResponse } from "node:http";
import { join } from "node:path";
import {
  InputError,
  problemLine,
  type RouterConfig,
  type RouterState,
  routerSettingsOf,
  ToolkitError,
  type Weights,
} from "#contracts";
import type { Platform } from "#platform";
import { adminApi } from "../admin.ts";
import { RouterMetrics } from "../prometheus.ts";
import { refuse, reply } from "../reply.ts";
import { RequestLog } from "../request-log.ts";
import { readToken } from "../router.ts";
import { Routing } from "../routing.ts";
import { requireSameFixtures } from "../settings.ts";
import { type HaproxyPlaneConfig, sockets } from "./config.ts";
import { listenOn, requireSocketPath } from "./listen.ts";
import { droppedBy, linesOf } from "./log-line.ts";
import { readLog } from "./log-socket.ts";
import { Plane } from "./plane.ts";
import { haproxyRuntime } from "./runtime.ts";

type Ports = Pick<Platform, "files" | "clock" | "log">;

/** How often HAProxy is looked at. */
const checkEveryMs = 200;
/** A request is in HAProxy's log a moment after its answer was read. */
const scoreWaitMs = 1000;

export interface Keeper {
  /**
   * Other settings, and the token anew: written for HAProxy, which takes them at its reload and says so then.
   * @throws ToolkitError `reload-refused` for what cannot change while it runs; InputError for what HAProxy has no like of
   */
  reload(config: RouterConfig): Promise<void>;
  close(): Promise<void>;
}

/**
 * In place of the router where HAProxy carries the traffic: the same admin API, metrics and request log. No user's request
 * passes here, and when this process is gone HAProxy serves on: a lease ends there by itself.
 * @throws ToolkitError `bad-token-file`, `router-state-corrupt`, `socket-path`; InputError for addresses that are none
 */
export async function startKeeper(ports: Ports, given: HaproxyPlaneConfig): Promise<Keeper> {
  const { files, clock, log } = ports;
  const { folder } = given.haproxy;
  let config = given;
  const at = (name: string): string => join(folder, name);
  requireHeaders(config);
  let token = await readToken(files, config.tokenFile);
  const metrics = new RouterMetrics(config);
  const requestLog = await RequestLog.open(ports, config.requestLog, config.rotateBytes);
  const routing = await Routing.open(ports, config);
  const runtime = haproxyRuntime(requireSocketPath(at(sockets.runtime)));
  const plane = new Plane(ports, config, routing, runtime, () => lost(1));
  const ended = new AbortController();
  let lastTime = "";
  let complaint = "";

  /** Never before the line above. */
  function stamp(milliseconds = clock.now()): string {
    const time = new Date(milliseconds).toISOString();
    if (time > lastTime) lastTime = time;
    return lastTime;
  }

  /** Nobody knows how it went for them: whoever counts has to be told. */
  function lost(requests: number): void {
    requestLog.add({ kind: "lost", time: stamp(), requests });
  }

  function see(text: string): void {
    const lines = linesOf(text, stamp);
    if (lines === undefined) {
      log.error(`haproxy: not a line of its log: ${text.slice(0, 80)}`);
      lost(Math.max(1, droppedBy(text)));
      return;
    }
    for (const line of lines) {
      const { variant, status, latencyMs } = line;
      requestLog.add(line);
      // HAProxy does not read bodies: no token is counted
      metrics.finished(variant, status, latencyMs / 1000, 0, 0);
    }
  }

  /** Of HAProxy, not of what it was told once. */
  async function state(): Promise<RouterState> {
    await plane.check();
    const { canary, ends } = routing.lease;
    return {
      weights: { canary },
      leaseExpiresAt: ends === null ? null : new Date(ends.wall).toISOString(),
      shadow: false,
      sticky: config.userHeader !== undefined,
      ...(plane.isCurrent ? { settings: routerSettingsOf(config) } : { awaitsReload: true }),
      variants: routing.variants,
      inFlight: await plane.inFlight(),
    };
  }

  const admin = adminApi({
    token: () => token,
    behindProxy: true,
    // HAProxy's own checks decide who gets requests
    circuits: { keep: () => undefined },
    routing: {
      get variants() {
        return routing.variants;
      },
      async grant(weights: Weights) {
        if (weights.shadow)
          throw new InputError([{ where: "body.shadow", problem: "HAProxy sends no copies", legal: "false" }]);
        await routing.grant(weights);
        await plane.weigh();
      },
      async replace(variants) {
        await plane.accepts(variants);
        await routing.replace(variants);
        await plane.apply();
      },
    },
    requestLog: {
      add: (line) => requestLog.add(line),
      flush: () => requestLog.flush(),
      async find(requestId) {
        const deadline = clock.monotonic() + scoreWaitMs;
        while (!requestLog.recall(requestId) && clock.monotonic() < deadline) await clock.sleep(20);
        return await requestLog.find(requestId);
      },
    },
    metrics,
    state,
    stamp: () => stamp(),
  });

  const server = createServer((request, response) => {
    const path = (request.url ?? "/").split("?")[0];
    if (path === "/health") return health(response);
    if (path === "/metrics") {
      response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(metrics.text());
      return;
    }
    admin(request, response).catch((error: unknown) => answer(error, response));
  });

  function health(response: ServerResponse): void {
    if (plane.inForce) reply(response, 200, { status: "ok" });
    else refuse(response, 503, "haproxy-unreachable", "HAProxy was not yet told what to do");
  }

  function answer(error: unknown, response: ServerResponse): void {
    if (response.destroyed) return;
    if (error instanceof InputError) {
      refuse(response, 400, "bad-request", error.problems.map(problemLine).join("\n"));
      return;
    }
    const { code, status } = error instanceof ToolkitError ? error : { code: "router-failed", status: undefined };
    log.error(`router: ${messageOf(error)}`);
    refuse(response, status ?? 500, code, messageOf(error));
  }

  /** Says once what is wrong, not five times a second. */
  async function watch(): Promise<void> {
    while (!ended.signal.aborted) {
      const wrong = await plane.check().then(() => "", messageOf);
      if (wrong !== complaint) log[wrong ? "warning" : "info"](`haproxy: ${wrong || "does what it was told"}`);
      complaint = wrong;
      await clock.sleep(checkEveryMs, ended.signal).catch(() => undefined);
    }
  }

  await files.makeFolder(folder);
  await files.chmod(folder, 0o700);
  for (const name of [sockets.keeper, sockets.log]) await files.remove(at(name));
  const logSocket = await readLog(at(sockets.log), see);
  await plane.apply().catch((error: unknown) => {
    if (!(error instanceof ToolkitError) || error.code !== "haproxy-unreachable") throw error;
  });
  await listenOn(server, at(sockets.keeper));
  for (const name of [sockets.keeper, sockets.log]) await files.chmod(at(name), 0o600);
  const watching = watch();
  return {
    async reload(next) {
      requireSameFixtures(config, next);
      requireHeaders(next);
      token = await readToken(files, next.tokenFile);
      config = { ...next, haproxy: given.haproxy };
      await plane.reconfigure(config);
    },
    async close() {
      ended.abort();
      await watching;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await logSocket.close();
      await requestLog.flush();
    },
  };
}

function requireHeaders({ userField }: RouterConfig): void {
  if (!userField) return;
  throw new InputError([{ where: "userField", problem: "HAProxy does not read bodies", legal: "userHeader" }]);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
