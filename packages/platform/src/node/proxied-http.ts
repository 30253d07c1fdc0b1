import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";
import { defaultTimeoutMs, failureOf, responseOf } from "./exchange.ts";

/** Http by Node's fetch, which goes through the proxies that NODE_USE_ENV_PROXY names in every Node 24. */
export function proxiedHttp(): Http {
  return { send };
}

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
  if (body === undefined) return {};
  if (typeof body === "string" || body instanceof Uint8Array) return { body: body as string | Uint8Array<ArrayBuffer> };
  return { body: Readable.toWeb(Readable.from(body)) as unknown as ReadableStream, duplex: "half" } as RequestInit;
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
