import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";

/**
 * Http without the headers that fetch adds by itself. Servers that tell browsers from programs by `Sec-Fetch-Mode` (Ray's
 * dashboard refuses their PUT and blackens what it shows them) take fetch for a browser.
 */
export function plainHttp(): Http {
  return { send };
}

async function send({ url, method, headers, body, timeoutMs = 60_000, signal }: HttpRequest): Promise<HttpResponse> {
  const address = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const content = body === undefined ? undefined : await bytesOf(body);
  const options = {
    method: method ?? "GET",
    headers: { ...headers, ...(content && { "content-length": String(content.length) }) },
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    agent: false as const,
  };
  const fail = (cause: unknown): ToolkitError => {
    if (timeout.aborted)
      return new ToolkitError({
        code: "http-timeout",
        retryable: true,
        message: `${address.origin} did not answer within ${timeoutMs} ms`,
        cause,
      });
    if (signal?.aborted) return new ToolkitError({ code: "cancelled", message: "cancelled", cause });
    const reason = (cause as { code?: string }).code ?? (cause as Error).message;
    return new ToolkitError({
      code: "http-unreachable",
      retryable: true,
      message: `${address.origin} cannot be reached: ${reason}`,
      cause,
    });
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const client: ClientRequest =
      address.protocol === "https:" ? requestHttps(address, options, resolve) : requestHttp(address, options, resolve);
    client.on("error", (cause) => reject(fail(cause)));
    client.end(content);
  });
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of answer) yield chunk as Uint8Array;
    } catch (cause) {
      throw fail(cause);
    }
  }
  const arriving = chunks();
  const text = async (): Promise<string> => new TextDecoder().decode(await bytesOf(arriving));
  const status = answer.statusCode ?? 0;
  return {
    status,
    headers: new Map(Object.entries(answer.headers).map(([name, value]) => [name, [value].flat().join(", ")])),
    body: arriving,
    text,
    async json() {
      const content = await text();
      try {
        return JSON.parse(content);
      } catch (cause) {
        const type = answer.headers["content-type"] ?? "no content type";
        const message = `${address.origin} answered ${status} with ${type}, which is not JSON`;
        throw new ToolkitError({ code: "http-not-json", status, message, cause });
      }
    },
  };
}

async function bytesOf(body: string | Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
