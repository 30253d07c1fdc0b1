import { binomialTail, lnChoose, normalQuantile } from "./distributions.ts";
import type { Estimate } from "./interval.ts";
import { differenceOfEstimates } from "./mover.ts";
import { bisect } from "./special.ts";

const zOf = (confidence: number): number => normalQuantile(1 - (1 - confidence) / 2);

/** Wilson's score interval of a proportion (Wilson 1927). */
export function wilson(successes: number, n: number, confidence = 0.95): Estimate {
  if (n === 0) return { value: Number.NaN, low: 0, high: 1, n };
  const z = zOf(confidence);
  const p = successes / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half, n };
}

/** Two arms of a comparison: events and observations, first arm against second. */
export interface TwoArms {
  x1: number;
  n1: number;
  x0: number;
  n0: number;
}

/** Newcombe's hybrid score interval of p1 - p0 (Newcombe 1998, method 10). */
export function newcombe({ x1, n1, x0, n0 }: TwoArms, confidence = 0.95): Estimate {
  return { ...differenceOfEstimates(wilson(x1, n1, confidence), wilson(x0, n0, confidence)), n: n1 + n0 };
}

/** Score interval of the ratio p1/p0: Koopman 1984, or Miettinen and Nurminen 1985 with their N/(N-1). */
export function ratioInterval(
  { x1, n1, x0, n0 }: TwoArms,
  method: "koopman" | "miettinen-nurminen" = "koopman",
  confidence = 0.95,
): Estimate {
  const n = n1 + n0;
  const limit = zOf(confidence) ** 2 * (method === "koopman" ? 1 : n / (n - 1));
  const value = x1 / n1 / (x0 / n0);
  const score = (logRatio: number): number => scoreOf({ x1, n1, x0, n0 }, Math.exp(logRatio)) - limit;
  const centre = Math.log(
    Number.isFinite(value) && value > 0 ? value : (x1 + 0.5) / (n1 + 1) / ((x0 + 0.5) / (n0 + 1)),
  );
  return {
    value,
    low: x1 === 0 ? 0 : Math.exp(bisect(score, -60, centre)),
    high: x0 === 0 ? Number.POSITIVE_INFINITY : Math.exp(bisect(score, centre, 60)),
    n,
  };
}

/** Pearson's chi-square at the constrained maximum likelihood under p1 = ratio p0. */
function scoreOf({ x1, n1, x0, n0 }: TwoArms, ratio: number): number {
  const a = (n1 + n0) * ratio;
  const b = ratio * (n1 + x0) + x1 + n0;
  const p0 = (b - Math.sqrt(Math.max(0, b * b - 4 * a * (x1 + x0)))) / (2 * a);
  const p1 = ratio * p0;
  const part = (x: number, n: number, p: number): number => (x - n * p) ** 2 / (n * p * (1 - p));
  return part(x1, n1, p1) + part(x0, n0, p0);
}

/** One-sided p of p1 > p0: the hypergeometric tail (Fisher). */
export function fisherGreater({ x1, n1, x0, n0 }: TwoArms): number {
  const events = x1 + x0;
  let p = 0;
  for (let k = x1; k <= Math.min(events, n1); k++)
    p += Math.exp(lnChoose(n1, k) + lnChoose(n0, events - k) - lnChoose(n1 + n0, events));
  return Math.min(1, p);
}

/** One-sided p of rate1 > ratio x rate0, exact given the events in all (Przyborowski and Wilenski 1940). */
export function conditionalBinomialGreater({ x1, n1, x0, n0 }: TwoArms, ratio = 1): number {
  return binomialTail(x1, x1 + x0, (ratio * n1) / (ratio * n1 + n0));
}
