import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import * as z from "zod";
import {
  problemsOf,
  type RouterConfig,
  type RouterState,
  scoreRequestSchema,
  ToolkitError,
  type VariantName,
  type Variants,
  variantsSchema,
  weightsSchema,
} from "#contracts";
import type { Platform } from "#platform";
import { granted, inForce, type Lease, noCanary } from "./lease.ts";
import { RouterMetrics } from "./prometheus.ts";
import { type Exchange, proxy, refuse } from "./proxy.ts";
import { RequestLog } from "./request-log.ts";
import { placeOf, variantAt } from "./split.ts";

type Ports = Pick<Platform, "files" | "clock" | "random" | "log">;

/** What outlasts a restart. A canary's weight does not: nobody may be watching any more. */
const savedSchema = z.strictObject({ variants: variantsSchema, promoted: z.boolean() });

export interface Router {
  port: number;
  close(): Promise<void>;
}

/**
 * The A/B router: OpenAI-compatible, splits by a hash of the request's id, changes weights and variants without losing a
 * request. @throws ToolkitError `port-in-use`
 */
export async function startRouter(ports: Ports, config: RouterConfig): Promise<Router> {
  const { files, clock, random, log } = ports;
  const token = (await files.readText(config.tokenFile)).trim();
  if (token.length < 16)
    throw new ToolkitError({
      code: "bad-token-file",
      message: `${config.tokenFile} holds no token of 16 characters or more`,
    });
  const metrics = new RouterMetrics(config);
  const requestLog = new RequestLog(ports, config.requestLog);
  const inFlight = new Map<string, number>();
  let variants: Variants = config.variants;
  let lease: Lease = noCanary;
  await restore();

  async function restore(): Promise<void> {
    if (!(await files.stat(config.stateFile))) return;
    const saved = savedSchema.safeParse(JSON.parse(await files.readText(config.stateFile)));
    if (!saved.success) return;
    variants = saved.data.variants;
    if (saved.data.promoted && variants.canary) lease = { canary: 1, expiresAt: null, shadow: false };
  }
  const save = (): Promise<void> =>
    files.writeAtomic(
      config.stateFile,
      `${JSON.stringify({ variants, promoted: lease.canary === 1 && lease.expiresAt === null })}\n`,
    );

  const state = (): RouterState => {
    const { canary, expiresAt, shadow } = inForce(lease, clock.now());
    return {
      weights: { canary },
      leaseExpiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
      shadow,
      sticky: config.userHeader !== undefined,
      variants,
      inFlight: Object.fromEntries(inFlight),
    };
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = headerOf(request, "x-request-id")?.slice(0, 200) || random.uuid();
    const key = (config.userHeader && headerOf(request, config.userHeader)) || requestId;
    const { canary: weight, shadow } = inForce(lease, clock.now());
    const chosen = variants.canary ? variantAt(placeOf(key), weight) : "baseline";
    if (!shadow || chosen === "baseline")
      return await exchange(request, request, response, shadow ? "baseline" : chosen, requestId, weight, false);
    const copy = await wholeBody(request);
    await Promise.all([
      exchange(request, Readable.from([copy]), response, "baseline", requestId, weight, false),
      exchange(request, Readable.from([copy]), undefined, "canary", requestId, weight, true),
    ]);
  }

  async function exchange(
    request: IncomingMessage,
    body: Readable,
    response: ServerResponse | undefined,
    variant: VariantName,
    requestId: string,
    weight: number,
    shadow: boolean,
  ): Promise<void> {
    const upstream = variants[variant];
    if (!upstream) return;
    const started = clock.monotonic();
    inFlight.set(upstream.url, (inFlight.get(upstream.url) ?? 0) + 1);
    let done: Exchange;
    try {
      done = await proxy(request, body, upstream, requestId, response, () => clock.monotonic());
    } finally {
      const left = (inFlight.get(upstream.url) ?? 1) - 1;
      if (left > 0) inFlight.set(upstream.url, left);
      else inFlight.delete(upstream.url);
    }
    const latencyMs = round(clock.monotonic() - started);
    const { status, error, firstByteAt, promptTokens, completionTokens } = done;
    if (!shadow)
      metrics.finished({ variant, status, latencySeconds: latencyMs / 1000, promptTokens, completionTokens });
    const firstTokenMs = firstByteAt === null ? null : round(firstByteAt - started);
    requestLog.add({
      kind: "request",
      time: new Date(clock.now()).toISOString(),
      requestId,
      variant,
      shadow,
      status,
      error,
      latencyMs,
      firstTokenMs,
      promptTokens,
      completionTokens,
      weight,
    });
  }

  async function admin(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    if (!sameToken(headerOf(request, "authorization") ?? "", `Bearer ${token}`))
      return refuse(response, 401, "unauthorized", "a bearer token is needed");
    if (request.method === "GET" && path === "/admin/state") return reply(response, 200, state());
    const body = parse((await wholeBody(request)).toString("utf8"));
    if (request.method === "PUT" && path === "/admin/weights") {
      const asked = weightsSchema.safeParse(body);
      if (!asked.success) return refuseBody(response, asked.error);
      if (asked.data.canary > 0 && !variants.canary)
        return refuse(response, 409, "no-canary", "there is no canary to send requests to");
      lease = granted(asked.data, clock.now());
      if (asked.data.leaseSeconds === null) await save();
      return reply(response, 200, state());
    }
    if (request.method === "PUT" && path === "/admin/variants") {
      const asked = variantsSchema.safeParse(body);
      if (!asked.success) return refuseBody(response, asked.error);
      // another canary starts without traffic; one that became the baseline has all of it already
      if (asked.data.canary?.url !== variants.canary?.url) lease = noCanary;
      variants = asked.data;
      await save();
      return reply(response, 200, state());
    }
    if (request.method === "POST" && path === "/scores") return await score(response, body);
    refuse(response, 404, "not-found", `there is no ${request.method} ${path}`);
  }

  async function score(response: ServerResponse, body: unknown): Promise<void> {
    const asked = scoreRequestSchema.safeParse(body);
    if (!asked.success) return refuseBody(response, asked.error);
    const { request_id: requestId, metric, value } = asked.data;
    const variant = await requestLog.variantOf(requestId);
    if (!variant) return refuse(response, 404, "unknown-request", `no request ${requestId} was routed here`);
    metrics.scored(variant, metric, value);
    requestLog.add({ kind: "score", time: new Date(clock.now()).toISOString(), requestId, variant, metric, value });
    reply(response, 202, { variant });
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? "/").split("?")[0] as string;
    if (path.startsWith("/v1/")) return await pass(request, response);
    if (path.startsWith("/admin/") || path === "/scores") return await admin(request, response, path);
    if (path === "/health") return reply(response, 200, { status: "ok" });
    if (path !== "/metrics") return refuse(response, 404, "not-found", `there is no ${path}`);
    response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" }).end(metrics.text());
  }

  const server = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      log.error(`router: ${error instanceof Error ? error.message : String(error)}`);
      if (!response.headersSent) refuse(response, 500, "router-failed", "the router failed");
    });
  });
  server.keepAliveTimeout = 60_000;
  const port = await listen(server, config);
  return {
    port,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      requestLog.flush();
    },
  };
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

async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value[0] : value;
}

/** In constant time, whatever the lengths. */
function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function refuseBody(response: ServerResponse, error: z.ZodError): void {
  refuse(
    response,
    400,
    "bad-request",
    problemsOf(error, "body")
      .map(({ where, problem }) => `${where}: ${problem}`)
      .join("; "),
  );
}

const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
