import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plain,
  type ServerResponse,
} from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";
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

/** Idle connections kept to one server: as many as streams that may begin at once. */
const mostIdle = 1024;
const kept = { keepAlive: true, maxFreeSockets: mostIdle };
const agents = {
  "http:": { send: plain, kept: new PlainAgent(kept), fresh: new PlainAgent() },
  "https:": { send: secure, kept: new SecureAgent(kept), fresh: new SecureAgent() },
};

/**
 * Hands a request to an upstream and its answer back as it comes, untouched. A client that goes away ends the upstream's
 * work; an upstream that cannot be reached is a 502, one that falls silent a 504.
 */
export function proxy(order: Order): Promise<Exchange> {
  return new Promise((resolve) => new Delivery(order, resolve).send());
}

class Delivery implements Timed {
  deadline: number;
  readonly #order: Order;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #usage = new UsageWatch();
  /** Whom we wait for. */
  #phase: "connection" | "first-byte" | "answer" | "client" = "connection";
  #outgoing: ClientRequest | undefined;
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

  send(connection: "kept" | "fresh" = "kept"): void {
    const { incoming, body, target, path, requestId, limits } = this.#order;
    const scheme = agents[target.protocol];
    const headers = forwarded(incoming, requestId);
    headers.push("host", target.host);
    if (body.length !== undefined && incoming.headers["content-length"] === undefined)
      headers.push("content-length", String(body.length));
    const outgoing = scheme.send({
      protocol: target.protocol,
      hostname: target.hostname,
      port: target.port,
      path: target.prefix + path,
      method: incoming.method,
      headers,
      agent: scheme[connection],
    });
    this.#outgoing = outgoing;
    outgoing.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => this.#waitFor("first-byte", limits.firstByteMs));
      else this.#waitFor("first-byte", limits.firstByteMs);
    });
    outgoing.on("response", (response) => this.#receive(response));
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      if (error instanceof BodyTooLarge) return this.#fail("body-too-large");
      // a server may close an idle connection at the moment it is used again: nobody has seen the request
      const unseen = outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (unseen && connection === "kept" && this.#status === undefined && !this.#ended && body.repeatable)
        return this.send("fresh");
      this.#fail(this.#status === undefined ? "upstream-unreachable" : "upstream-cut");
    });
    body.sendTo(outgoing, () => {
      if (this.#phase === "first-byte") this.#waitFor("first-byte", limits.firstByteMs);
    });
  }

  /** Nothing came for too long. */
  expire(): void {
    const { answer } = this.#order;
    if (this.#phase === "client") {
      this.#end(499, "client-slow");
      answer?.destroy();
    } else this.#fail(this.#phase === "connection" ? "upstream-unreachable" : "upstream-timeout");
    this.#outgoing?.destroy();
    this.#order.deadlines.delete(this);
  }

  #waitFor(phase: "first-byte" | "answer" | "client", ms: number): void {
    this.#phase = phase;
    this.deadline = this.#order.now() + ms;
  }

  #receive(response: IncomingMessage): void {
    const { answer, body, elsewhere, requestId, now, limits } = this.#order;
    const status = response.statusCode ?? 502;
    if (this.#ended) return void response.destroy();
    if (elsewhere && unavailable.has(status) && body.repeatable) {
      this.#end(status, null, true);
      return void response.destroy();
    }
    this.#status = status;
    this.#streamed = response.headers["content-type"]?.startsWith("text/event-stream") === true;
    this.#order.onAnswer(status);
    this.#waitFor("answer", limits.idleMs);
    try {
      answer?.writeHead(status, forwarded(response, requestId));
    } catch {
      this.#status = undefined;
      this.#fail("upstream-invalid");
      return void response.destroy();
    }
    if (this.#streamed) answer?.flushHeaders();
    response.on("data", (chunk: Buffer) => {
      if (this.#ended) return;
      this.deadline = now() + limits.idleMs;
      if (this.#streamed) this.#firstChunkAt ??= now();
      this.#usage.see(chunk);
      if (answer && !answer.write(chunk)) {
        response.pause();
        this.#waitFor("client", limits.clientMs);
        answer.once("drain", () => {
          this.#waitFor("answer", limits.idleMs);
          response.resume();
        });
      }
    });
    response.on("end", () => {
      this.#waitFor("client", limits.clientMs);
      answer?.end();
      this.#end(status, this.#streamed && this.#usage.streamError ? "stream-error" : null);
    });
    response.on("error", () => this.#fail("upstream-cut"));
  }

  /** The answer is out, or the client gone. */
  readonly #closed = (): void => {
    const { answer, deadlines } = this.#order;
    deadlines.delete(this);
    if (answer?.writableFinished) return;
    this.#end(499, "client-gone");
    this.#outgoing?.destroy();
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
