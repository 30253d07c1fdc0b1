import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestLine, Upstream, VariantName } from "#contracts";
import type { Platform } from "#platform";
import type { Circuits } from "./circuit.ts";
import type { Connections } from "./connections.ts";
import type { Deadlines } from "./deadlines.ts";
import { headerOf } from "./headers.ts";
import type { RouterMetrics } from "./prometheus.ts";
import { type Exchange, proxy, unavailable } from "./proxy.ts";
import { refuse } from "./reply.ts";
import { announcedBytes, noBody, passingBody, type RequestBody, readBody, wholeBody } from "./request-body.ts";
import type { RequestLog } from "./request-log.ts";
import type { Routing } from "./routing.ts";
import type { Settings } from "./settings.ts";
import { placeOf, takeOverPlaceOf, variantAt } from "./split.ts";
import { targetOf } from "./upstream-address.ts";

/** Bodies up to this size are read before they are passed on: a server could not begin earlier anyway. */
const mostWholeBytes = 256 * 1024;
/** Longest body that is read for its user or for a copy; longer ones only pass. */
const mostReadBytes = 8 * 1024 * 1024;
/** Copies under way at once; the canary gets no more than that. */
const mostShadows = 32;

export interface PassageParts {
  ports: Pick<Platform, "clock" | "random" | "log">;
  settings(): Settings;
  routing: Routing;
  circuits: Circuits;
  deadlines: Deadlines;
  connections: Connections;
  metrics: RouterMetrics;
  requestLog: RequestLog;
  /** Time of a log line. */
  stamp(): string;
}

