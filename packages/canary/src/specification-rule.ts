import type { CanaryMetric } from "#contracts";
import type { MetricBlocks } from "./block.ts";

/**
 * The rule as the specification wrote it, on one look alone: errors above 1.5 times, p95 above 1.2 times, quality under
 * 0.95 times the baseline's. It fires on noise (78-100 % of healthy rollouts over 20 looks) and is there to be compared.
 */
export function specificationBreach(metric: CanaryMetric, { errors, latency, quality }: MetricBlocks): boolean {
  if (metric === "errors") return errors !== undefined && errors[1] * errors[2] > 1.5 * errors[3] * errors[0];
  // more than 5 % of the canary's requests above 1.2 times the baseline's p95 is a p95 above it
  if (metric === "latency") return latency !== undefined && latency.guard[1] > 0.05 * latency.guard[0];
  const mean = (scores: readonly number[]): number => scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return quality !== undefined && mean(quality.canary) < 0.95 * mean(quality.baseline);
}
