import type { CanaryBlock, CanaryMetric } from "#contracts";
import type { QualityBlock } from "./quality-evidence.ts";
import type { RateBlock } from "./rate-evidence.ts";

/** A block as each metric's evidence takes it; undefined where the block holds no data of the metric. */
export interface MetricBlocks {
  errors: RateBlock | undefined;
  /** Counts that the evidence is about, and those that the guard is about. */
  latency: { evidence: RateBlock; guard: RateBlock } | undefined;
  quality: QualityBlock | undefined;
}

export function metricBlocks(
  { canary, baseline }: CanaryBlock,
  nullHypothesis: "any" | "tolerance",
  scoreScale?: 1 | 10 | undefined,
): MetricBlocks {
  const [nC, nB] = [canary.requests, baseline.requests];
  const errors: RateBlock | undefined =
    canary.errors === undefined || baseline.errors === undefined ? undefined : [nC, canary.errors, nB, baseline.errors];
  let latency: MetricBlocks["latency"];
  if (canary.over_tau !== undefined && canary.over_margin !== undefined && baseline.over_tau !== undefined) {
    const guard: RateBlock = [nC, canary.over_margin, nB, baseline.over_tau];
    latency = {
      guard,
      evidence: nullHypothesis === "tolerance" ? guard : [nC, canary.over_tau, nB, baseline.over_tau],
    };
  }
  const quality = canary.scores && baseline.scores ? normalized(canary.scores, baseline.scores, scoreScale) : undefined;
  return { errors, latency, quality };
}

/** Scores of 0 to 10 become 0 to 1. */
function normalized(canary: readonly number[], baseline: readonly number[], scale: 1 | 10 | undefined): QualityBlock {
  const tens = scale === 10 || (scale === undefined && scoreScaleOf({ canary, baseline }) === 10);
  const scaled = (scores: readonly number[]): number[] => scores.map((score) => (tens ? score / 10 : score));
  return { canary: scaled(canary), baseline: scaled(baseline) };
}

/** 10 as soon as any score is above 1. */
export const scoreScaleOf = ({ canary, baseline }: QualityBlock): 1 | 10 =>
  canary.some((score) => score > 1) || baseline.some((score) => score > 1) ? 10 : 1;

/** Metrics that any line says something of: in a file these are what is judged. */
export function declaredIn(blocks: Iterable<CanaryBlock>): CanaryMetric[] {
  const found = new Set<CanaryMetric>();
  for (const { canary, baseline } of blocks) {
    for (const arm of [canary, baseline]) {
      if (arm.errors !== undefined) found.add("errors");
      if (arm.over_tau !== undefined || arm.over_margin !== undefined) found.add("latency");
      if (arm.scores !== undefined) found.add("quality");
    }
  }
  return (["errors", "latency", "quality"] as const).filter((metric) => found.has(metric));
}
