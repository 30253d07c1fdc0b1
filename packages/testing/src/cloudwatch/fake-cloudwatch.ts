import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock, Http, HttpRequest, HttpResponse } from "#platform";
import { Refusal } from "../sagemaker/operation.ts";
import { type Shape, violations } from "../sagemaker/shapes.ts";
import { type AwsKey, isSignedByAws } from "../vendors/aws-signature.ts";

const { shapes } = JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__/service-2.json"), "utf8")) as {
  shapes: Record<string, Shape>;
};

export const cloudWatchKey: AwsKey = {
  accessKeyId: "AKIAFAKE",
  secretAccessKey: "very-secret-key-of-aws",
  region: "eu-central-1",
  service: "monitoring",
};

interface Invocation {
  endpoint: string;
  variant: string;
  /** Milliseconds since 1970 when it happened, and when CloudWatch tells of it. */
  time: number;
  toldAt: number;
  status: number;
  latencyMicroseconds: number;
}

interface Query {
  Id: string;
  MetricStat: {
    Metric: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] };
    Period: number;
    Stat: string;
  };
}
interface Input {
  MetricDataQueries: Query[];
  StartTime: number;
  EndTime: number;
  NextToken?: string;
}

export interface FakeCloudWatch {
  http: Http;
  calls: Input[];
  /** Requests that an endpoint's variant answers now. */
  invoke(variant: string, requests: number, how?: { status?: number; latencyMs?: number; delayMs?: number }): void;
  /** Answers in the place of the service while it gives something. */
  misbehave:
    | (() => { status: number; type: string; message: string; headers?: Record<string, string> } | undefined)
    | undefined;
  /** Of every series until its last page. */
  pointsPerPage: number;
  /** Status of series that are whole otherwise. */
  status: "Complete" | "PartialData" | "InternalError" | "Forbidden";
}

const period = 60_000;

/**
 * CloudWatch's GetMetricData as an AWS JSON 1.0 service over the metrics that SageMaker writes for a request: signature,
 * shapes by botocore's description, aligned minutes, pages, and a delay. Anything else is refused.
 */
export function fakeCloudWatch(clock: Pick<Clock, "now">): FakeCloudWatch {
  const invocations: Invocation[] = [];
  const fake: FakeCloudWatch = {
    calls: [],
    misbehave: undefined,
    pointsPerPage: 1000,
    status: "Complete",
    invoke(variant, requests, { status = 200, latencyMs = 10, delayMs = 60_000 } = {}) {
      const time = clock.now();
      for (let count = 0; count < requests; count++)
        invocations.push({
          endpoint: "mail",
          variant,
          time,
          toldAt: time + delayMs,
          status,
          latencyMicroseconds: latencyMs * 1000,
        });
    },
    http: {
      async send(request) {
        try {
          const odd = fake.misbehave?.();
          if (odd) return responseOf(odd.status, { __type: odd.type, message: odd.message }, odd.headers);
          return responseOf(200, handled(request));
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          return responseOf(error.status, { __type: error.type, message: error.message });
        }
      },
    },
  };

  function handled(request: HttpRequest): unknown {
    const url = new URL(request.url);
    const text = Buffer.from((request.body as string | Uint8Array | undefined) ?? "").toString("utf8");
    const headers: Record<string, string> = { host: url.host, "content-length": String(Buffer.byteLength(text)) };
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
    if (!isSignedByAws({ method: request.method ?? "GET", path: url.pathname, headers, text }, cloudWatchKey))
      throw new Refusal("InvalidSignatureException", "The request signature we calculated does not match", 403);
    if (headers["x-amz-target"] !== "GraniteServiceVersion20100801.GetMetricData")
      throw new Refusal("UnknownOperationException", `${headers["x-amz-target"]}`, 404);
    const input = JSON.parse(text) as Input;
    const wrong = violations(input, "GetMetricDataInput", "", shapes);
    if (wrong.length > 0) throw new Refusal("ValidationError", wrong.join("; "));
    fake.calls.push(input);
    const output = answer(input);
    const broken = violations(output, "GetMetricDataOutput", "", shapes);
    if (broken.length > 0) throw new Error(`GetMetricData answers what it must not: ${broken.join("; ")}`);
    return output;
  }

  function answer({ MetricDataQueries: queries, StartTime, EndTime, NextToken }: Input) {
    if (queries.length > 500) throw new Refusal("ValidationError", "more than 500 queries");
    if (new Set(queries.map(({ Id }) => Id)).size < queries.length) throw new Refusal("ValidationError", "an Id twice");
    if (StartTime >= EndTime) throw new Refusal("ValidationError", "StartTime must be less than EndTime");
    const start = NextToken === undefined ? 0 : Number(NextToken.replace("page-", ""));
    let more = false;
    const results = queries.map((query) => {
      const all = pointsOf(query, StartTime * 1000, EndTime * 1000);
      const page = all.slice(start, start + fake.pointsPerPage);
      const whole = all.length <= start + fake.pointsPerPage;
      more ||= !whole;
      return {
        Id: query.Id,
        Label: query.MetricStat.Metric.MetricName,
        Timestamps: page.map(([time]) => time / 1000),
        Values: page.map(([, value]) => value),
        StatusCode: whole ? fake.status : "PartialData",
      };
    });
    return { MetricDataResults: results, ...(more ? { NextToken: `page-${start + fake.pointsPerPage}` } : {}) };
  }

  function pointsOf({ MetricStat: { Metric, Period, Stat } }: Query, from: number, to: number): [number, number][] {
    if (Metric.Namespace !== "AWS/SageMaker" || Period !== 60)
      throw new Refusal("ValidationError", `${Metric.Namespace} every ${Period} s`);
    const of = Object.fromEntries(Metric.Dimensions.map(({ Name, Value }) => [Name, Value]));
    const minutes = new Map<number, number[]>();
    for (const { endpoint, variant, time, toldAt, status, latencyMicroseconds } of invocations) {
      const minute = Math.floor(time / period) * period;
      if (endpoint !== of["EndpointName"] || variant !== of["VariantName"] || toldAt > clock.now()) continue;
      if (minute < from || minute >= to) continue;
      const values: Record<string, number> = {
        Invocations: 1,
        Invocation4XXErrors: status >= 400 && status < 500 ? 1 : 0,
        Invocation5XXErrors: status >= 500 ? 1 : 0,
        ModelLatency: latencyMicroseconds,
      };
      const value = values[Metric.MetricName];
      if (value !== undefined) minutes.set(minute, [...(minutes.get(minute) ?? []), value]);
    }
    return [...minutes]
      .sort(([left], [right]) => left - right)
      .map(([minute, values]) => [minute, statisticOf(Stat, values)]);
  }

  return fake;
}

/** `TC(a:b)` counts values above a, up to b and b itself. */
function statisticOf(statistic: string, values: readonly number[]): number {
  if (statistic === "Sum") return values.reduce((sum, value) => sum + value, 0);
  if (statistic === "SampleCount") return values.length;
  const [, low] = /^TC\((\d+(?:\.\d{1,10})?):\)$/.exec(statistic) ?? [];
  if (low === undefined) throw new Refusal("ValidationError", `${statistic} is no statistic`);
  return values.filter((value) => value > Number(low)).length;
}

function responseOf(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = JSON.stringify(body);
  return {
    status,
    headers: new Map(Object.entries({ "content-type": "application/x-amz-json-1.0", ...headers })),
    body: (async function* () {
      yield Buffer.from(text);
    })(),
    text: async () => text,
    json: async () => body,
  };
}
