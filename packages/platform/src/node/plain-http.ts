import { type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, HttpResponse } from "../http.ts";

/**
 * Http without the headers that fetch adds by itself. Servers that tell browsers from programs by `Sec-Fetch-Mode` (Ray's
 * dashboard refuses their PUT and blackens what it shows them) take fetch for a browser.
 */
export function plainHttp(): Http {
  return { send: (request) => sendPlainly(request, false) };
}

/**
 * A streamed body is taken chunk by chunk, the next when the last one has left, so that memory holds one of them; fetch
 * holds hundreds of megabytes of a large one. @param agent undefined for Node's own, which keeps connections and knows
 * proxies
 */
export async function sendPlainly(
  { url, method, headers, body, timeoutMs = 60_000, signal }: HttpRequest,
  agent: false | undefined,
): Promise<HttpResponse> {
  const address = new URL(url);
  const timeout = AbortSignal.timeout(timeoutMs);
  const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const options = {
    method: method ?? "GET",
    headers: { ...headers, ...(content instanceof Uint8Array && { "content-length": String(content.length) }) },
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    agent,
  };
  const fail = (cause: unknown): ToolkitError => {
    if (cause instanceof ToolkitError) return cause;
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
    if (content === undefined || content instanceof Uint8Array) client.end(content);
    else writeAll(client, content).catch((cause: Error) => client.destroy(cause));
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

/** An answer that comes before the end of the body is the end of it: nobody reads the rest. */
async function writeAll(client: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  let answered = false;
  client.once("response", (answer) => {
    answered = true;
    answer.once("end", () => client.writableEnded || client.destroy());
  });
  for await (const chunk of body) {
    if (answered) return;
    await new Promise<void>((resolve, reject) => {
      client.write(chunk, (cause) => (cause ? reject(cause) : resolve()));
    });
  }
  client.end();
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
