import type { MetricBlocks } from "./block.ts";

/**
 * The rule as the specification wrote it, on one look alone: errors above 1.5 times, p95 above 1.2 times, quality under
 * 0.95 times the baseline's; of a further metric the ratio that was declared. It fires on noise (78-100 % of healthy
 * rollouts over 20 looks) and is there to be compared.
 */
export function specificationBreach(metric: string, { errors, latency, means }: MetricBlocks): boolean {
  if (metric === "errors") return errors !== undefined && errors[1] * errors[2] > 1.5 * errors[3] * errors[0];
  // more than 5 % of the canary's requests above 1.2 times the baseline's p95 is a p95 above it
  if (metric === "latency") return latency !== undefined && latency.guard[1] > 0.05 * latency.guard[0];
  return (means[metric]?.guard ?? 0) > 0;
}
