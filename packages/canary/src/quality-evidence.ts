import { bets } from "./mixture.ts";

/** Scores of one look in order of arrival, each in [0, 1]. */
export interface QualityBlock {
  canary: readonly number[];
  baseline: readonly number[];
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Differences baseline - canary: each score of the smaller arm against the mean of k of the larger. */
export function pairedDifferences({ canary, baseline }: QualityBlock, kappa: number): number[] {
  if (canary.length === 0 || baseline.length === 0) return [];
  if (canary.length <= baseline.length) {
    const k = Math.floor(baseline.length / canary.length);
    return canary.map((score, index) => kappa * meanOf(baseline.slice(index * k, (index + 1) * k)) - score);
  }
  const k = Math.floor(canary.length / baseline.length);
  return baseline.map((score, index) => kappa * score - meanOf(canary.slice(index * k, (index + 1) * k)));
}

/** What a block adds to the log wealth of each bet that the canary is worse (betting on a bounded mean). */
export function qualityIncrements(block: QualityBlock, kappa: number): number[] {
  const differences = pairedDifferences(block, kappa);
  return bets.map((bet) => differences.reduce((sum, difference) => sum + Math.log1p(bet * difference), 0));
}

/** Positive when the canary's mean is below 95 % of the baseline's, weighted as Mantel and Haenszel do. */
export function qualityGuard({ canary, baseline }: QualityBlock): number {
  if (canary.length === 0 || baseline.length === 0) return 0;
  const weight = (canary.length * baseline.length) / (canary.length + baseline.length);
  return weight * (0.95 * meanOf(baseline) - meanOf(canary));
}
