import { ToolkitError } from "#contracts";
import type { HttpRequest, HttpResponse } from "../http.ts";

export const defaultTimeoutMs = 60_000;

/** Our answer over a body that arrives, whatever carried it. */
export function responseOf(
  url: string,
  status: number,
  headers: ReadonlyMap<string, string>,
  body: AsyncIterable<Uint8Array>,
): HttpResponse {
  const text = async (): Promise<string> => new TextDecoder().decode(await bytesOf(body));
  return {
    status,
    headers,
    body,
    text,
    async json() {
      const content = await text();
      try {
        return JSON.parse(content);
      } catch (cause) {
        const type = headers.get("content-type") ?? "no content type";
        const message = `${originOf(url)} answered ${status} with ${type}, which is not JSON`;
        throw new ToolkitError({ code: "http-not-json", status, message, cause });
      }
    },
  };
}

/** The error of an exchange that brought no whole answer. */
export function failureOf(request: HttpRequest, timedOut: boolean, cause: unknown): ToolkitError {
  // what a streamed body failed with is the body's own
  if (cause instanceof ToolkitError) return cause;
  const origin = originOf(request.url);
  if (timedOut) {
    const message = `${origin} did not answer within ${request.timeoutMs ?? defaultTimeoutMs} ms`;
    return new ToolkitError({ code: "http-timeout", retryable: true, message, cause });
  }
  if (request.signal?.aborted) return new ToolkitError({ code: "cancelled", message: "cancelled", cause });
  const reason = (cause as { cause?: unknown }).cause ?? cause;
  const { code, message } = reason as { code?: string; message?: string };
  return new ToolkitError({
    code: "http-unreachable",
    retryable: true,
    message: `${origin} could not be reached (${code ?? message ?? String(cause)})`,
    cause,
  });
}

export async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}

/** Only scheme, host and port go into messages: paths and queries may carry tokens. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "the address";
}
