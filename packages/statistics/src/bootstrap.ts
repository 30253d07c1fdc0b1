import type { Estimate } from "./interval.ts";
import { quantile } from "./paired.ts";
import { seededUniform } from "./random.ts";

/** Percentile interval (Efron 1979) out of what a statistic was over the draws; draws without a value are left out. */
export function percentileInterval(value: number, n: number, drawn: number[], confidence = 0.95): Estimate {
  const found = drawn.filter(Number.isFinite).sort((left, right) => left - right);
  if (n < 2 || found.length === 0) return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, n };
  return { value, low: quantile(found, (1 - confidence) / 2), high: quantile(found, 1 - (1 - confidence) / 2), n };
}

/**
 * The bootstrap of a statistic that is no function of sums (a rank correlation, a threshold): of rows by their indices,
 * so that pairs stay pairs. Costs the statistic once a draw; `resampleSums` is far cheaper where there are sums.
 */
export function bootstrapInterval(
  count: number,
  statistic: (rows: readonly number[]) => number,
  { draws = 2000, seed = 1, confidence = 0.95 }: { draws?: number; seed?: number; confidence?: number } = {},
): Estimate {
  const uniform = seededUniform(seed);
  const value = count === 0 ? Number.NaN : statistic(Array.from({ length: count }, (_, row) => row));
  const drawn = Array.from({ length: count < 2 ? 0 : draws }, () =>
    statistic(Array.from({ length: count }, () => Math.floor(uniform() * count))),
  );
  return percentileInterval(value, count, drawn, confidence);
}
