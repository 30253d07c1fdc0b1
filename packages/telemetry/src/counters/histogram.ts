import type { Bin } from "../counted.ts";

/** Upper bound in milliseconds (Infinity in the last), and how many were at most that. */
export type Bucket = readonly [bound: number, count: number];

/** Buckets of several processes as one histogram, by growing bounds. Empty where one of them has no bound Infinity. */
export function histogramOf(buckets: Iterable<Bucket>): Bucket[] {
  const sums = new Map<number, number>();
  for (const [bound, count] of buckets) sums.set(bound, (sums.get(bound) ?? 0) + count);
  const sorted = [...sums].sort(([left], [right]) => left - right);
  return sorted.at(-1)?.[0] === Number.POSITIVE_INFINITY ? sorted : [];
}

export interface Exceeding {
  count: number;
  /** False where the limit lies between two bounds, and the requests between them are taken to lie evenly. */
  exact: boolean;
}

/** How many were above the limit; undefined where it lies above the last bound, so that nobody can tell. */
export function exceeding(histogram: readonly Bucket[], limit: number): Exceeding | undefined {
  const all = histogram.at(-1)?.[1];
  if (all === undefined) return undefined;
  const at = histogram.findIndex(([bound]) => bound >= limit * (1 - 1e-9));
  const [upper, below] = histogram[at] as Bucket;
  if (Math.abs(upper - limit) <= limit * 1e-9) return { count: Math.max(0, all - below), exact: true };
  if (upper === Number.POSITIVE_INFINITY) return undefined;
  const [lower, under] = histogram[at - 1] ?? [0, 0];
  const within = Math.max(0, below - under);
  return { count: Math.max(0, all - below) + (within * (upper - limit)) / (upper - lower), exact: false };
}

/** Interpolated evenly between bounds; undefined without requests, or where it lies above the last bound. */
export function histogramQuantile(histogram: readonly Bucket[], share: number): number | undefined {
  const all = histogram.at(-1)?.[1] ?? 0;
  if (all <= 0) return undefined;
  const at = histogram.findIndex(([, count]) => count >= share * all);
  const [upper, below] = histogram[at] as Bucket;
  if (upper === Number.POSITIVE_INFINITY) return undefined;
  const [lower, under] = histogram[at - 1] ?? [0, 0];
  return below <= under ? upper : lower + ((upper - lower) * (share * all - under)) / (below - under);
}

/** The same by bins that hold something. A count that fell from one bound to the next (a scrape between two) is none. */
export function binsOf(histogram: readonly Bucket[]): Bin[] {
  let [low, under] = [0, 0];
  const bins: Bin[] = [];
  for (const [high, below] of histogram) {
    const count = Math.max(0, below - under);
    if (count > 0) bins.push({ low, high, count });
    [low, under] = [high, Math.max(under, below)];
  }
  return bins;
}
