import type { Inputs } from "#action-kit";
import { type CanaryCounters, type CanaryMetricsConfig, canaryCountersSchema, type Problem } from "#contracts";
import { type CountedValue, type Dialect, type Histogram, prometheusDialects } from "#telemetry";
import { valueSourcesOf } from "./counted-values.ts";
import type { spec } from "./spec.ts";

type Given = Pick<Inputs<typeof spec>, "metric-source" | "prometheus-dialect">;
type Config = Pick<CanaryMetricsConfig, "counters"> | undefined;

/** What Ray Serve LLM's replicas show of vLLM's: Ray writes `_` for `:`. */
const rayValues = {
  firstTokenMs: { name: "ray_vllm_time_to_first_token_seconds", perUnit: 1000 },
  promptTokens: { name: "ray_vllm_request_prompt_tokens", perUnit: 1 },
  completionTokens: { name: "ray_vllm_request_generation_tokens", perUnit: 1 },
} as const satisfies Dialect["values"];

/** Names of the chosen dialect, with the user's own in their place. */
export function dialectOf(inputs: Given, config: Config): Dialect {
  const { latency, ...counters } = config?.counters ?? {};
  const known: Dialect = prometheusDialects[inputs["prometheus-dialect"]];
  const timed = latency && histogramOf(latency);
  return {
    requests: counters.requests ?? known.requests,
    status: counters.status ?? known.status,
    outcomes: counters.outcomes ?? known.outcomes,
    only: counters.only ?? known.only,
    errors: counters.errors ?? known.errors,
    errorsApart: counters.errorsApart ?? known.errorsApart,
    latency: known.latency,
    millisecondsPerUnit: known.millisecondsPerUnit,
    ...(timed && { latency: timed.name, millisecondsPerUnit: timed.perUnit }),
    values: { ...known.values, ...(timed && { latencyMs: timed }), ...ownValues(counters) },
  };
}

/** Histograms of single requests that the source has by these names. */
export function valuesTold(inputs: Given, config: Config): NonNullable<Dialect["values"]> {
  switch (inputs["metric-source"]) {
    case "prometheus":
      return dialectOf(inputs, config).values ?? {};
    case "ray-serve":
      // their labels name no application, so that only the user can tell the arms
      return config?.counters?.valueLabels ? { ...rayValues, ...ownValues(config.counters) } : {};
    default:
      return {};
  }
}

/** Only what the metrics are made of is asked for. */
export function valuesFor(
  metrics: readonly string[],
  inputs: Given,
  config: CanaryMetricsConfig | undefined,
): Dialect["values"] {
  const told = valuesTold(inputs, config);
  const wanted = new Set(
    metrics.flatMap((each) => valueSourcesOf(each, config?.prices) ?? []).map(({ value }) => value),
  );
  const found = Object.entries(told).filter(([value]) => wanted.has(value as CountedValue));
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

/** Names that the source does not read, or cannot go without. */
export function problemsOfCounters(inputs: Given, config: Config): Problem[] {
  const { counters } = config ?? {};
  const source = inputs["metric-source"];
  if (!counters || source === "prometheus") return [];
  const where = "metrics-config: counters";
  const ray = ["firstToken", "promptTokens", "completionTokens", "valueLabels"];
  if (source !== "ray-serve") return [{ where, problem: `are not read by metric-source: ${source}`, legal: "none" }];
  const foreign = Object.keys(counters).filter((name) => !ray.includes(name));
  const problems = foreign.map((name) => ({
    where: `${where}.${name}`,
    problem: "is not read by metric-source: ray-serve, which knows Ray's own names",
    legal: Object.keys(canaryCountersSchema.shape)
      .filter((each) => ray.includes(each))
      .join(", "),
  }));
  if (counters.valueLabels) return problems;
  return [...problems, { where: `${where}.valueLabels`, problem: "are needed: the series name no application" }];
}

function ownValues({ firstToken, promptTokens, completionTokens }: CanaryCounters): Dialect["values"] {
  return {
    ...(firstToken && { firstTokenMs: histogramOf(firstToken) }),
    ...(promptTokens && { promptTokens: { name: promptTokens.histogram, perUnit: 1 } }),
    ...(completionTokens && { completionTokens: { name: completionTokens.histogram, perUnit: 1 } }),
  };
}

const histogramOf = ({ histogram, unit }: NonNullable<CanaryCounters["latency"]>): Histogram => ({
  name: histogram,
  perUnit: unit === "seconds" ? 1000 : 1,
});
