import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { Upstream } from "#contracts";
import { UsageWatch } from "./usage.ts";

export interface Exchange {
  status: number;
  error: string | null;
  firstByteAt: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1024 });
/** Headers of one connection, not of the message (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "host",
]);

/**
 * Hands a request to an upstream and its answer back as it comes, untouched. A client that goes away ends the upstream's
 * work; an upstream that cannot be reached is a 502.
 * @param answer undefined throws the answer away (a shadow copy)
 * @param body what is sent: the request itself, or a copy
 */
export function proxy(
  incoming: IncomingMessage,
  body: Readable,
  upstream: Upstream,
  requestId: string,
  answer: ServerResponse | undefined,
  now: () => number,
): Promise<Exchange> {
  const usage = new UsageWatch();
  const exchange: Exchange = {
    status: 502,
    error: null,
    firstByteAt: null,
    promptTokens: null,
    completionTokens: null,
  };
  return new Promise((resolve) => {
    let ended = false;
    const end = (error: string | null): void => {
      if (ended) return;
      ended = true;
      const { prompt, completion } = usage.tokens;
      resolve({ ...exchange, error, promptTokens: prompt, completionTokens: completion });
    };
    const url = new URL(incoming.url ?? "/", upstream.url);
    const headers = { ...forwarded(incoming.headers), "x-request-id": requestId };
    const outgoing = httpRequest(url, { method: incoming.method, headers, agent }, (response) => {
      exchange.status = response.statusCode ?? 502;
      exchange.firstByteAt = now();
      answer?.writeHead(exchange.status, { ...forwarded(response.headers), "x-request-id": requestId });
      answer?.flushHeaders();
      response.on("data", (chunk: Buffer) => {
        usage.see(chunk);
        if (answer && !answer.write(chunk)) {
          response.pause();
          answer.once("drain", () => response.resume());
        }
      });
      response.on("end", () => {
        answer?.end();
        end(null);
      });
      response.on("error", () => {
        answer?.destroy();
        end("upstream-cut");
      });
    });
    outgoing.on("error", () => {
      if (answer && !answer.headersSent)
        refuse(answer, 502, "upstream-unreachable", "the model server cannot be reached", requestId);
      else answer?.destroy();
      end(exchange.firstByteAt === null ? "upstream-unreachable" : "upstream-cut");
    });
    answer?.on("close", () => {
      if (answer.writableFinished) return;
      outgoing.destroy();
      exchange.status = 499;
      end("client-gone");
    });
    body.pipe(outgoing);
    body.on("error", () => outgoing.destroy());
  });
}

/** An error as OpenAI-compatible clients read it. */
export function refuse(answer: ServerResponse, status: number, code: string, message: string, requestId = ""): void {
  answer.writeHead(status, { "content-type": "application/json", ...(requestId && { "x-request-id": requestId }) });
  answer.end(JSON.stringify({ error: { message, type: "router_error", param: null, code } }));
}

function forwarded(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !hopByHop.has(name)) kept[name] = value;
  return kept;
}
