import { type LookFold, newLookFold } from "#canary";
import type { CanaryMetricsConfig, RequestPrice } from "#contracts";
import { newReservoir, quantile } from "#statistics";
import type { SeenRequest, SeenScore, TelemetrySource, TrafficReader } from "#telemetry";

/** Metric of the router's scores that quality is read from. */
export const qualityScore = "accuracy";
/** Metrics of requests that the log's own lines tell. */
export const [cost, firstToken] = ["cost", "time-to-first-token"] as const;

/** Latencies that a quantile is taken of: all of them, and of more a uniform sample. */
const sampled = 100_000;

type Prices = CanaryMetricsConfig["prices"];
type Values = Pick<LookFold, "value" | "missing">;

/**
 * Values of metrics in what the router's log shows: cost by the prices, time to first token of streamed answers, quality
 * and everything else by the scores that were posted.
 */
export function valuesInto(
  values: Values,
  prices: Prices,
  isOurs: (score: SeenScore) => boolean = ({ late }) => !late,
): TrafficReader {
  return {
    request(request) {
      const { arm, failed, firstTokenMs } = request;
      // what failed is an error, and not cheap or fast
      if (failed) return;
      if (firstTokenMs !== null) values.value(firstToken, arm, firstTokenMs);
      const usd = prices && priceOf(request, prices[arm]);
      if (usd === null) values.missing(cost, arm);
      else if (usd !== undefined) values.value(cost, arm, usd);
    },
    score(score) {
      if (!isOurs(score)) return;
      const { arm, metric, value } = score;
      if (metric === qualityScore) values.value("quality", arm, value);
      // one source a metric: what is priced is not taken from scores, too
      if (!(metric === firstToken || (metric === cost && prices))) values.value(metric, arm, value);
    },
  };
}

/** USD of a request; null where a token count or the time is needed and unknown. */
export function priceOf(
  {
    promptTokens,
    completionTokens,
    latencyMs,
  }: Pick<SeenRequest, "promptTokens" | "completionTokens"> & { latencyMs: number | null },
  { input, output, hour }: RequestPrice,
): number | null {
  if ((input > 0 && promptTokens === null) || (output > 0 && completionTokens === null)) return null;
  if (hour > 0 && latencyMs === null) return null;
  return ((promptTokens ?? 0) * input + (completionTokens ?? 0) * output) / 1e6 + ((latencyMs ?? 0) / 3_600_000) * hour;
}

/** Everything between the mark and now as one look's increments, in memory that does not grow with it. */
export async function foldStretch(
  telemetry: TelemetrySource,
  mark: string,
  {
    declared,
    rules,
    tauMs,
    prices,
  }: {
    declared: readonly string[];
    rules: Parameters<typeof newLookFold>[1];
    tauMs: number | undefined;
    prices: Prices;
  },
): Promise<{ fold: LookFold; mark: string }> {
  const fold = newLookFold(declared, rules, tauMs);
  const values = valuesInto(fold, prices);
  const end = await telemetry.read(mark, {
    request(request) {
      fold.request(request.arm, request);
      values.request(request);
    },
    score: values.score,
  });
  return { fold, mark: end };
}

/** p95 of what the baseline answered since the mark. */
export async function baselineP95(
  telemetry: TelemetrySource,
  mark: string,
): Promise<{ requests: number; p95Ms: number; mark: string }> {
  const latencies = newReservoir<number>(sampled);
  const end = await telemetry.read(mark, {
    request({ arm, failed, latencyMs }) {
      if (arm === "baseline" && !failed) latencies.add(latencyMs);
    },
    score: () => undefined,
  });
  const sorted = latencies.sample.toSorted((left, right) => left - right);
  return { requests: latencies.seen, p95Ms: quantile(sorted, 0.95), mark: end };
}
