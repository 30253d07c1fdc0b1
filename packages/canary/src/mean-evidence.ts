import type { FurtherMetric } from "#contracts";
import { bets } from "./mixture.ts";
import { newPairing } from "./pairing.ts";

/** Scores of one look in order of arrival, each in [0, 1]. */
export interface QualityBlock {
  canary: readonly number[];
  baseline: readonly number[];
}

/** How means of values in [0, 1] are compared; both forms are positive where the canary is worse. */
export interface MeanTerms {
  /** Factors of a pair's difference, which lies in [-1, 1] and has no positive mean under the null hypothesis. */
  difference: { baseline: number; canary: number };
  /** Factors of the means, positive together where the effect matters. */
  guard: { baseline: number; canary: number };
  /** Unit of the values: what 1 stands for. */
  unit: number;
}

const qualityMatters = 0.95;

export const qualityTerms = (nullHypothesis: "any" | "tolerance"): MeanTerms => ({
  difference: { baseline: nullHypothesis === "tolerance" ? qualityMatters : 1, canary: -1 },
  guard: { baseline: qualityMatters, canary: -1 },
  unit: 1,
});

/** Where larger is worse everything is mirrored; the tolerance shrinks the canary there, so that the bets stay bounded. */
export function furtherTerms({ larger, matters, max }: FurtherMetric, nullHypothesis: "any" | "tolerance"): MeanTerms {
  const tolerated = nullHypothesis === "tolerance" ? matters : 1;
  return larger === "better"
    ? { difference: { baseline: tolerated, canary: -1 }, guard: { baseline: matters, canary: -1 }, unit: max }
    : { difference: { baseline: -1, canary: 1 / tolerated }, guard: { baseline: -matters, canary: 1 }, unit: max };
}

export interface MeanArm {
  sum: number;
  n: number;
}

/** What a look says of a mean. */
export interface MeanEvidence {
  /** What each bet's log wealth grows by. */
  logs: number[];
  /** Weighted as Mantel and Haenszel do; positive where the effect matters. */
  guard: number;
  canary: MeanArm;
  baseline: MeanArm;
}

/** Evidence on a mean while the values stream by, in bounded memory; values in [0, 1]. */
export interface MeanFold {
  add(arm: "canary" | "baseline", value: number): void;
  /** After the last value. */
  evidence(): MeanEvidence;
}

export function newMeanFold({ difference, guard, unit }: MeanTerms): MeanFold {
  const logs = bets.map(() => 0);
  const arms = { canary: { sum: 0, n: 0 }, baseline: { sum: 0, n: 0 } };
  const pairing = newPairing((baseline, canary) =>
    addBets(logs, difference.baseline * baseline + difference.canary * canary),
  );
  return {
    add(arm, value) {
      arms[arm].sum += value;
      arms[arm].n += 1;
      pairing.add(arm, value);
    },
    evidence() {
      pairing.end();
      const { canary, baseline } = arms;
      const inUnits = ({ sum, n }: MeanArm): MeanArm => ({ sum: sum * unit, n });
      return { logs, guard: guardOf(canary, baseline, guard), canary: inUnits(canary), baseline: inUnits(baseline) };
    },
  };
}

/** Evidence of values at hand. */
export function meanEvidence({ canary, baseline }: QualityBlock, terms: MeanTerms): MeanEvidence {
  const fold = newMeanFold(terms);
  // side by side, as they came: one arm after the other would be merged where they are many
  const longest = Math.max(canary.length, baseline.length);
  const [stepC, stepB] = [canary.length / longest, baseline.length / longest];
  let [atC, atB] = [0, 0];
  for (let index = 1; index <= longest; index++) {
    for (; atB < Math.round(index * stepB); atB++) fold.add("baseline", baseline[atB] as number);
    for (; atC < Math.round(index * stepC); atC++) fold.add("canary", canary[atC] as number);
  }
  return fold.evidence();
}

/** Betting on a bounded mean: log wealth of each bet after one more difference. */
function addBets(logs: number[], difference: number): void {
  for (let index = 0; index < bets.length; index++)
    logs[index] = (logs[index] as number) + Math.log1p((bets[index] as number) * difference);
}

export function guardOf(canary: MeanArm, baseline: MeanArm, factors: MeanTerms["guard"]): number {
  if (canary.n === 0 || baseline.n === 0) return 0;
  const weight = (canary.n * baseline.n) / (canary.n + baseline.n);
  return weight * (factors.baseline * (baseline.sum / baseline.n) + factors.canary * (canary.sum / canary.n));
}

/** What a block of scores adds to the log wealth of each bet that the canary is worse. */
export function qualityIncrements(block: QualityBlock, kappa: number): number[] {
  return meanEvidence(block, { ...qualityTerms("any"), difference: { baseline: kappa, canary: -1 } }).logs;
}

/** Positive when the canary's mean is below 95 % of the baseline's. */
export function qualityGuard(block: QualityBlock): number {
  return meanEvidence(block, qualityTerms("any")).guard;
}
