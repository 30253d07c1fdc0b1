/**
 * Median of all differences x - y (Hodges and Lehmann 1963). They are counted and not held, so that 10,000 against 10,000
 * take megabytes and no gigabyte. NaN where a sample is empty.
 */
export function hodgesLehmann(x: readonly number[], y: readonly number[]): number {
  const pairs = x.length * y.length;
  if (pairs === 0) return Number.NaN;
  const ascending = (left: number, right: number): number => left - right;
  const sorted = { x: x.toSorted(ascending), y: y.toSorted(ascending) };
  const upper = kthDifference(sorted, Math.floor(pairs / 2) + 1);
  return pairs % 2 === 1 ? upper : (kthDifference(sorted, pairs / 2) + upper) / 2;
}

interface Sorted {
  x: readonly number[];
  y: readonly number[];
}

/** The k-th smallest difference, k from 1: halves the range of values, then takes the difference that is there. */
function kthDifference({ x, y }: Sorted, k: number): number {
  const last = <T>(values: readonly T[]): T => values[values.length - 1] as T;
  let low = (x[0] as number) - last(y);
  let high = last(x) - (y[0] as number);
  if (reach({ x, y }, low).count >= k) return low;
  for (let step = 0; step < 2000; step++) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) break;
    const { count, largest } = reach({ x, y }, middle);
    if (count >= k) high = largest;
    else low = middle;
  }
  return high;
}

/** How many differences are at most the limit, and the largest of those. */
function reach({ x, y }: Sorted, limit: number): { count: number; largest: number } {
  let count = 0;
  let largest = Number.NEGATIVE_INFINITY;
  let from = 0;
  for (const value of x) {
    while (from < y.length && value - (y[from] as number) > limit) from += 1;
    count += y.length - from;
    if (from < y.length) largest = Math.max(largest, value - (y[from] as number));
  }
  return { count, largest };
}
