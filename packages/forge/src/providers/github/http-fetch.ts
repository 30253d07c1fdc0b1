import { ToolkitError } from "#contracts";
import type { Http, HttpRequest, Platform } from "#platform";
import { refusalOf } from "./refusal.ts";

interface FetchOptions {
  method?: HttpRequest["method"];
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

const redirects = new Set([301, 302, 307, 308]);

/**
 * `fetch` for octokit by our Http. Refusals are thrown here as what they are: octokit's pagination takes a 409 for an
 * empty page. Redirects (of a renamed repository) and links are followed within the API's own origin only, because the
 * token travels along.
 */
export function httpFetch({ http, clock }: Pick<Platform, "http" | "clock">, apiUrl: string) {
  const { origin } = new URL(apiUrl);
  return async (url: string, options: FetchOptions = {}): Promise<Response> => {
    let target = url;
    for (let hop = 0; ; hop++) {
      const response = await send(http, target, options, origin);
      const location = response.headers.get("location");
      if (redirects.has(response.status) && location && hop < 3) {
        target = new URL(location, target).href;
        continue;
      }
      if (response.status >= 300) throw await refusalOf(response, clock.now());
      const empty = response.status === 204 || response.status === 205;
      const bytes = empty ? null : await bytesOf(response.body);
      const answer = new Response(bytes, { status: response.status, headers: [...response.headers] });
      // a made Response has no address, and octokit's pagination reads it
      return Object.defineProperty(answer, "url", { value: target });
    }
  };
}

async function send(http: Http, url: string, { method, headers, body, signal }: FetchOptions, origin: string) {
  if (new URL(url).origin !== origin)
    throw new ToolkitError({
      code: "forge-refused",
      provider: "github",
      message: `the API pointed to another server, ${new URL(url).origin}; the token was not sent there`,
    });
  return await http.send({ method: method ?? "GET", url, headers, body, signal, timeoutMs: 30_000 });
}

async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
