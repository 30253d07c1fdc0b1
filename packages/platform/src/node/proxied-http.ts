import type { ReadableStream as WebStream } from "node:stream/web";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";
import { defaultTimeoutMs, failureOf, responseOf } from "./exchange.ts";
import { exchange } from "./transport.ts";

/**
 * Http by Node's fetch, which goes through the proxies that NODE_USE_ENV_PROXY names in every Node 24. It holds a streamed
 * body whole, hundreds of megabytes of a model, so those go by node:http, whose own agents know the same proxies.
 */
export function proxiedHttp(): Http {
  return { send: (request) => (isStreamed(request) ? exchange(request, { agentOf: () => undefined }) : send(request)) };
}

const isStreamed = ({ body }: HttpRequest): boolean =>
  body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);

async function send(request: HttpRequest): Promise<HttpResponse> {
  const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  const fail = (cause: unknown): Error => failureOf(request, timeout.aborted, cause);
  let response: Response;
  try {
    response = await fetch(request.url, {
      method: request.method ?? "GET",
      signal,
      redirect: "manual",
      ...(request.headers && { headers: request.headers }),
      ...bodyOf(request),
    });
  } catch (cause) {
    throw fail(cause);
  }
  return responseOf(request.url, response.status, new Map(response.headers), wrapErrors(response.body, fail));
}

function bodyOf({ body }: HttpRequest): RequestInit {
  return body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> };
}

async function* wrapErrors(
  stream: ReadableStream<Uint8Array> | null,
  fail: (cause: unknown) => Error,
): AsyncGenerator<Uint8Array> {
  if (!stream) return;
  try {
    for await (const chunk of stream as unknown as WebStream<Uint8Array>) yield chunk;
  } catch (cause) {
    throw fail(cause);
  }
}
