import type { Compared, Tier, Tolerance } from "#contracts";

export interface TierFacts {
  /** Candidate minus baseline with its interval, and p after Holm where it was tested. */
  compared: Pick<Compared, "difference" | "pAdjusted">;
  direction: "higher" | "lower";
  rows: number;
  minRows: number;
  /** The baseline is too old, or failed itself. */
  baselineReliable: boolean;
  tolerance: Tolerance;
}

/**
 * What a difference to the baseline means. A loss counts when its whole interval lies beyond 0 and, where it was tested,
 * Holm's p is under 0.05, and it is larger than the margin; a loss that this cannot say of is soft, if it is large enough.
 */
export function tierOf({ compared, direction, rows, minRows, baselineReliable, tolerance }: TierFacts): Tier {
  const sign = direction === "higher" ? 1 : -1;
  const { value } = compared.difference;
  const [low, high] = [compared.difference.low ?? Number.NEGATIVE_INFINITY, compared.difference.high ?? Infinity];
  const [worstGain, bestGain] = sign === 1 ? [low, high] : [-high, -low];
  const tested = compared.pAdjusted === null || compared.pAdjusted < 0.05;
  if (bestGain < 0 && tested && sign * value < -tolerance.margin)
    return baselineReliable ? "regression" : "unreliable-baseline";
  if (rows < minRows) return "insufficient-data";
  if (!baselineReliable) return "unreliable-baseline";
  if (worstGain > 0 && tested) return "improved";
  return tolerance.soft !== undefined && sign * value < -tolerance.soft ? "soft-regression" : "same";
}
