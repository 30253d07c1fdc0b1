import type { Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, inOrder } from "#canary";
import { type CanaryMetricsConfig, canaryMetrics, InputError, type Problem } from "#contracts";
import { answersPlace } from "./answers-place.ts";
import { type ValueSource, valueSourcesOf } from "./counted-values.ts";
import { problemsOfCounters, valuesTold } from "./dialect-of.ts";
import { unknownMetrics } from "./metrics-config.ts";
import { cost } from "./router-stretch.ts";
import type { spec } from "./spec.ts";

type Given = Inputs<typeof spec>;
type Config = CanaryMetricsConfig | undefined;

/** What is judged where others count, and where each metric beside errors and latency comes from. */
export interface CountedMetrics {
  declared: string[];
  /** By histograms of the source. */
  counted: Record<string, ValueSource[]>;
  /** By the answers of quality-source; quality by a judge. */
  answered: string[];
}

const isCounted = (metric: string): boolean => metric === "errors" || metric === "latency";

/** @throws InputError with all that nobody tells, and what would */
export function countedMetrics(inputs: Given, config: Config, settings: CanarySettings): CountedMetrics {
  const place = answersPlace(inputs);
  const judgeable = inOrder([...canaryMetrics, ...Object.keys(settings.further ?? {})]).filter(
    (metric) => alphaOf(settings, metric) > 0,
  );
  const asked = inputs.metrics ?? [];
  const unknown = unknownMetrics("metrics", asked, settings);
  const unasked = judgeable.filter((metric) => metric !== "quality" || place !== undefined);
  const declared = inOrder(asked.length > 0 ? asked : unasked);
  const problems: Problem[] = [...problemsOfCounters(inputs, config), ...unknown];
  const found: CountedMetrics = { declared, counted: {}, answered: [] };
  for (const metric of declared) {
    if (isCounted(metric) || !judgeable.includes(metric)) continue;
    const answers = answersLack(metric, inputs, config);
    const counts = countsLack(metric, inputs, config);
    // single requests tell more than bins do
    if (answers === undefined) found.answered.push(metric);
    else if (counts === undefined) found.counted[metric] = valueSourcesOf(metric, config?.prices) ?? [];
    else
      problems.push({
        where: "metrics",
        problem: `counts tell nothing of ${JSON.stringify(metric)}`,
        legal: judgeable.filter((each) => isCounted(each) || isTold(each, inputs, config)).join(", "),
        mend: [...new Set([counts, answers])].filter(Boolean).join("; or "),
      });
  }
  if (place && problems.length === 0 && found.answered.length === 0)
    problems.push({
      where: "metrics",
      problem: "leave out quality, which quality-source is for",
      legal: judgeable.join(", "),
    });
  if (problems.length > 0) throw new InputError(problems);
  return found;
}

const isTold = (metric: string, inputs: Given, config: Config): boolean =>
  answersLack(metric, inputs, config) === undefined || countsLack(metric, inputs, config) === undefined;

/** What lacks for the kept answers to tell of a metric; undefined when they do. */
export function answersLack(metric: string, inputs: Given, config: Config): string | undefined {
  const place = answersPlace(inputs);
  if (metric === "quality") return place ? undefined : "set quality-source, so that a judge scores the users' answers";
  if (metric === cost && !config?.prices) return "name prices of the canary and of the baseline in metrics-config";
  if (place === "traces") return undefined;
  if (metric !== cost) return "set quality-source: traces, whose lines may tell it of single requests";
  if (place === undefined) return "set quality-source: traces or data-capture, which tell tokens of single requests";
  const { canary, baseline } = config?.prices ?? {};
  return canary?.hour || baseline?.hour
    ? "set quality-source: traces, or price tokens alone: what SageMaker captures tells no times"
    : undefined;
}

/** The same of the source's histograms. A counter of tokens is a sum without a variance, by which nothing can be tested. */
function countsLack(metric: string, inputs: Given, config: Config): string | undefined {
  if (metric === cost && !config?.prices) return "name prices of the canary and of the baseline in metrics-config";
  const sources = valueSourcesOf(metric, config?.prices);
  if (!sources) return "";
  const told = valuesTold(inputs, config);
  const lacking = sources.filter(({ value }) => !told[value]).map(({ value }) => value);
  if (lacking.length === 0) return undefined;
  const source = inputs["metric-source"];
  if (source === "prometheus")
    return `${inputs["prometheus-dialect"]} has no histogram for ${lacking.join(" and ")}, and a sum has no variance to test by: choose another prometheus-dialect, or name the histograms in metrics-config (counters)`;
  const times = lacking.includes("latencyMs");
  if (source !== "ray-serve" || times) return "";
  return "of Ray Serve LLM, tell its series of either arm by counters.valueLabels in metrics-config";
}
