import { logSumExp } from "#statistics";
import { ratios } from "./mixture.ts";

/** [canary requests, canary events, baseline requests, baseline events] */
export type RateBlock = readonly [number, number, number, number];

/** A block's counts divided arm by arm: by what its arm's rate swings beyond chance. */
export function weighed([nC, xC, nB, xB]: RateBlock, phi: { canary: number; baseline: number }): RateBlock {
  return [nC / phi.canary, xC / phi.canary, nB / phi.baseline, xB / phi.baseline];
}

/**
 * What a block adds to the log e-values against "the canary's rate is at most rho times the baseline's": given the
 * events in all, each is the canary's with probability t (Ville's inequality holds at any rate where counts are whole).
 */
export function rateIncrements([nC, xC, nB, xB]: RateBlock, rho: number): number[] {
  if (nC === 0 || nB === 0) return ratios.map(() => 0);
  const share = (ratio: number): number => (ratio * nC) / (ratio * nC + nB);
  const t0 = share(rho);
  return ratios.map((ratio) => {
    const t = share(rho * ratio);
    return xC * Math.log(t / t0) + xB * Math.log((1 - t) / (1 - t0));
  });
}

/** Numerator and denominator of the Mantel-Haenszel ratio (Mantel and Haenszel 1959) that a block adds. */
export function mantelHaenszel([nC, xC, nB, xB]: RateBlock): { numerator: number; denominator: number } {
  const n = nC + nB;
  return n === 0 ? { numerator: 0, denominator: 0 } : { numerator: (xC * nB) / n, denominator: (xB * nC) / n };
}

/** ln of the ratios that the sequence's mixture is over. */
const grid = Array.from({ length: 61 }, (_, j) => Math.LN2 * (-5 + (10 * j) / 60));
const [lowest, highest] = [Math.log(0.05), Math.log(50)];

/**
 * Confidence sequence of the ratio of rates: the ratios that the mixture over r = 2^(-5 + 10j/60) does not reject, valid
 * at every look at once. 0 and Infinity stand for beyond [0.05, 50].
 */
export function ratioSequence(blocks: readonly RateBlock[], alpha: number): [number, number] {
  const { logLikelihood, slope } = likelihoodOf(blocks);
  const parts = grid.map(logLikelihood);
  const limit = logSumExp(parts) - Math.log(parts.length) + Math.log(alpha);
  const rejected = (logRatio: number): boolean => logLikelihood(logRatio) < limit;
  const peak = edge((logRatio) => slope(logRatio) <= 0, lowest, highest);
  return [
    rejected(lowest) ? Math.exp(edge((logRatio) => !rejected(logRatio), lowest, peak)) : 0,
    rejected(highest) ? Math.exp(edge(rejected, peak, highest)) : Number.POSITIVE_INFINITY,
  ];
}

/**
 * Log-likelihood of ln r given the events in all: each is the canary's with probability r n_c / (r n_c + n_b). Concave in
 * ln r, so that its slope has one sign on each side of the peak. Blocks without events or without an arm say nothing.
 */
function likelihoodOf(blocks: readonly RateBlock[]) {
  const told = blocks
    .filter(([nC, xC, nB, xB]) => nC > 0 && nB > 0 && xC + xB > 0)
    .map(([nC, xC, nB, xB]) => ({ share: nC / (nC + nB), other: nB / (nC + nB), xC, events: xC + xB }));
  const canaryEvents = told.reduce((sum, { xC }) => sum + xC, 0);
  const constant = told.reduce(
    (sum, { share, other, xC, events }) => sum + xC * Math.log(share) + (events - xC) * Math.log(other),
    0,
  );
  return {
    logLikelihood(logRatio: number): number {
      const ratio = Math.exp(logRatio);
      let sum = constant + canaryEvents * logRatio;
      for (const { share, other, events } of told) sum -= events * Math.log(ratio * share + other);
      return sum;
    },
    slope(logRatio: number): number {
      const ratio = Math.exp(logRatio);
      let sum = canaryEvents;
      for (const { share, other, events } of told) sum -= (events * ratio * share) / (ratio * share + other);
      return sum;
    },
  };
}

/** Where a condition that does not hold at the left end, and once it holds goes on to hold, begins (to 1e-13). */
function edge(holds: (x: number) => boolean, left: number, right: number): number {
  let [before, after] = [left, right];
  for (let step = 0; step < 46; step++) {
    const middle = (before + after) / 2;
    if (holds(middle)) after = middle;
    else before = middle;
  }
  return (before + after) / 2;
}
