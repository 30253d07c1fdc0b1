import { Readable } from "node:stream";
import { type Http, type Platform, retryAfterMs } from "#platform";
import { headersOf, isWorthAnotherTry } from "./failures.ts";

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "environment">;

/** Without keys in the environment the client looks where AWS's tools do (web identity, profile). */
export function awsSettings(ports: Ports, region: string) {
  const { environment, http, secrets } = ports;
  const endpoint = environment.get("AWS_ENDPOINT_URL_CLOUDWATCH") ?? environment.get("AWS_ENDPOINT_URL");
  const accessKeyId = environment.get("AWS_ACCESS_KEY_ID");
  const secretAccessKey = environment.get("AWS_SECRET_ACCESS_KEY");
  const sessionToken = environment.get("AWS_SESSION_TOKEN");
  secrets.mask(secretAccessKey ?? "");
  secrets.mask(sessionToken ?? "");
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId &&
      secretAccessKey && { credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } }),
    retryStrategy: retryBy(ports),
    requestHandler: handlerThrough(http) as never,
  };
}

const attempts = 6;

/** Our rules in the place of the client's own: by data, in the platform's time, and as long as the service asks for. */
function retryBy({ clock, random, log }: Ports) {
  const token = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => 0 });
  return {
    acquireInitialRetryToken: async () => token(0),
    async refreshRetryTokenForRetry(before: { getRetryCount(): number }, { error }: { error?: unknown }) {
      const count = before.getRetryCount() + 1;
      if (count >= attempts || !isWorthAnotherTry(error)) throw error;
      const backOff = Math.min(20_000, 500 * 2 ** (count - 1)) * (0.5 + random.uniform() / 2);
      const pauseMs = retryAfterMs(headersOf(error), clock.now()) ?? Math.round(backOff);
      log.info(`AWS: ${(error as Error).name}; attempt ${count + 1} follows in ${Math.round(pauseMs / 100) / 10} s`);
      await clock.sleep(pauseMs);
      return token(count);
    },
    recordSuccess: () => undefined,
  };
}

interface AwsRequest {
  protocol: string;
  hostname: string;
  port?: number | undefined;
  path: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
}

/** The client hands over bytes that claim to be a string, too. */
const plain = (body: AwsRequest["body"]): string | Uint8Array | undefined =>
  body instanceof Uint8Array ? new Uint8Array(body.buffer, body.byteOffset, body.byteLength) : body;

/** The transport sets these by itself. */
const notSent = new Set(["host", "content-length"]);

/** A request handler for AWS's client that goes through our port. */
function handlerThrough(http: Http) {
  return {
    async handle({ protocol, hostname, port, path, headers, body }: AwsRequest) {
      const response = await http.send({
        method: "POST",
        url: `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}${path}`,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !notSent.has(name.toLowerCase()))),
        body: plain(body),
        timeoutMs: 60_000,
      });
      const { status: statusCode } = response;
      return {
        response: { statusCode, headers: Object.fromEntries(response.headers), body: Readable.from(response.body) },
      };
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
    metadata: { handlerProtocol: "http/1.1" },
  };
}
