import { describe, expect, it } from "vitest";
import { bootstrapInterval } from "./bootstrap.ts";
import { mean, standardDeviation } from "./moments.ts";
import { quantile } from "./paired.ts";
import { seededUniform } from "./random.ts";
import { resampleSums } from "./resample.ts";

/** Rows of a value, its square and 1. */
function rowsOf(count: number, seed: number): Float64Array {
  const uniform = seededUniform(seed);
  return Float64Array.from(Array.from({ length: count }, () => uniform()).flatMap((value) => [value, value ** 2, 1]));
}

function means(rows: Float64Array, seed: number, draws = 2000): number[] {
  const found: number[] = [];
  resampleSums([rows], { width: 3, draws, seed }, ([sums]) =>
    found.push((sums?.[0] as number) / (sums?.[2] as number)),
  );
  return found;
}

describe("resampled sums", () => {
  it("are of as many rows as there are, each row's numbers together", () => {
    for (const count of [1, 2, 3, 5, 8, 101]) {
      const rows = Float64Array.from(Array.from({ length: count }, (_, row) => [row, 2 * row, 1]).flat());
      resampleSums([rows], { width: 3, draws: 50 }, ([sums]) => {
        expect(sums?.[2]).toBe(count);
        expect(sums?.[1]).toBe(2 * (sums?.[0] as number));
      });
    }
  });

  it("have the mean and the standard error of the rows, and the interval that drawing by index gives", () => {
    const rows = rowsOf(400, 3);
    const values = Array.from({ length: 400 }, (_, row) => rows[3 * row] as number);
    const found = means(rows, 7);
    expect(mean(found)).toBeCloseTo(mean(values), 2);
    expect(standardDeviation(found) / (standardDeviation(values) / 20)).toBeCloseTo(1, 1);
    const sorted = found.sort((left, right) => left - right);
    const byIndex = bootstrapInterval(400, (drawn) => mean(drawn.map((row) => values[row] as number)), { seed: 9 });
    expect(Math.abs(quantile(sorted, 0.025) - byIndex.low)).toBeLessThan(0.004);
    expect(Math.abs(quantile(sorted, 0.975) - byIndex.high)).toBeLessThan(0.004);
  });

  it("draw two systems alike: a system and itself never differ, and a better row is better in every draw", () => {
    const rows = rowsOf(97, 5);
    const better = rows.map((value, at) => (at % 3 === 0 ? value + 0.1 : value));
    let draws = 0;
    resampleSums([rows, rows.slice(), better], { width: 3, draws: 200 }, ([first, same, third]) => {
      draws += 1;
      expect(same).toEqual(first);
      expect((third?.[0] as number) - (first?.[0] as number)).toBeCloseTo(9.7, 9);
    });
    expect(draws).toBe(200);
  });

  it("are the same for the same seed, others for another, in arrays that are used again", () => {
    const rows = rowsOf(50, 1);
    expect(means(rows, 4, 20)).toEqual(means(rows, 4, 20));
    expect(means(rows, 4, 20)).not.toEqual(means(rows, 5, 20));
    const arrays = new Set<Float64Array | undefined>();
    resampleSums([rows], { width: 3, draws: 20 }, ([sums]) => arrays.add(sums));
    expect(arrays.size).toBe(1);
  });

  it("refuse what has no rows, broken rows, or other rows for the other system", () => {
    const draw = (systems: Float64Array[]): void => resampleSums(systems, { width: 3 }, () => undefined);
    for (const systems of [
      [],
      [new Float64Array(0)],
      [new Float64Array(4)],
      [new Float64Array(6), new Float64Array(3)],
    ])
      expect(() => draw(systems)).toThrow(RangeError);
  });
});
