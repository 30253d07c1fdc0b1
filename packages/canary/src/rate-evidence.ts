import { ratios } from "./mixture.ts";

/** [canary requests, canary events, baseline requests, baseline events] */
export type RateBlock = readonly [number, number, number, number];

/**
 * What a block adds to the log e-values against "the canary's rate is at most rho times the baseline's": given the
 * events in all, each is the canary's with probability t (Ville's inequality holds at any rate for phi = 1).
 */
export function rateIncrements([nC, xC, nB, xB]: RateBlock, rho: number, phi: number): number[] {
  if (nC === 0 || nB === 0) return ratios.map(() => 0);
  const share = (ratio: number): number => (ratio * nC) / (ratio * nC + nB);
  const t0 = share(rho);
  return ratios.map((ratio) => {
    const t = share(rho * ratio);
    return (xC * Math.log(t / t0) + xB * Math.log((1 - t) / (1 - t0))) / phi;
  });
}

/** Numerator and denominator of the Mantel-Haenszel ratio (Mantel and Haenszel 1959) that a block adds. */
export function mantelHaenszel([nC, xC, nB, xB]: RateBlock): { numerator: number; denominator: number } {
  const n = nC + nB;
  return n === 0 ? { numerator: 0, denominator: 0 } : { numerator: (xC * nB) / n, denominator: (xB * nC) / n };
}

const grid = Array.from({ length: 61 }, (_, j) => 2 ** (-5 + (10 * j) / 60));

/**
 * Confidence sequence of the ratio of rates: the ratios that the mixture over r = 2^(-5 + 10j/60) does not reject, valid
 * at every look at once. 0 and Infinity stand for beyond [0.05, 50].
 */
export function ratioSequence(blocks: readonly RateBlock[], alpha: number): [number, number] {
  const used = blocks.filter(([nC, , nB]) => nC > 0 && nB > 0);
  const logLikelihood = (ratio: number): number =>
    used.reduce(
      (sum, [nC, xC, nB, xB]) =>
        sum + xC * Math.log((ratio * nC) / (ratio * nC + nB)) + xB * Math.log(nB / (ratio * nC + nB)),
      0,
    );
  const parts = grid.map(logLikelihood);
  const largest = Math.max(...parts);
  const mixture = largest + Math.log(parts.reduce((sum, part) => sum + Math.exp(part - largest), 0) / parts.length);
  const excess = (logRatio: number): number => mixture - logLikelihood(Math.exp(logRatio)) - Math.log(1 / alpha);
  const [low, high] = [Math.log(0.05), Math.log(50)];
  const peak = maximize((x) => -excess(x), low, high);
  return [
    excess(low) <= 0 ? 0 : Math.exp(crossing(excess, low, peak)),
    excess(high) <= 0 ? Number.POSITIVE_INFINITY : Math.exp(crossing(excess, high, peak)),
  ];
}

/** Golden section: the log-likelihood is unimodal in the log of the ratio. */
function maximize(f: (x: number) => number, low: number, high: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [left, right] = [low, high];
  for (let step = 0; step < 120; step++) {
    const [first, second] = [right - golden * (right - left), left + golden * (right - left)];
    if (f(first) > f(second)) right = second;
    else left = first;
  }
  return (left + right) / 2;
}

function crossing(excess: (x: number) => number, outside: number, inside: number): number {
  let [out, into] = [outside, inside];
  for (let step = 0; step < 100; step++) {
    const middle = (out + into) / 2;
    if (excess(middle) > 0) out = middle;
    else into = middle;
  }
  return (out + into) / 2;
}
