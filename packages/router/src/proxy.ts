import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plain,
  type ServerResponse,
} from "node:http";
import { Agent as SecureAgent, request as secure } from "node:https";
import { forwarded } from "./headers.ts";
import { refuse } from "./reply.ts";
import type { RequestBody } from "./request-body.ts";
import { UsageWatch } from "./usage.ts";

export interface Exchange {
  status: number;
  error: string | null;
  /** Of a streamed answer; null for one that came whole. */
  firstChunkAt: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
}

export interface Order {
  incoming: IncomingMessage;
  body: RequestBody;
  address: URL;
  requestId: string;
  /** Undefined throws the answer away (a shadow copy). */
  answer: ServerResponse | undefined;
  /** Milliseconds. */
  now(): number;
  timeoutMs: number;
}

const agents = {
  "http:": { send: plain, kept: new PlainAgent({ keepAlive: true }), fresh: new PlainAgent() },
  "https:": { send: secure, kept: new SecureAgent({ keepAlive: true }), fresh: new SecureAgent() },
};

/**
 * Hands a request to an upstream and its answer back as it comes, untouched. A client that goes away ends the upstream's
 * work; an upstream that cannot be reached is a 502, one that falls silent a 504.
 */
export function proxy(order: Order): Promise<Exchange> {
  return new Promise((resolve) => new Delivery(order, resolve).send());
}

class Delivery {
  readonly #order: Order;
  readonly #resolve: (exchange: Exchange) => void;
  readonly #usage = new UsageWatch();
  #outgoing: ClientRequest | undefined;
  #status: number | undefined;
  #streamed = false;
  #firstChunkAt: number | null = null;
  #ended = false;

  constructor(order: Order, resolve: (exchange: Exchange) => void) {
    this.#order = order;
    this.#resolve = resolve;
    order.answer?.on("close", () => {
      if (!order.answer?.writableFinished) this.#end(499, "client-gone");
      this.#outgoing?.destroy();
    });
  }

  send(connection: "kept" | "fresh" = "kept"): void {
    const { incoming, body, address, requestId, timeoutMs } = this.#order;
    const scheme = agents[address.protocol as keyof typeof agents];
    const headers = { ...forwarded(incoming.headers), "x-request-id": requestId };
    const outgoing = scheme.send(address, { method: incoming.method, headers, agent: scheme[connection] });
    this.#outgoing = outgoing;
    outgoing.on("response", (response) => this.#receive(response));
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      // a server may close an idle connection at the moment it is used again: nobody has seen the request
      const unseen = outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      if (unseen && connection === "kept" && this.#status === undefined && !this.#ended && body.repeatable)
        return this.send("fresh");
      this.#fail(this.#status === undefined ? "upstream-unreachable" : "upstream-cut");
    });
    outgoing.setTimeout(timeoutMs, () => {
      this.#fail("upstream-timeout");
      outgoing.destroy();
    });
    body.sendTo(outgoing);
  }

  #receive(response: IncomingMessage): void {
    const { answer, requestId, now } = this.#order;
    this.#status = response.statusCode ?? 502;
    this.#streamed = /^text\/event-stream/.test(response.headers["content-type"] ?? "");
    answer?.writeHead(this.#status, { ...forwarded(response.headers), "x-request-id": requestId });
    if (this.#streamed) answer?.flushHeaders();
    response.on("data", (chunk: Buffer) => {
      if (this.#streamed) this.#firstChunkAt ??= now();
      this.#usage.see(chunk);
      if (answer && !answer.write(chunk)) {
        response.pause();
        answer.once("drain", () => response.resume());
      }
    });
    response.on("end", () => {
      answer?.end();
      this.#end(this.#status ?? 502, this.#streamed && this.#usage.streamError ? "stream-error" : null);
    });
    response.on("error", () => this.#fail("upstream-cut"));
  }

  #fail(error: string): void {
    if (this.#ended) return;
    const { answer, body, requestId } = this.#order;
    const status = error === "upstream-timeout" ? 504 : 502;
    this.#end(this.#status ?? status, error);
    body.discard();
    if (!answer || answer.destroyed) return;
    if (answer.headersSent) answer.destroy();
    else refuse(answer, status, error, status === 504 ? silent : unreachable, requestId);
  }

  #end(status: number, error: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    const { prompt, completion } = this.#usage.tokens;
    const firstChunkAt = this.#firstChunkAt;
    this.#resolve({ status, error, firstChunkAt, promptTokens: prompt, completionTokens: completion });
  }
}

const unreachable = "the model server cannot be reached";
const silent = "the model server fell silent";
