import { tQuantile } from "./distributions.ts";
import type { Estimate } from "./interval.ts";

/** Mean and spread of a stream of numbers, in constant memory (Welford 1962). */
export interface Moments {
  add(value: number): void;
  readonly n: number;
  /** NaN of nothing. */
  readonly mean: number;
  /** With n - 1; NaN below two values. */
  readonly standardDeviation: number;
  /** Student's interval of the mean; for one value the whole line. */
  interval(confidence?: number): Estimate;
}

export function newMoments(): Moments {
  let [n, middle, squares] = [0, 0, 0];
  const spread = (): number => (n < 2 ? Number.NaN : Math.sqrt(squares / (n - 1)));
  return {
    add(value) {
      n += 1;
      const step = value - middle;
      middle += step / n;
      squares += step * (value - middle);
    },
    get n() {
      return n;
    },
    get mean() {
      return n === 0 ? Number.NaN : middle;
    },
    get standardDeviation() {
      return spread();
    },
    interval: (confidence = 0.95) =>
      meanInterval({ value: n === 0 ? Number.NaN : middle, n }, spread() / Math.sqrt(n), n - 1, confidence),
  };
}

/** Student's interval of the mean of values at hand. */
export function tInterval(values: readonly number[], confidence = 0.95): Estimate {
  const moments = newMoments();
  for (const value of values) moments.add(value);
  return moments.interval(confidence);
}

/** Interval of a mean by its standard error and the degrees of freedom behind that. */
export function meanInterval(
  { value, n }: { value: number; n: number },
  standardError: number,
  degrees: number,
  confidence = 0.95,
): Estimate {
  if (degrees < 1 || Number.isNaN(standardError))
    return { value, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, n };
  const half = tQuantile(1 - (1 - confidence) / 2, degrees) * standardError;
  return { value, low: value - half, high: value + half, n };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function standardDeviation(values: readonly number[]): number {
  const moments = newMoments();
  for (const value of values) moments.add(value);
  return moments.standardDeviation;
}