export interface Passages {
  /** @param path as `pathUnderV1` gives it */
  pass(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>;
  /** Requests under way by upstream address. */
  inFlight: ReadonlyMap<string, number>;
}

/** One request on its way to one variant. */
interface Passage {
  request: IncomingMessage;
  path: string;
  body: RequestBody;
  /** Undefined for a shadow copy. */
  response: ServerResponse | undefined;
  requestId: string;
  weight: number;
  userBucket: number | undefined;
}

/**
 * Takes requests to their variants. One that a variant could not take goes to the other as long as the client has not
 * seen a byte. Each try is a line of the log of its own, with the variant that was tried: the gate sees what failed,
 * also when the user never does. The baseline takes over whatever the canary cannot; the canary takes over from the
 * baseline the same share that its weight gives it, so that it never serves more than twice what was granted.
 */
export function passages(parts: PassageParts): Passages {
  const { ports, settings, routing, circuits, deadlines, connections, metrics, requestLog, stamp } = parts;
  const { clock, random, log } = ports;
  const now = (): number => clock.monotonic();
  const inFlight = new Map<string, number>();
  let shadows = 0;

  async function pass(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    const requestId = headerOf(request.headers, "x-request-id")?.slice(0, 200) || random.uuid();
    const { userHeader, userField, mostBodyBytes } = settings();
    const known = userHeader && headerOf(request.headers, userHeader);
    const askBody = userField && !known;
    const bytes = announcedBytes(request);
    if (bytes !== undefined && bytes !== Number.POSITIVE_INFINITY && bytes > mostBodyBytes)
      return tooLarge(request, response, requestId);
    const readUpTo = askBody || routing.lease.shadow ? mostReadBytes : mostWholeBytes;
    const read = bytes !== undefined && bytes <= readUpTo ? await readBody(request, bytes) : undefined;
    const body = read ? wholeBody(read) : bytes === undefined ? noBody : passingBody(request, mostBodyBytes);

    // asked after the body came: it may have taken its time
    const { canary: weight, shadow } = routing.lease;
    const user = known || (askBody && read ? userOf(read) : undefined);
    const key = user ?? requestId;
    const canary = routing.variants.canary !== null && weight > 0;
    const place = canary || user ? placeOf(key) : 1;
    const chosen = canary ? variantAt(place, weight) : "baseline";
    const userBucket = user ? Math.floor(place * 10_000) : undefined;
    const passage = { request, path, body, response, requestId, weight, userBucket };
    const { variants } = routing;
    if (shadow) {
      const copied = chosen === "canary" && read && request.method === "POST" && shadows < mostShadows;
      if (copied && variants.canary) void copy({ ...passage, response: undefined }, variants.canary);
      return answerLast(passage, await carry(passage, "baseline", variants.baseline, false));
    }
    const other = chosen === "canary" ? "baseline" : "canary";
    const elsewhere = canary && (other === "baseline" || variantAt(takeOverPlaceOf(key), weight) === "canary");
    const first = await carry(passage, chosen, variants[chosen] ?? variants.baseline, elsewhere);
    const upstream = routing.variants[other];
    const moved = elsewhere && first.movable && upstream !== null && !response.destroyed;
    answerLast(passage, moved ? await carry(passage, other, upstream, false) : first);
  }

  async function copy(passage: Passage, upstream: Upstream): Promise<void> {
    shadows += 1;
    try {
      await carry(passage, "canary", upstream, false);
    } catch (error) {
      log.error(`router: a copy failed: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      shadows -= 1;
    }
  }

  /** @param elsewhere whether the other variant may take it over */
  async function carry(
    passage: Passage,
    variant: VariantName,
    upstream: Upstream,
    elsewhere: boolean,
  ): Promise<Exchange> {
    const { request, response, path, body, requestId } = passage;
    const circuit = circuits.of(upstream.url);
    const started = now();
    const admitted = circuit.enter(started);
    if (!admitted) {
      const exchange = { ...notSent, unanswered: response !== undefined, movable: body.repeatable };
      record(passage, variant, exchange, started);
      return exchange;
    }
    inFlight.set(upstream.url, (inFlight.get(upstream.url) ?? 0) + 1);
    let settled = false;
    try {
      const exchange = await proxy({
        incoming: request,
        body,
        target: targetOf(upstream.url),
        connections,
        path,
        requestId,
        answer: response,
        elsewhere,
        now,
        limits: settings().limits,
        deadlines,
        // a stream may go on for minutes; that it began is enough to know
        onAnswer(status) {
          settled = true;
          if (unavailable.has(status)) circuit.failed(admitted, now());
          else circuit.succeeded(admitted);
        },
      });
      const failed = exchange.error?.startsWith("upstream-") || unavailable.has(exchange.status);
      if (!settled && failed) circuit.failed(admitted, now());
      else if (!settled) circuit.unknown(admitted);
      else if (failed && !unavailable.has(exchange.status)) circuit.failed("closed", now());
      settled = true;
      record(passage, variant, exchange, started);
      return exchange;
    } finally {
      if (!settled) circuit.unknown(admitted);
      const left = (inFlight.get(upstream.url) ?? 1) - 1;
      if (left > 0) inFlight.set(upstream.url, left);
      else inFlight.delete(upstream.url);
    }
  }

  function record(passage: Passage, variant: VariantName, exchange: Exchange, started: number): void {
    const { request, response, requestId, weight, userBucket } = passage;
    // lists of models and the like say nothing of a variant's work, and a body that is too long nothing of the model
    if (request.method !== "POST" || exchange.error === "body-too-large") return;
    const latencyMs = round(now() - started);
    const { status, error, firstChunkAt, promptTokens, completionTokens } = exchange;
    if (response) metrics.finished(variant, status, latencyMs / 1000, promptTokens ?? 0, completionTokens ?? 0);
    const line: RequestLine = {
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
    };
    if (userBucket !== undefined) line["userBucket"] = userBucket;
    requestLog.add(line);
  }

  return { pass, inFlight };
}

const notSent: Exchange = {
  status: 503,
  error: "circuit-open",
  firstChunkAt: null,
  promptTokens: null,
  completionTokens: null,
  unanswered: true,
  movable: false,
};

const explained: Record<string, string> = {
  "circuit-open": "the model server failed several times in a row and gets no requests for a moment",
  "upstream-timeout": "the model server fell silent",
  "upstream-invalid": "the model server sent what is no answer",
};

/** Where nobody is left to try. */
function answerLast({ request, response, body, requestId }: Passage, { status, error, unanswered }: Exchange): void {
  if (!unanswered || !response || response.destroyed) return;
  if (error === "body-too-large") {
    tooLarge(request, response, requestId);
    return;
  }
  body.discard();
  const message = explained[error ?? ""] ?? "the model server cannot be reached";
  const retryAfter: Record<string, string> = error === "circuit-open" ? { "retry-after": "1" } : {};
  refuse(response, status, error ?? "upstream-unavailable", message, { "x-request-id": requestId, ...retryAfter });
}

/** Answers at once; what still comes is thrown away for a while, since a client that is cut off reads no answer. */
function tooLarge(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  refuse(response, 413, "body-too-large", "the request's body is too long", { "x-request-id": requestId });
  request.unpipe();
  request.resume();
  const cut = setTimeout(() => request.destroy(), 5000);
  request.on("close", () => clearTimeout(cut));
}

function userOf(body: Buffer): string | undefined {
  try {
    const { user } = JSON.parse(body.toString("utf8")) as { user?: unknown };
    return typeof user === "string" && user !== "" ? user : undefined;
  } catch {
    return undefined;
  }
}

const round = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;
