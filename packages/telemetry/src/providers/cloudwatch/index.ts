import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { AwsPorts as Ports } from "#platform";
import type { ArmCounts, CountedNote, CountedTelemetry, P95 } from "../../counted.ts";
import { histogramQuantile } from "../../counters/histogram.ts";
import { noMark, parseMark } from "../../counters/mark.ts";
import { type Metrics, openMetrics } from "./client.ts";
import { provider } from "./provider.ts";
import { distributionOf, distributionSums, type SumName, sumsOf } from "./sums.ts";

export interface CloudWatchConfig {
  region: string;
  endpointName: string;
  /** Names of the production variants. */
  canary: string;
  baseline: string;
  /** Milliseconds until a minute's metrics are there; two minutes. */
  delayMs?: number | undefined;
}

const minute = 60_000;
/** Minutes that may still change are read again by the next look, which counts what they grew by. */
const lateMs = 15 * minute;
const longestMs = 7 * 24 * 60 * minute;
const arms = ["canary", "baseline"] as const;

/** What the minutes from `from` until the mark were counted as. */
const totals = z.partialRecord(
  z.enum(["requests", "errors4xx", "errors5xx", "latencies", "overTau", "overMargin"]),
  z.strictObject({ from: z.number(), total: z.number().min(0) }),
);
/** The end of the last look, a whole minute. */
const markSchema = z.strictObject({
  time: z.number().min(0).multipleOf(minute),
  late: z.strictObject({ canary: totals, baseline: totals }),
});
type Mark = z.infer<typeof markSchema>;

/**
 * What CloudWatch counts of the variants of a SageMaker endpoint, in whole minutes. A look waits until its last minute is
 * told. Errors are all answers of 4xx and 5xx: CloudWatch does not tell which were the caller's. How many requests were
 * slower than a limit CloudWatch tells from its own bins, so that it is always flagged as interpolated.
 */
export async function cloudWatchMetrics(ports: Ports, config: CloudWatchConfig): Promise<CountedTelemetry> {
  const { clock } = ports;
  const { delayMs = 2 * minute } = config;
  const metrics = await openMetrics(ports, config.region, config.endpointName);

  async function untilTold(time: number): Promise<void> {
    const left = time + delayMs - clock.now();
    if (left > 0) await clock.sleep(left);
  }

  return {
    // traffic of the minute that has begun lies on both sides: it is of neither
    now: async () => markText({ time: Math.ceil(clock.now() / minute) * minute, late: { canary: {}, baseline: {} } }),
    async since(text, tauMs) {
      const mark = parseMark(text, markSchema, provider);
      const end = Math.max(Math.floor(clock.now() / minute) * minute, mark.time + minute);
      if (mark.time > clock.now() + minute)
        throw noMark(provider, `${new Date(mark.time).toISOString()} is still to come here`, "set this clock right");
      if (end - mark.time > longestMs)
        throw noMark(provider, "the look before is more than 7 days ago", "begin the rollout again with a new state");
      await untilTold(end);
      const notes = new Set<CountedNote>();
      const counted = { canary: nothing, baseline: nothing };
      const late: Mark["late"] = { canary: {}, baseline: {} };
      for (const arm of arms) {
        const seen = await sumArm(metrics, config[arm], { mark, arm, end, tauMs });
        counted[arm] = armOf(seen.sums, tauMs);
        late[arm] = seen.late;
        if (seen.sums.requests === undefined) notes.add(`no-series-${arm}`);
        if (counted[arm].overTau !== undefined && counted[arm].requests > 0) notes.add("latency-interpolated");
      }
      return {
        ...counted,
        baselineP95: tauMs === undefined ? await p95Between(mark.time, end) : { requests: 0, p95Ms: undefined },
        block: `${provider} ${new Date(mark.time).toISOString()}/${new Date(end).toISOString()}`,
        mark: markText({ time: end, late }),
        notes: [...notes].sort(),
      };
    },
    async baselineP95(seconds) {
      const end = Math.floor((clock.now() - delayMs) / minute) * minute;
      return await p95Between(end - Math.ceil(seconds / 60) * minute, end);
    },
  };

  async function p95Between(from: number, to: number): Promise<P95> {
    const sums = (await metrics.minutes(distributionSums(config.baseline), from, to)).map(
      (points) => totalOf(points, from, to) ?? 0,
    );
    return { requests: sums[0] ?? 0, p95Ms: histogramQuantile(distributionOf(sums), 0.95) };
  }
}

type Sums = Partial<Record<SumName, number>>;
type Late = z.infer<typeof totals>;

/** What an arm's sums grew by since the mark, and what the last minutes until the end are counted as. */
async function sumArm(
  metrics: Metrics,
  variant: string,
  { mark, arm, end, tauMs }: { mark: Mark; arm: (typeof arms)[number]; end: number; tauMs: number | undefined },
): Promise<{ sums: Sums; late: Late }> {
  const asked = sumsOf(variant, tauMs);
  const points = await metrics.minutes(
    asked.map(([, sum]) => sum),
    mark.time - lateMs,
    end,
  );
  const [sums, late]: [Sums, Late] = [{}, {}];
  for (const [at, [name]] of asked.entries()) {
    const minutes = points[at] ?? new Map<number, number>();
    // minutes from before the first mark are of no look, however late they come
    const before = mark.late[arm][name] ?? { from: mark.time, total: 0 };
    const total = totalOf(minutes, before.from, end);
    if (total !== undefined) sums[name] = Math.max(0, total - before.total);
    const from = Math.max(before.from, end - lateMs);
    late[name] = { from, total: totalOf(minutes, from, end) ?? 0 };
  }
  return { sums, late };
}

/** Undefined where there is no point. */
function totalOf(points: ReadonlyMap<number, number>, from: number, to: number): number | undefined {
  let total: number | undefined;
  for (const [time, value] of points) {
    if (!Number.isFinite(value) || value < 0)
      throw new ToolkitError({ code: "telemetry-corrupt", provider, message: `${value} is no count` });
    if (time >= from && time < to) total = (total ?? 0) + value;
  }
  return total;
}

const nothing: ArmCounts = { requests: 0, errors: undefined, overTau: undefined, overMargin: undefined };

function armOf(sums: Sums, tauMs: number | undefined): ArmCounts {
  const { requests = 0, errors4xx, errors5xx, latencies, overTau = 0, overMargin = 0 } = sums;
  // SageMaker writes 0 for every request that went well: no point at all is no data
  const told = requests === 0 || errors4xx !== undefined || errors5xx !== undefined;
  const errors = told ? Math.min(requests, (errors4xx ?? 0) + (errors5xx ?? 0)) : undefined;
  if (tauMs === undefined || (requests > 0 && !latencies)) return { ...nothing, requests, errors };
  return { requests, errors, overTau, overMargin };
}

const markText = (mark: Mark): string => JSON.stringify(mark);
