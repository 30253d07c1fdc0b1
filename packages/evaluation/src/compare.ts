import type { Compared, Score, Tolerance } from "#contracts";
import { differenceOfEstimates, type Estimate, holm, normalQuantile, sampleSizeNeeded } from "#statistics";
import type { Metric } from "./metric.ts";
import type { Difference } from "./tally/tally.ts";
import { tierOf } from "./tier.ts";

export interface ComparisonRules {
  tolerances: Readonly<Record<string, Tolerance>>;
  minRows: number;
  baselineReliable: boolean;
}

/** Holm over all that was tested, then what each difference means. */
export function compared(
  found: readonly { metric: Metric; result: Difference }[],
  rules: ComparisonRules,
): Record<string, Compared> {
  const tested = found.filter(({ result }) => result.p !== null);
  const adjusted = new Map(
    holm(tested.map(({ result }) => result.p as number)).map((p, index) => [tested[index]?.metric.name, p]),
  );
  return Object.fromEntries(
    found.map(({ metric, result }) => [
      metric.name,
      comparedOne(metric, result, adjusted.get(metric.name) ?? null, rules),
    ]),
  );
}

function comparedOne(metric: Metric, result: Difference, pAdjusted: number | null, rules: ComparisonRules): Compared {
  const difference = asScore(result.difference);
  const { standardDeviation: sd } = result;
  const { value, n } = result.difference;
  const known = Number.isFinite(sd) && n > 1;
  return {
    baseline: asScore(result.baseline),
    difference,
    p: result.p,
    pAdjusted,
    outcome: outcomeOf(result.difference, metric.direction),
    tier: tierOf({
      compared: { difference, pAdjusted },
      direction: metric.direction,
      rows: n,
      minRows: rules.minRows,
      baselineReliable: rules.baselineReliable,
      tolerance: rules.tolerances[metric.name] ?? { margin: 0 },
    }),
    detectable: known ? smallestEffect(sd, n) : null,
    rowsNeeded: known && sd > 0 && value !== 0 ? Math.min(sampleSizeNeeded(sd, value), Number.MAX_SAFE_INTEGER) : null,
  };
}

/** Two reports of the same test set, of which only scores are left: independent intervals, so wider than pairs would give. */
export function comparedReports(
  metrics: readonly Metric[],
  scores: Readonly<Record<string, Score>>,
  baseline: Readonly<Record<string, Score>>,
  rules: ComparisonRules,
): Record<string, Compared> {
  const found = metrics.flatMap((metric) => {
    const [score, other] = [scores[metric.name], baseline[metric.name]];
    if (!score || !other) return [];
    const difference = differenceOfEstimates(asEstimate(score), asEstimate(other));
    return [{ metric, result: { baseline: asEstimate(other), difference, p: null, standardDeviation: Number.NaN } }];
  });
  return compared(found, rules);
}

function outcomeOf({ low, high }: Estimate, direction: Metric["direction"]): Compared["outcome"] {
  const [worst, best] = direction === "higher" ? [low, high] : [-high, -low];
  return worst > 0 ? "better" : best < 0 ? "worse" : "undecided";
}

/** Mean difference that n pairs show with 80 % power, two-sided 5 % (normal approximation). */
function smallestEffect(sd: number, n: number): number {
  return (normalQuantile(0.975) + normalQuantile(0.8)) * (sd / Math.sqrt(n));
}

/** As JSON can hold it: a bound that is no number is null. */
export function asScore({ value, low, high, n }: Estimate): Score {
  return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null, n };
}

function asEstimate({ value, low, high, n }: Score): Estimate {
  return { value, low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY, n };
}
