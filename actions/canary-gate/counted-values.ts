import { createHash } from "node:crypto";
import { binEvidence, type CanarySettings, type MetricBlocks, type ValueBin, type ValuePart } from "#canary";
import type { CanaryMetricsConfig, RequestPrice } from "#contracts";
import type { ArmCounts, Counted, CountedValue } from "#telemetry";
import { cost, firstToken } from "./router-stretch.ts";

type Arms<Value> = { canary: Value; baseline: Value };
type Prices = CanaryMetricsConfig["prices"];

/** A histogram that a metric is made of, and what one of its units is worth in the metric's. */
export interface ValueSource {
  value: CountedValue;
  worth: Arms<number>;
}

const priced: readonly [CountedValue, (price: RequestPrice) => number][] = [
  ["promptTokens", ({ input }) => input / 1e6],
  ["completionTokens", ({ output }) => output / 1e6],
  ["latencyMs", ({ hour }) => hour / 3_600_000],
];

/** What a further metric is made of where single requests are in histograms alone; undefined for one that is in none. */
export function valueSourcesOf(metric: string, prices: Prices): ValueSource[] | undefined {
  if (metric === firstToken) return [{ value: "firstTokenMs", worth: { canary: 1, baseline: 1 } }];
  if (metric !== cost || !prices) return undefined;
  return priced
    .map(([value, worthOf]) => ({
      value,
      worth: { canary: worthOf(prices.canary), baseline: worthOf(prices.baseline) },
    }))
    .filter(({ worth }) => worth.canary > 0 || worth.baseline > 0);
}

/** The histograms' bins in the metric's unit. */
export const partsOf = (sources: readonly ValueSource[], counted: Arms<Pick<ArmCounts, "values">>): ValuePart[] =>
  sources.map(({ value, worth }) => {
    const binsOf = (arm: keyof Arms<unknown>): ValueBin[] =>
      (counted[arm].values?.[value] ?? []).map(({ low, high, count }) => ({
        low: low * worth[arm],
        // nothing is worth nothing, however much of it there is
        high: worth[arm] === 0 ? 0 : high * worth[arm],
        count,
      }));
    return { canary: binsOf("canary"), baseline: binsOf("baseline") };
  });

export interface CountedMeans extends Pick<MetricBlocks, "means" | "capped"> {
  notes: string[];
}

/** What the histograms of a look say of further metrics. */
export function countedMeans(
  metrics: Readonly<Record<string, readonly ValueSource[]>>,
  counted: Counted,
  { further = {}, null: nullHypothesis }: Pick<CanarySettings, "further" | "null">,
): CountedMeans {
  const means: Record<string, MetricBlocks["means"][string]> = {};
  const capped: Record<string, MetricBlocks["capped"][string]> = {};
  const notes: string[] = [];
  for (const [metric, sources] of Object.entries(metrics)) {
    const rule = further[metric];
    const parts = partsOf(sources, counted);
    const lacks = (arm: keyof Arms<unknown>): boolean => parts.some((part) => part[arm].length === 0);
    if (!rule || (lacks("canary") && lacks("baseline"))) continue;
    const told = binEvidence(parts, rule, nullHypothesis, seedOf(metric, counted.block));
    notes.push(told ? `values-interpolated:${metric}` : `values-beyond-bounds:${metric}`);
    means[metric] = told?.evidence;
    capped[metric] = told?.capped;
  }
  return { means, capped, notes };
}

/** The same of a look that is read again. */
export const seedOf = (...what: string[]): number =>
  createHash("sha256").update(JSON.stringify(what)).digest().readUInt32BE(0);
