import type { Estimate } from "./interval.ts";
import { percentileInterval } from "./paired.ts";
import { seededUniform } from "./random.ts";

/**
 * The bootstrap over rows of sufficient statistics: for each draw the sum of `count` rows drawn with repetition is handed
 * to `visit` (in a buffer that is used again). Costs additions only, however dear one row was.
 * @param rows count x width, row after row
 */
export function resampleSums(
  rows: Float64Array,
  { count, width, draws = 1000, seed = 1 }: { count: number; width: number; draws?: number; seed?: number },
  visit: (sums: Float64Array) => void,
): void {
  const uniform = seededUniform(seed);
  const sums = new Float64Array(width);
  for (let draw = 0; draw < draws; draw++) {
    sums.fill(0);
    for (let drawn = 0; drawn < count; drawn++) {
      const at = Math.floor(uniform() * count) * width;
      for (let column = 0; column < width; column++)
        sums[column] = (sums[column] as number) + (rows[at + column] as number);
    }
    visit(sums);
  }
}

/**
 * The same for a statistic that is no function of sums (a rank correlation, a threshold): of rows by their indices, so
 * that pairs stay pairs. Costs the statistic once a draw.
 */
export function bootstrapInterval(
  count: number,
  statistic: (rows: readonly number[]) => number,
  { draws = 2000, seed = 1, confidence = 0.95 }: { draws?: number; seed?: number; confidence?: number } = {},
): Estimate {
  const uniform = seededUniform(seed);
  const value = count === 0 ? Number.NaN : statistic(Array.from({ length: count }, (_, row) => row));
  const drawn = Array.from({ length: count < 2 ? 0 : draws }, () =>
    statistic(Array.from({ length: count }, () => Math.floor(uniform() * count))),
  );
  return percentileInterval(value, count, drawn, confidence);
}
