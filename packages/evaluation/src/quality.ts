import type { Evaluation, Prediction } from "#contracts";
import { type Metric, scoreOfRow } from "./metric.ts";

export interface QualityRule {
  metric: Metric;
  threshold: number;
  perCase: boolean;
}

/**
 * The specification's quality test: each case's score over QUALITY_THRESHOLD, and the average too. A case without a score
 * is below it.
 */
export function qualityTally({ metric, threshold, perCase }: QualityRule): {
  add(row: Prediction): void;
  result(): NonNullable<Evaluation["quality"]>;
} {
  const reaches = (score: number): boolean => (metric.direction === "higher" ? score >= threshold : score <= threshold);
  let [cases, below, sum, unknown] = [0, 0, 0, 0];
  return {
    add(row) {
      const score = scoreOfRow(metric, row);
      cases += 1;
      if (score === undefined || !Number.isFinite(score)) unknown += 1;
      else sum += score;
      if (score === undefined || !reaches(score)) below += 1;
    },
    result() {
      const average = cases === 0 || unknown > 0 ? null : sum / cases;
      const ok = average !== null && reaches(average) && (!perCase || below === 0);
      return { metric: metric.name, threshold, average, cases, below, perCase, ok };
    },
  };
}
