import { Readable } from "node:stream";
import type { Http } from "../http.ts";

/** The parts of AWS's request and response that a handler deals in. */
interface AwsRequest {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  query?: Record<string, string | string[] | null> | undefined;
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

/** The transport sets these by itself; S3 is not asked before the bytes are sent. */
const notSent = new Set(["host", "content-length", "expect"]);

/**
 * A request handler for AWS's clients that goes through our port. Without a time of its own a request has a minute, and as
 * long as its bytes take at 1 MB/s.
 */
export function awsHandlerThrough(http: Http, givenMs?: number) {
  return {
    async handle(request: AwsRequest, options: { abortSignal?: AbortSignal | undefined } = {}) {
      const { method, headers, body } = request;
      // an answer that is read as it arrives has as long as its reader needs
      const usualMs = method === "GET" ? 3_600_000 : 60_000 + Math.ceil((body?.length ?? 0) / 1000);
      const timeoutMs = givenMs ?? usualMs;
      const response = await http.send({
        method: method as "POST",
        url: urlOf(request),
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !notSent.has(name.toLowerCase()))),
        body: plain(body),
        timeoutMs,
        signal: options.abortSignal,
      });
      return {
        response: {
          statusCode: response.status,
          headers: Object.fromEntries(response.headers),
          body: Readable.from(response.body),
        },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
    metadata: { handlerProtocol: "http/1.1" },
  };
}

/** The clients hand over bytes that claim to be a string, too. */
const plain = (body: AwsRequest["body"]): string | Uint8Array | undefined =>
  body instanceof Uint8Array ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength) : body;

function urlOf({ protocol, hostname, port, path, query }: AwsRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query ?? {}))
    for (const each of Array.isArray(value) ? value : [value]) url.searchParams.append(name, each ?? "");
  return url.href;
}
