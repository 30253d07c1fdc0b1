import { type CanaryBlock, canaryMetrics } from "#contracts";
import {
  furtherTerms,
  type MeanEvidence,
  type MeanTerms,
  meanEvidence,
  type QualityBlock,
  qualityTerms,
} from "./mean-evidence.ts";
import type { RateBlock } from "./rate-evidence.ts";
import type { CanarySettings } from "./settings.ts";

/** Numbers of both arms. */
export interface BothArms {
  canary: number;
  baseline: number;
}

/** A look's increments as each metric's evidence takes them; undefined where there is no data of the metric. */
export interface MetricBlocks {
  errors: RateBlock | undefined;
  /** Counts that the evidence is about, and those that the guard is about. */
  latency: { evidence: RateBlock; guard: RateBlock } | undefined;
  /** Of quality and the further metrics. */
  means: Readonly<Record<string, MeanEvidence | undefined>>;
  /** Requests whose value could not be told, by metric. */
  missing: Readonly<Record<string, BothArms | undefined>>;
  /** Values above the declared maximum, by metric. */
  capped: Readonly<Record<string, BothArms | undefined>>;
}

/** What a look adds. */
export interface Increments {
  block: string;
  requests: BothArms;
  metrics: MetricBlocks;
}

type Rules = Pick<CanarySettings, "null" | "further">;

/** How a metric of means is compared. */
export const termsOf = (metric: string, { null: nullHypothesis, further }: Rules): MeanTerms | undefined => {
  if (metric === "quality") return qualityTerms(nullHypothesis);
  const declared = further?.[metric];
  return declared && furtherTerms(declared, nullHypothesis);
};

/** A line of a metrics file as increments. Scores of 0 to 10 become 0 to 1; what no rule declares is left out. */
export function incrementsOf(
  { block, canary, baseline }: CanaryBlock,
  rules: Rules,
  scoreScale?: 1 | 10 | undefined,
): Increments {
  const [nC, nB] = [canary.requests, baseline.requests];
  const errors: RateBlock | undefined =
    canary.errors === undefined || baseline.errors === undefined ? undefined : [nC, canary.errors, nB, baseline.errors];
  let latency: MetricBlocks["latency"];
  if (canary.over_tau !== undefined && canary.over_margin !== undefined && baseline.over_tau !== undefined)
    latency = latencyBlock([nC, canary.over_tau, nB, baseline.over_tau], canary.over_margin, rules.null);
  const means: Record<string, MeanEvidence> = {};
  const missing: Record<string, BothArms> = {
    quality: { canary: canary.scores_missing ?? 0, baseline: baseline.scores_missing ?? 0 },
  };
  const capped: Record<string, BothArms> = {};
  if (canary.scores && baseline.scores)
    means["quality"] = meanEvidence(normalized(canary.scores, baseline.scores, scoreScale), qualityTerms(rules.null));
  for (const [metric, declared] of Object.entries(rules.further ?? {})) {
    const [ofCanary, ofBaseline] = [canary.extra?.[metric], baseline.extra?.[metric]];
    missing[metric] = { canary: canary.extra_missing?.[metric] ?? 0, baseline: baseline.extra_missing?.[metric] ?? 0 };
    if (!ofCanary || !ofBaseline) continue;
    const above = (values: readonly number[]): number => values.filter((value) => value > declared.max).length;
    capped[metric] = { canary: above(ofCanary), baseline: above(ofBaseline) };
    const shares = (values: readonly number[]): number[] => values.map((value) => shareOfMost(value, declared.max));
    means[metric] = meanEvidence(
      { canary: shares(ofCanary), baseline: shares(ofBaseline) },
      furtherTerms(declared, rules.null),
    );
  }
  return { block, requests: { canary: nC, baseline: nB }, metrics: { errors, latency, means, missing, capped } };
}

/** A value as a share of the declared maximum, cut to [0, 1]. */
export const shareOfMost = (value: number, max: number): number => Math.min(1, Math.max(0, value / max));

/** Counts above tau are the evidence, unless the tolerance is tested: then the canary's above 1.2 tau, as in the guard. */
export function latencyBlock(
  overTau: RateBlock,
  canaryOverMargin: number,
  nullHypothesis: "any" | "tolerance",
): { evidence: RateBlock; guard: RateBlock } {
  const [nC, , nB, slow] = overTau;
  const guard: RateBlock = [nC, canaryOverMargin, nB, slow];
  return { guard, evidence: nullHypothesis === "tolerance" ? guard : overTau };
}

function normalized(canary: readonly number[], baseline: readonly number[], scale: 1 | 10 | undefined): QualityBlock {
  const tens = scale === 10 || (scale === undefined && scoreScaleOf({ canary, baseline }) === 10);
  const scaled = (scores: readonly number[]): number[] => scores.map((score) => (tens ? score / 10 : score));
  return { canary: scaled(canary), baseline: scaled(baseline) };
}

/** 10 as soon as any score is above 1. */
export const scoreScaleOf = ({ canary, baseline }: QualityBlock): 1 | 10 =>
  canary.some((score) => score > 1) || baseline.some((score) => score > 1) ? 10 : 1;

/** Metrics that any line says something of: in a file these are what is judged. */
export function declaredIn(blocks: Iterable<CanaryBlock>): string[] {
  const found = new Set<string>();
  for (const { canary, baseline } of blocks) {
    for (const arm of [canary, baseline]) {
      if (arm.errors !== undefined) found.add("errors");
      if (arm.over_tau !== undefined || arm.over_margin !== undefined) found.add("latency");
      if (arm.scores !== undefined) found.add("quality");
      for (const metric of Object.keys(arm.extra ?? {})) found.add(metric);
    }
  }
  return inOrder(found);
}

/** The three first, then the further ones by name. */
export function inOrder(metrics: Iterable<string>): string[] {
  const all = new Set(metrics);
  const three = canaryMetrics.filter((metric) => all.has(metric));
  return [...three, ...[...all].filter((metric) => !three.some((each) => each === metric)).sort()];
}
