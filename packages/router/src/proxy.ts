import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Dispatcher } from "undici";
import type { Connection, Connections } from "./connections.ts";
import type { Deadlines, Timed } from "./deadlines.ts";
import { forwarded } from "./headers.ts";
import { BodyTooLarge, type RequestBody } from "./request-body.ts";
import type { TimeLimits } from "./settings.ts";
import type { UpstreamTarget } from "./upstream-address.ts";
import { UsageWatch } from "./usage.ts";

export interface Exchange {
  status: number;
  error: string | null;
  /** Of a streamed answer; null for one that came whole. */
  firstChunkAt: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  /** The client waits and has not seen a byte: somebody has to answer it. */
  unanswered: boolean;
  /** And that may be another server: this one has not begun to answer, and all of the body is still here. */
  movable: boolean;
}

export interface Order {
  incoming: IncomingMessage;
  body: RequestBody;
  target: UpstreamTarget;
  connections: Connections;
  /** Path and query. */
  path: string;
  requestId: string;
  /** Undefined throws the answer away (a shadow copy). */
  answer: ServerResponse | undefined;
  /** Another server could take the request over: a 502, 503 or 504 is then handed back instead of passed on. */
  elsewhere: boolean;
  /** Milliseconds. */
  now(): number;
  limits: TimeLimits;
  deadlines: Deadlines;
  /** The server began to answer, with this status. */
  onAnswer(status: number): void;
}

/** Of servers that are not there, or say so themselves. */
export const unavailable: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Hands a request to an upstream and its answer back as it comes, untouched. A client that goes away ends the upstream's
 * work; an upstream that cannot be reached is a 502, one that falls silent a 504.
 */
export function proxy(order: Order): Promise<Exchange> {
  return new Promise((resolve) => new Delivery(order, resolve).send());
}

/** How a connection ends that the server had closed before it saw the request. */
const closedUnseen: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

class Delivery implements Timed, Dispatcher.DispatchHandler {
  deadline: number;
  readonly #order: Order;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #usage = new UsageWatch();
  /** Whom we wait for. */
  #phase: "connection" | "first-byte" | "answer" | "client" = "connection";
  #connection: Connection | undefined;
  #status: number | undefined;
  #streamed = false;
  #firstChunkAt: number | null = null;
  #ended = false;

  constructor(order: Order, resolve: (exchange: Exchange) => void) {
    this.#order = order;
    this.#resolve = resolve;
    this.deadline = order.now() + order.limits.connectMs;
    order.deadlines.add(this);
    order.answer?.on("close", this.#closed);
  }

  send(on: "kept" | "fresh" = "kept"): void {
    const { incoming, body, target, connections, path, requestId, limits } = this.#order;
    const headers = forwarded(incoming.rawHeaders, incoming.headers.connection, requestId);
    headers.push("host", target.host);
    const sent = body.sent(() => {
      if (this.#phase === "first-byte") this.#waitFor("first-byte", limits.firstByteMs);
    });
    const take =
      on === "kept" ? connections.take(target, limits.connectMs) : connections.fresh(target, limits.connectMs);
    this.#connection = take;
    const method = incoming.method as Dispatcher.HttpMethod;
    take.send({ path: target.prefix + path, method, headers, body: sent }, this);
  }

  /** Nothing came for too long. */
  expire(): void {
    const { answer } = this.#order;
    if (this.#phase === "client") {
      this.#end(499, "client-slow");
      answer?.destroy();
    } else this.#fail(this.#phase === "connection" ? "upstream-unreachable" : "upstream-timeout");
    this.#connection?.destroy();
    this.#order.deadlines.delete(this);
  }

  #waitFor(phase: "first-byte" | "answer" | "client", ms: number): void {
    this.#phase = phase;
    this.deadline = this.#order.now() + ms;
  }

  /** The connection stands; the request goes out. */
  onRequestStart(): void {
    this.#waitFor("first-byte", this.#order.limits.firstByteMs);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    const { answer, body, elsewhere, requestId, limits } = this.#order;
    // told on the way; the answer comes after it
    if (this.#ended || status < 200) return;
    if (elsewhere && unavailable.has(status) && body.repeatable) {
      this.#end(status, null, true);
      this.#connection?.destroy();
      return;
    }
    this.#status = status;
    this.#streamed = String(headers["content-type"]).startsWith("text/event-stream");
    this.#order.onAnswer(status);
    this.#waitFor("answer", limits.idleMs);
    try {
      const raw = controller.rawHeaders as Buffer[];
      answer?.writeHead(status, forwarded(raw, headers.connection, requestId));
    } catch {
      this.#status = undefined;
      this.#fail("upstream-invalid");
      this.#connection?.destroy();
      return;
    }
    if (this.#streamed) answer?.flushHeaders();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { answer, now, limits } = this.#order;
    if (this.#ended) return;
    this.deadline = now() + limits.idleMs;
    if (this.#streamed) this.#firstChunkAt ??= now();
    this.#usage.see(chunk);
    if (!answer || answer.write(chunk)) return;
    controller.pause();
    this.#waitFor("client", limits.clientMs);
    answer.once("drain", () => {
      this.#waitFor("answer", limits.idleMs);
      controller.resume();
    });
  }

  onResponseEnd(): void {
    const { answer, connections, limits } = this.#order;
    if (this.#connection) connections.give(this.#connection);
    this.#connection = undefined;
    if (this.#ended) return;
    this.#waitFor("client", limits.clientMs);
    answer?.end();
    this.#end(this.#status ?? 502, this.#streamed && this.#usage.streamError ? "stream-error" : null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: NodeJS.ErrnoException): void {
    const connection = this.#connection;
    this.#connection = undefined;
    // a server may close an idle connection at the moment it is used again: nobody has seen the request
    const unseen = connection?.used && this.#status === undefined && closedUnseen.has(error.code ?? "");
    connection?.destroy();
    if (this.#ended) return;
    if (error instanceof BodyTooLarge) this.#fail("body-too-large");
    else if (unseen && this.#order.body.repeatable) this.send("fresh");
    else this.#fail(this.#status === undefined ? "upstream-unreachable" : "upstream-cut");
  }

  /** The answer is out, or the client gone. */
  readonly #closed = (): void => {
    const { answer, deadlines } = this.#order;
    deadlines.delete(this);
    if (answer?.writableFinished) return;
    this.#end(499, "client-gone");
    this.#connection?.destroy();
  };

  #fail(error: "upstream-unreachable" | "upstream-cut" | "upstream-timeout" | "upstream-invalid" | "body-too-large") {
    if (this.#ended) return;
    const { answer, body } = this.#order;
    const failed = error === "upstream-timeout" ? 504 : error === "body-too-large" ? 413 : 502;
    this.#end(this.#status ?? failed, error, error === "upstream-unreachable" && body.repeatable);
    if (answer?.headersSent) answer.destroy();
  }

  #end(status: number, error: string | null, movable = false): void {
    if (this.#ended) return;
    this.#ended = true;
    const { answer, deadlines } = this.#order;
    const unanswered = answer !== undefined && !answer.headersSent && !answer.destroyed && error !== "client-gone";
    if (!answer || unanswered) deadlines.delete(this);
    // whoever tries next has ears of its own
    if (unanswered) answer.off("close", this.#closed);
    const { prompt, completion } = this.#usage.tokens;
    const firstChunkAt = this.#firstChunkAt;
    const tokens = { promptTokens: prompt, completionTokens: completion };
    this.#resolve({ status, error, firstChunkAt, ...tokens, unanswered, movable: movable && unanswered });
  }
}
