import type { ActionDeps } from "#action-kit";
import type { CustomMetric } from "#contracts";
import { type Metric, measuredMetric } from "#evaluation";

/** The user's own metric, as evaluation.yaml describes it. */
export async function customMetric(metric: CustomMetric, _deps: ActionDeps): Promise<Metric> {
  if (metric.kind === "command")
    return measuredMetric(metric.name, { direction: metric.direction, scale: metric.scale });
  return measuredMetric(metric.name, { direction: "higher", scale: "share", kind: "binary" });
}
