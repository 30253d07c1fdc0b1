import { binomialTail } from "./distributions.ts";
import type { Estimate } from "./interval.ts";
import { quantile } from "./paired.ts";

/**
 * A quantile with its distribution-free interval by order statistics (Conover 1999, 3.2): at least `confidence`. A bound
 * that the sample is too small for is infinite.
 */
export function quantileInterval(sorted: readonly number[], share: number, confidence = 0.95): Estimate {
  const n = sorted.length;
  const value = quantile(sorted, share);
  const tail = (1 - confidence) / 2;
  // P(X >= k) for X ~ Binomial(n, share): how likely the k-th smallest lies at or below the quantile
  const reached = (k: number): number => binomialTail(k, n, share);
  let low = 0;
  let high = n + 1;
  for (let step = 2 ** Math.ceil(Math.log2(n + 1)); step >= 1; step /= 2) {
    if (low + step <= n && 1 - reached(low + step) <= tail) low += step;
    if (high - step >= 1 && reached(high - step) <= tail) high -= step;
  }
  return {
    value,
    low: sorted[low - 1] ?? Number.NEGATIVE_INFINITY,
    high: sorted[high - 1] ?? Number.POSITIVE_INFINITY,
    n,
  };
}
