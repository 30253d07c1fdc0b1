import type { Evaluation, Score } from "#contracts";

/**
 * The metrics in which a candidate is shown to be better; none unless it passed its gate and is worse in nothing. Row by
 * row where its evaluation was paired with a baseline; else by intervals that do not touch, of the same test set.
 */
export function isBetter(previous: Evaluation | undefined, candidate: Evaluation | undefined): string[] {
  if (candidate?.verdict !== "pass") return [];
  if (candidate.comparison) {
    const compared = Object.entries(candidate.comparison.metrics);
    if (compared.some(([, { outcome }]) => outcome === "worse")) return [];
    return compared.flatMap(([metric, { outcome }]) => (outcome === "better" ? [metric] : []));
  }
  if (!previous || previous.testSet.digest !== candidate.testSet.digest) return [];
  const outcomes = Object.entries(candidate.scores).map(([metric, score]) => {
    const before = previous.scores[metric];
    const direction = candidate.metrics[metric]?.direction;
    return { metric, gain: before && direction ? gainOf(before, score, direction) : 0 };
  });
  if (outcomes.some(({ gain }) => gain < 0)) return [];
  return outcomes.flatMap(({ metric, gain }) => (gain > 0 ? [metric] : []));
}

/** 1 or -1 where the intervals lie apart, 0 where they touch or one says nothing. */
function gainOf(before: Score, after: Score, direction: "higher" | "lower"): number {
  const [left, right] = direction === "higher" ? [before, after] : [after, before];
  const apart = (low: Score, high: Score): boolean => low.high !== null && high.low !== null && high.low > low.high;
  return apart(left, right) ? 1 : apart(right, left) ? -1 : 0;
}
