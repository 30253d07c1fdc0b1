import type { ReadableStream as WebStream } from "node:stream/web";
import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";
import { sendPlainly } from "./plain-http.ts";

const defaultTimeoutMs = 60_000;

/** Http by Node's fetch: keep-alive, proxies by NODE_USE_ENV_PROXY. Streamed bodies go by node:http, with the same two. */
export function nodeHttp(): Http {
  return { send };
}

async function send(request: HttpRequest): Promise<HttpResponse> {
  const { body: content } = request;
  if (content !== undefined && typeof content !== "string" && !(content instanceof Uint8Array))
    return await sendPlainly(request, undefined);
  const timeout = AbortSignal.timeout(request.timeoutMs ?? defaultTimeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  const fail = (cause: unknown): ToolkitError => failure(request, timeout, cause);
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
  const body = wrapErrors(response.body, fail);
  const text = async (): Promise<string> => new TextDecoder().decode(await collect(body));
  return {
    status: response.status,
    headers: new Map(response.headers),
    body,
    text,
    async json() {
      const content = await text();
      try {
        return JSON.parse(content);
      } catch (cause) {
        const type = response.headers.get("content-type") ?? "no content type";
        const message = `${originOf(request.url)} answered ${response.status} with ${type}, which is not JSON`;
        throw new ToolkitError({ code: "http-not-json", status: response.status, message, cause });
      }
    },
  };
}

function bodyOf({ body }: HttpRequest): RequestInit {
  return body === undefined ? {} : { body: body as string | Uint8Array<ArrayBuffer> };
}

async function* wrapErrors(
  stream: ReadableStream<Uint8Array> | null,
  fail: (cause: unknown) => ToolkitError,
): AsyncGenerator<Uint8Array> {
  if (!stream) return;
  try {
    for await (const chunk of stream as unknown as WebStream<Uint8Array>) yield chunk;
  } catch (cause) {
    throw fail(cause);
  }
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function failure(request: HttpRequest, timeout: AbortSignal, cause: unknown): ToolkitError {
  const origin = originOf(request.url);
  if (timeout.aborted) {
    const message = `${origin} did not answer within ${request.timeoutMs ?? defaultTimeoutMs} ms`;
    return new ToolkitError({ code: "http-timeout", retryable: true, message, cause });
  }
  if (request.signal?.aborted) return new ToolkitError({ code: "cancelled", message: "cancelled", cause });
  const reason = (cause as { cause?: { code?: string; message?: string } }).cause;
  const detail = reason?.code ?? reason?.message ?? String(cause);
  return new ToolkitError({
    code: "http-unreachable",
    retryable: true,
    message: `${origin} could not be reached (${detail})`,
    cause,
  });
}

/** Only scheme, host and port go into messages: paths and queries may carry tokens. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "the address";
}
