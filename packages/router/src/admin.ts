import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type * as z from "zod";
import { problemLine, problemsOf, scoreRequestSchema, variantsSchema, weightsSchema } from "#contracts";
import type { Circuits } from "./circuit.ts";
import { headerOf } from "./headers.ts";
import type { RouterMetrics } from "./prometheus.ts";
import { refuse, reply } from "./reply.ts";
import { readBody } from "./request-body.ts";
import type { RequestLog } from "./request-log.ts";
import type { Routing } from "./routing.ts";

const mostBodyBytes = 64 * 1024;

export interface AdminParts {
  token(): string;
  routing: Pick<Routing, "variants" | "grant" | "replace">;
  circuits: Pick<Circuits, "keep">;
  requestLog: Pick<RequestLog, "add" | "find" | "flush">;
  metrics: RouterMetrics;
  /** Body of GET /admin/state. */
  state(): object | Promise<object>;
  /** Time of a log line. */
  stamp(): string;
  /** Who asks comes by a unix socket, behind a proxy that lets this machine alone through. */
  behindProxy?: boolean;
}

type Handler = (body: unknown, response: ServerResponse) => Promise<void>;

/**
 * What only the owner of the token may do. Every answer comes after all that finished before it is in the request log,
 * so that whoever got one reads a log without gaps.
 */
export function adminApi(parts: AdminParts): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { token, routing, circuits, requestLog, metrics, state, stamp, behindProxy = false } = parts;

  const handlers: Record<string, Record<string, Handler>> = {
    "/admin/state": { GET: async (_body, response) => answerState(response) },
    "/admin/weights": { PUT: taking(weightsSchema, setWeights) },
    "/admin/variants": { PUT: taking(variantsSchema, setVariants) },
    "/scores": { POST: taking(scoreRequestSchema, score) },
  };

  async function answerState(response: ServerResponse): Promise<void> {
    await requestLog.flush();
    reply(response, 200, await state());
  }

  async function setWeights(weights: z.output<typeof weightsSchema>, response: ServerResponse): Promise<void> {
    if (weights.canary > 0 && !routing.variants.canary)
      return refuse(response, 409, "no-canary", "there is no canary to send requests to");
    await routing.grant(weights);
    await answerState(response);
  }

  async function setVariants(variants: z.output<typeof variantsSchema>, response: ServerResponse): Promise<void> {
    for (const name of ["baseline", "canary"] as const)
      if (variants[name]?.modelRef !== routing.variants[name]?.modelRef) metrics.replaced(name);
    await routing.replace(variants);
    circuits.keep([variants.baseline.url, ...(variants.canary ? [variants.canary.url] : [])]);
    await answerState(response);
  }

  async function score(
    { request_id: requestId, metric, value }: z.output<typeof scoreRequestSchema>,
    response: ServerResponse,
  ): Promise<void> {
    const request = await requestLog.find(requestId);
    if (!request) return refuse(response, 404, "unknown-request", `no request ${requestId} was routed here`);
    const { variant, time } = request;
    metrics.scored(variant, metric, value);
    requestLog.add({ kind: "score", time: stamp(), requestId, variant, metric, value, requestTime: time });
    await requestLog.flush();
    reply(response, 202, { variant });
  }

  return async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    // whatever the router listens on: weights are changed on this machine
    if (path.startsWith("/admin/") && !behindProxy && !isLoopback(request.socket.remoteAddress))
      return refuse(response, 403, "not-local", "the admin API is for this machine alone");
    if (!sameToken(headerOf(request.headers, "authorization") ?? "", `Bearer ${token()}`))
      return refuse(response, 401, "unauthorized", "a bearer token is needed");
    const handler = handlers[path]?.[request.method ?? ""];
    if (!handler) {
      const allowed = Object.keys(handlers[path] ?? {}).join(", ");
      if (allowed) response.setHeader("allow", allowed);
      return refuse(response, allowed ? 405 : 404, "not-found", `there is no ${request.method} ${path}`);
    }
    const body = await readBody(request, mostBodyBytes);
    if (!body) return refuse(response, 413, "too-large", `a body has at most ${mostBodyBytes} bytes`);
    await handler(parsed(body), response);
  };
}

/** Checks the body first and tells of every problem at once. */
function taking<Schema extends z.ZodType>(
  schema: Schema,
  handle: (body: z.output<Schema>, response: ServerResponse) => Promise<void>,
): Handler {
  return async (body, response) => {
    const asked = schema.safeParse(body);
    if (asked.success) return await handle(asked.data, response);
    refuse(response, 400, "bad-request", problemsOf(asked.error, "body").map(problemLine).join("\n"));
  };
}

const isLoopback = (address = ""): boolean => /^(::1$|(::ffff:)?127\.)/.test(address);

/** In constant time, whatever the lengths. */
function sameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
