import { Readable } from "node:stream";
import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { ToolkitError } from "#contracts";
import { type Http, type Platform, retryAfterMs } from "#platform";
import { awsFailure, headersOf, isWorthAnotherTry, provider } from "./failures.ts";

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "environment">;

/** A metric of one variant; the sum of what its statistic tells of each minute. */
export interface MetricSum {
  metric: string;
  variant: string;
  statistic: string;
}

export interface Metrics {
  /**
   * Points of every sum, by their minutes (milliseconds since 1970), `from` included and `to` not. Minutes without one
   * are left out.
   */
  minutes(sums: readonly MetricSum[], from: number, to: number): Promise<Map<number, number>[]>;
}

const action = "cloudwatch:GetMetricData";
/** As many as one call may ask for. */
const mostQueries = 500;
const attempts = 6;

/** Metrics of an endpoint's variants. Throws ToolkitError `cloudwatch-...`. */
export async function openMetrics(ports: Ports, region: string, endpointName: string): Promise<Metrics> {
  const { secrets } = ports;
  const sdk = await import("@aws-sdk/client-cloudwatch");
  const client: CloudWatchClient = new sdk.CloudWatchClient(settingsOf(ports, region));

  /** All pages of one call, until every series is told to be whole. */
  async function read(queries: MetricDataQuery[], from: number, to: number): Promise<Map<string, Map<number, number>>> {
    const found = new Map(queries.map(({ Id }) => [Id as string, new Map<number, number>()]));
    const unfinished = new Set(found.keys());
    let token: string | undefined;
    do {
      const page = await client.send(
        new sdk.GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(from),
          EndTime: new Date(to),
          ScanBy: "TimestampAscending",
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      for (const { Id = "", Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
        for (const [at, time] of Timestamps.entries()) found.get(Id)?.set(time.getTime(), Values[at] ?? Number.NaN);
        if (StatusCode === "Complete") unfinished.delete(Id);
        else unfinished.add(Id);
        if (StatusCode === "Forbidden")
          throw new ToolkitError({
            code: "cloudwatch-forbidden",
            provider,
            message: `${action}: the account may not read this metric`,
            hint: `allow ${action} to the role of this job`,
          });
      }
      token = page.NextToken;
    } while (token !== undefined);
    if (unfinished.size === 0) return found;
    throw new ToolkitError({
      code: "cloudwatch-partial",
      provider,
      retryable: true,
      message: `${unfinished.size} of ${queries.length} metrics came incomplete`,
      hint: "counting a part would be wrong; run the look again",
    });
  }

  return {
    async minutes(sums, from, to) {
      const queries = sums.map(({ metric, variant, statistic }, at): MetricDataQuery => {
        const dimensions = { EndpointName: endpointName, VariantName: variant };
        return {
          Id: `q${at}`,
          MetricStat: {
            Metric: {
              Namespace: "AWS/SageMaker",
              MetricName: metric,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: 60,
            Stat: statistic,
          },
        };
      });
      const found: Map<number, number>[] = [];
      try {
        for (let at = 0; at < queries.length; at += mostQueries)
          found.push(...(await read(queries.slice(at, at + mostQueries), from, to)).values());
      } catch (error) {
        throw awsFailure(secrets, action, error);
      }
      return found;
    },
  };
}

/** Without keys in the environment the client looks where AWS's tools do (web identity, profile). */
function settingsOf(ports: Ports, region: string) {
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
