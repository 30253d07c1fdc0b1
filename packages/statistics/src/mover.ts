import type { Estimate } from "./interval.ts";

/**
 * Interval of the difference of two independent estimates, out of their own intervals (MOVER: Zou and Donner 2008). For
 * two reports of which only the scores are left.
 */
export function differenceOfEstimates(first: Estimate, second: Estimate): Estimate {
  const value = first.value - second.value;
  return {
    value,
    low: value - Math.hypot(first.value - first.low, second.high - second.value),
    high: value + Math.hypot(first.high - first.value, second.value - second.low),
    n: Math.min(first.n, second.n),
  };
}
