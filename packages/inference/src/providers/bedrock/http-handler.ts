import { Readable } from "node:stream";
import type { Http } from "#platform";

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

/** A request handler for AWS's client that goes through our port. */
export function awsHandlerThrough(http: Http, timeoutMs: number) {
  return {
    async handle(request: AwsRequest, options: { abortSignal?: AbortSignal | undefined } = {}) {
      const response = await http.send({
        method: request.method as "POST",
        url: urlOf(request),
        // fetch sets these two by itself
        headers: Object.fromEntries(
          Object.entries(request.headers).filter(([name]) => !["host", "content-length"].includes(name.toLowerCase())),
        ),
        body: request.body,
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

function urlOf({ protocol, hostname, port, path, query }: AwsRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`);
  for (const [name, value] of Object.entries(query ?? {}))
    for (const each of Array.isArray(value) ? value : [value]) url.searchParams.append(name, each ?? "");
  return url.href;
}
