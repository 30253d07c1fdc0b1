import { InputError, type Problem } from "#contracts";
import type { Metric } from "./metric.ts";
import { latencyP50, latencyP95, tokens } from "./metrics/cost-metrics.ts";
import { exactMatch } from "./metrics/exact-match.ts";
import { labelMetric } from "./metrics/label-metrics.ts";
import { perplexity } from "./metrics/perplexity.ts";
import { validJson } from "./metrics/valid-json.ts";

const byName = new Map(
  [exactMatch, validJson, perplexity, latencyP50, latencyP95, tokens].map((metric) => [metric.name, metric]),
);

/** @throws InputError naming every unknown metric and all that are known */
export function metricsNamed(names: readonly string[], labelField: string): Metric[] {
  const problems: Problem[] = [];
  const legal = [...byName.keys(), "f1, precision, recall, or one of a class: f1-<class>"].join(", ");
  const found = names.flatMap((name) => {
    const metric = byName.get(name) ?? labelMetric(name, labelField);
    if (!metric) problems.push({ where: "metrics", problem: `"${name}" is unknown`, legal });
    return metric ?? [];
  });
  if (names.length === 0) problems.push({ where: "metrics", problem: "the list is empty", legal });
  if (problems.length > 0) throw new InputError(problems, "unknown-metric");
  return found;
}
