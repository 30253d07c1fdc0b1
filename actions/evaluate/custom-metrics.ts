import { resolve } from "node:path";
import * as z from "zod";
import type { ActionDeps } from "#action-kit";
import type { CustomMetric } from "#contracts";
import { jsonSchemaValidity, type Metric, matchesPattern, measuredMetric } from "#evaluation";
import { readJson } from "#platform";

/** The user's own metric, as evaluation.yaml describes it. @throws InputError for a pattern or a schema that is none */
export async function customMetric(metric: CustomMetric, { files, workspace }: ActionDeps): Promise<Metric> {
  const { name } = metric;
  if (metric.kind === "command") return measuredMetric(name, { direction: metric.direction, scale: metric.scale });
  const holds =
    metric.kind === "regex"
      ? matchesPattern(metric.pattern, `metrics: ${name}: pattern`)
      : await jsonSchemaValidity(
          await readJson(files, resolve(workspace, metric.schema), z.unknown(), metric.schema),
          `metrics: ${name}: schema`,
        );
  const wanted = !(metric.kind === "regex" && metric.absent);
  return {
    name,
    kind: "binary",
    direction: "higher",
    scale: "share",
    score({ prediction }) {
      if (prediction === null) return 0;
      const found = holds(prediction);
      return found === undefined ? undefined : Number(found === wanted);
    },
  };
}
