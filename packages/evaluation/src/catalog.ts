import { InputError, type Problem } from "#contracts";
import type { Metric } from "./metric.ts";
import { cost, firstTokenP50, firstTokenP95, latencyP50, latencyP95, tokens } from "./metrics/cost-metrics.ts";
import { exactMatch } from "./metrics/exact-match.ts";
import { labelMetric } from "./metrics/label-metrics.ts";
import { bitsPerByte, perplexity } from "./metrics/perplexity.ts";
import { personalDataRate, refusalRate, tokenF1, toxicityRate } from "./metrics/rule-metrics.ts";
import { textMetric } from "./metrics/text-metric.ts";
import { validJson } from "./metrics/valid-json.ts";
import { type TextMeasureName, textMeasures } from "./text/catalog.ts";

const fixed: readonly Metric[] = [
  exactMatch,
  validJson,
  perplexity,
  bitsPerByte,
  latencyP50,
  latencyP95,
  firstTokenP50,
  firstTokenP95,
  tokens,
  cost,
  tokenF1,
  refusalRate,
  toxicityRate,
  personalDataRate,
];
const byName = new Map<string, () => Metric>([
  ...fixed.map((metric) => [metric.name, () => metric] as const),
  ...(Object.keys(textMeasures) as TextMeasureName[]).map((name) => [name, () => textMetric(name)] as const),
]);

/** Every name that stands for a metric, for help and errors. */
export const metricNames: readonly string[] = [...byName.keys(), "f1", "precision", "recall"];

/**
 * @param own metrics that this evaluation brings along (the user's commands, patterns, a judge), by their names
 * @throws InputError naming every unknown metric and all that are known
 */
export function metricsNamed(names: readonly string[], labelField: string, own: readonly Metric[] = []): Metric[] {
  const problems: Problem[] = [];
  const ownByName = new Map(own.map((metric) => [metric.name, metric]));
  const legal = `${[...metricNames, ...ownByName.keys()].join(", ")}; of one class: f1-<class>, precision-<class>, recall-<class>`;
  const found = [...new Set(names)].flatMap((name) => {
    const metric = ownByName.get(name) ?? byName.get(name)?.() ?? labelMetric(name, labelField);
    if (!metric) problems.push({ where: "metrics", problem: `"${name}" is unknown`, legal });
    return metric ?? [];
  });
  if (names.length === 0) problems.push({ where: "metrics", problem: "the list is empty", legal });
  if (problems.length > 0) throw new InputError(problems, "unknown-metric");
  return found;
}
