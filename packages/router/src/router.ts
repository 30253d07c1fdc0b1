import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type RouterConfig, type RouterState, ToolkitError, type VariantName } from "#contracts";
import type { Platform } from "#platform";
import { adminApi } from "./admin.ts";
import { headerOf } from "./headers.ts";
import { RouterMetrics } from "./prometheus.ts";
import { proxy } from "./proxy.ts";
import { refuse, reply } from "./reply.ts";
import { passingBody, type RequestBody, readBody, wholeBody } from "./request-body.ts";
import { RequestLog } from "./request-log.ts";
import { Routing } from "./routing.ts";
import { placeOf, variantAt } from "./split.ts";
import { upstreamAddress } from "./upstream-address.ts";

type Ports = Pick<Platform, "files" | "clock" | "random" | "log">;

/** Longest body that is read before it is passed on, for its user or for a copy; longer ones only pass. */
const mostReadBytes = 8 * 1024 * 1024;
/** Copies under way at once; the canary gets no more than that. */
const mostShadows = 32;
const silenceSeconds = 600;

export interface Router {
  port: number;
  /** Takes no more requests, waits for those under way, and leaves a whole log. */
  close(graceMs?: number): Promise<void>;
}

/** One request on its way to one variant. */
interface Passage {
  request: IncomingMessage;
  body: RequestBody;
  /** Undefined for a shadow copy. */
  response: ServerResponse | undefined;
  variant: VariantName;
  requestId: string;
  weight: number;
  userBucket: number | undefined;
}

/**
 * The A/B router: OpenAI-compatible, splits by a hash of the request's id, changes weights and variants without losing a
 * request. @throws ToolkitError `port-in-use`, `bad-token-file`, `router-state-corrupt`
 */
export async function startRouter(ports: Ports, config: RouterConfig): Promise<Router> {
  const { files, clock, random, log } = ports;
  const token = await readToken(files, config.tokenFile);
  const metrics = new RouterMetrics(config);
  const requestLog = await RequestLog.open(ports, config.requestLog, config.rotateBytes);
  const routing = await Routing.open(ports, config);
  const inFlight = new Map<string, number>();
  let shadows = 0;
  let lastTime = "";
  const timeoutMs = (config.upstreamTimeoutSeconds ?? silenceSeconds) * 1000;

  /** Never before the line above, also when the clock is set back. */
  function stamp(): string {
    const time = new Date(clock.now()).toISOString();
    if (time > lastTime) lastTime = time;
    return lastTime;
  }

  const state = (): RouterState => {
    const { canary, ends, shadow } = routing.lease;
    return {
      weights: { canary },
      leaseExpiresAt: ends === null ? null : new Date(ends.wall).toISOString(),
      shadow,
      sticky: config.userHeader !== undefined || config.userField === true,
      variants: routing.variants,
      inFlight: Object.fromEntries(inFlight),
    };
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = headerOf(request.headers, "x-request-id")?.slice(0, 200) || random.uuid();
    const { canary: weight, shadow } = routing.lease;
    const known = config.userHeader && headerOf(request.headers, config.userHeader);
    const askBody = config.userField === true && !known;
    const readFirst = (shadow || askBody) && request.method === "POST";
    const read =
      readFirst && announcedBytes(request) <= mostReadBytes ? await readBody(request, mostReadBytes) : undefined;
    const user = known || (askBody && read ? userOf(read) : undefined);
    const place = placeOf(user ?? requestId);
    const chosen = routing.variants.canary ? variantAt(place, weight) : "baseline";
    const passage: Omit<Passage, "body" | "response" | "variant"> = {
      request,
      requestId,
      weight,
      userBucket: user ? Math.floor(place * 10_000) : undefined,
    };
    const body = read ? wholeBody(read) : passingBody(request);
    const variant = shadow ? "baseline" : chosen;
    const answered = carry({ ...passage, body, response, variant });
    if (shadow && chosen === "canary" && read && shadows < mostShadows) {
      shadows += 1;
      await carry({ ...passage, body, response: undefined, variant: "canary" }).finally(() => {
        shadows -= 1;
      });
    }
    await answered;
  }

  async function carry({ request, body, response, variant, requestId, weight, userBucket }: Passage): Promise<void> {
    const upstream = routing.variants[variant];
    const address = upstream && upstreamAddress(upstream.url, request.url ?? "");
    if (!address) return;
    const started = clock.monotonic();
    inFlight.set(upstream.url, (inFlight.get(upstream.url) ?? 0) + 1);
    const done = await proxy({
      incoming: request,
      body,
      address,
      requestId,
      answer: response,
      now: () => clock.monotonic(),
      timeoutMs,
    });
    const left = (inFlight.get(upstream.url) ?? 1) - 1;
    if (left > 0) inFlight.set(upstream.url, left);
    else inFlight.delete(upstream.url);
    // lists of models and the like say nothing of a variant's work
    if (request.method !== "POST") return;
    const latencyMs = round(clock.monotonic() - started);
    const { status, error, firstChunkAt, promptTokens, completionTokens } = done;
    if (response)
      metrics.finished({ variant, status, latencySeconds: latencyMs / 1000, promptTokens, completionTokens });
    requestLog.add({
      kind: "request",
      time: stamp(),
      requestId,
      variant,
      shadow: response === undefined,
      status,
      error,
      latencyMs,
      firstTokenMs: firstChunkAt === null ? null : round(firstChunkAt - started),
      promptTokens,
      completionTokens,
      weight,
      ...(userBucket !== undefined && { userBucket }),
    });
  }

  const admin = adminApi({ token, routing, requestLog, metrics, state, stamp });

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] as string;
    if (upstreamAddress("http://upstream", request.url ?? "")) return await pass(request, response);
    if (path.startsWith("/admin/") || path === "/scores") return await admin(request, response);
    if (path === "/health") return reply(response, 200, { status: "ok" });
    if (path !== "/metrics") return refuse(response, 404, "not-found", `there is no ${path}`);
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(metrics.text());
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (request.errored || response.destroyed) return; // the client left while its body was read
      log.error(`router: ${error instanceof Error ? error.message : String(error)}`);
      if (response.headersSent) response.destroy();
      else refuse(response, 500, "router-failed", "the router failed");
    });
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  const port = await listen(server, config);
  return {
    port,
    async close(graceMs = 10_000) {
      const closed = new Promise((resolve) => server.close(resolve));
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      const idle = setInterval(() => server.closeIdleConnections(), 50);
      await closed;
      clearTimeout(cut);
      clearInterval(idle);
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

/** A body that does not say how long it is counts as endless. */
const announcedBytes = ({ headers }: IncomingMessage): number =>
  Number(headers["content-length"] ?? Number.POSITIVE_INFINITY);

function userOf(body: Buffer): string | undefined {
  try {
    const { user } = JSON.parse(body.toString("utf8")) as { user?: unknown };
    return typeof user === "string" && user !== "" ? user : undefined;
  } catch {
    return undefined;
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
