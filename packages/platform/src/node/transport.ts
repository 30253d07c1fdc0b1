import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { type Agent as HttpsAgent, request as requestHttps } from "node:https";
import { pipeline, type Readable } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import type { HttpRequest, HttpResponse } from "../http.ts";
import { arrivingBody } from "./arriving-body.ts";
import { defaultTimeoutMs, failureOf, responseOf } from "./exchange.ts";

export interface Connections {
  /** Who keeps connections; false makes one a request, undefined is Node's own, which knows the environment's proxies. */
  agentOf(protocol: string): Agent | HttpsAgent | false | undefined;
  /** Sent where the request has none of the name. */
  headers?: Readonly<Record<string, string>> | undefined;
}

/** One exchange over node:http(s). The time and the signal hold until the last byte of the body. */
export async function exchange(request: HttpRequest, connections: Connections): Promise<HttpResponse> {
  const { url, signal, body } = request;
  let timedOut = false;
  const fail = (cause: unknown): Error => failureOf(request, timedOut, cause);
  const content = typeof body === "string" ? Buffer.from(body) : body;
  const length = content instanceof Uint8Array ? content.length : undefined;
  let outgoing: ClientRequest;
  try {
    const address = new URL(url);
    signal?.throwIfAborted();
    outgoing = (address.protocol === "https:" ? requestHttps : requestHttp)(address, {
      method: request.method ?? "GET",
      headers: headersOf(request, connections, length),
      agent: connections.agentOf(address.protocol),
    });
  } catch (cause) {
    throw fail(cause);
  }
  // timers and listeners of our own: AbortSignal.any and .timeout cost more than the rest of a short exchange
  const stop = (): void => void outgoing.destroy(new Error("given up"));
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, request.timeoutMs ?? defaultTimeoutMs).unref();
  signal?.addEventListener("abort", stop, { once: true });
  outgoing.once("close", () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  });
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once("response", resolve);
    outgoing.on("error", (cause) => reject(fail(cause)));
    if (content === undefined || content instanceof Uint8Array) outgoing.end(content);
    else writeAll(outgoing, content).catch((cause: Error) => outgoing.destroy(cause));
  });
  const headers = new Map(
    Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : `${value}`]),
  );
  const status = answer.statusCode ?? 0;
  return responseOf(url, status, headers, arrivingBody(decoded(answer, request.method), fail));
}

/**
 * A streamed body is asked for its next chunk when the last one has left, so that memory holds one of them. An answer that
 * comes before the end of the body is the end of it: nobody reads the rest.
 */
async function writeAll(outgoing: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  let answered = false;
  outgoing.once("response", (answer) => {
    answered = true;
    answer.once("end", () => outgoing.writableEnded || outgoing.destroy());
  });
  for await (const chunk of body) {
    if (answered) return;
    await new Promise<void>((resolve, reject) => {
      outgoing.write(chunk, (cause) => (cause ? reject(cause) : resolve()));
    });
  }
  outgoing.end();
}

function headersOf(
  { headers = {} }: HttpRequest,
  { headers: added = {} }: Connections,
  length: number | undefined,
): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = Object.entries(added).filter(([name]) => !given.has(name));
  return {
    ...Object.fromEntries(missing),
    ...headers,
    ...(length !== undefined && { "content-length": String(length) }),
  };
}

/** Storage hands out what it holds compressed, asked for or not. */
function decoded(answer: IncomingMessage, method: HttpRequest["method"]): Readable {
  const encoding = answer.headers["content-encoding"]?.trim().toLowerCase();
  const empty = method === "HEAD" || answer.statusCode === 204 || answer.statusCode === 304;
  if (empty || !encoding || !["gzip", "x-gzip", "deflate", "br"].includes(encoding)) return answer;
  const decoder = encoding === "br" ? createBrotliDecompress() : createUnzip();
  return pipeline(answer, decoder, () => undefined);
}
