import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, isBeyondBounds, valuesOfBins } from "#canary";
import { InputError } from "#contracts";
import type { Counted } from "#telemetry";
import { answersPlace } from "./answers-place.ts";
import { type CountedMetrics, countedMetrics } from "./counted-metrics.ts";
import { countedSource } from "./counted-source.ts";
import { partsOf, seedOf } from "./counted-values.ts";
import { addValues, type Gathered, newArms, type Task } from "./gathered.ts";
import { readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import { mostValues } from "./sample.ts";
import type { spec } from "./spec.ts";
import { together } from "./together.ts";

/**
 * Counts of one look-interval; latency by requests above the baseline's p95 from before, quality and what else single
 * answers tell by the answers of that interval.
 */
export async function gatherCounts(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  settings: CanarySettings,
): Promise<Task> {
  const config = await readMetricsConfig(inputs, deps);
  const metrics = countedMetrics(inputs, config, settings);
  const { declared, counted: byCounts, answered } = metrics;
  requireWhole(metrics);
  requireDecidable(declared, settings);
  const place = answersPlace(inputs);
  const [{ telemetry }, quality] = await together(
    () => countedSource(inputs, deps, { config, metrics: Object.keys(byCounts) }),
    async () => {
      const asked = { answered, prices: config?.prices };
      return place && (await (await import("./quality.ts")).openQuality(place, asked, inputs, deps));
    },
  );
  const judgesLatency = declared.includes("latency");
  const before =
    judgesLatency && inputs.tau === undefined ? await telemetry.baselineP95(inputs["tau-window"]) : undefined;
  const known = before && before.requests >= inputs["warm-up"] ? before.p95Ms : undefined;
  const tauMs = inputs.tau === undefined ? known : inputs.tau * 1000;
  const answers = await quality?.first();
  const mark = await telemetry.now();
  await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
  const counted = await telemetry.since(mark, tauMs);
  const scores = answers && (await quality?.look(answers));
  const arms = newArms();
  const values = scores?.scored({ block: counted.block, canary: { requests: 0 }, baseline: { requests: 0 } });
  for (const name of ["canary", "baseline"] as const) {
    const { requests, errors, overTau, overMargin } = counted[name];
    const whole = (count: number | undefined): number | undefined =>
      count && Math.min(Math.round(count), Math.round(requests));
    arms[name].requests(Math.round(requests));
    arms[name].count("errors", whole(errors));
    arms[name].count("overTau", whole(overTau));
    arms[name].count("overMargin", whole(overMargin));
    if (values) addValues(arms[name], values[name], 1);
  }
  const notes = [
    ...counted.notes,
    ...addBins(arms, metrics, counted, settings),
    ...(scores?.notes ?? []),
    ...(tauMs === undefined && judgesLatency ? ["tau-unknown"] : []),
  ];
  return { declared, arms, source: inputs["metric-source"], notes };
}

/** Ranks are of whole values: of one that is put together from several histograms nobody knows which parts belong together. */
function requireWhole({ counted }: CountedMetrics): void {
  const split = Object.keys(counted).filter((metric) => (counted[metric] ?? []).length > 1);
  if (split.length === 0) return;
  const problem = "is known in parts alone, by a histogram each, and rule: one-shot compares single values";
  const mend = "set quality-source: traces, name one price alone, or judge by rule: evidence";
  throw new InputError(split.map((metric) => ({ where: "metrics", problem: `"${metric}" ${problem}`, mend })));
}

/** Values of histograms, each the middle of its bin. */
function addBins(
  arms: Gathered,
  { counted: byCounts }: CountedMetrics,
  counted: Counted,
  { further = {} }: CanarySettings,
): string[] {
  const notes: string[] = [];
  for (const [metric, sources] of Object.entries(byCounts)) {
    const [part] = partsOf(sources, counted);
    const max = further[metric]?.max;
    if (!part || max === undefined || part.canary.length + part.baseline.length === 0) continue;
    const isBeyond = isBeyondBounds(part, max);
    notes.push(isBeyond ? `values-beyond-bounds:${metric}` : `values-interpolated:${metric}`);
    if (isBeyond) continue;
    for (const name of ["canary", "baseline"] as const)
      for (const value of valuesOfBins(part[name], mostValues, seedOf(name, metric, counted.block)))
        arms[name].value(metric, value);
  }
  return notes;
}
