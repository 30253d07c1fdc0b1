import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bucket, exceeding, histogramOf, histogramQuantile } from "./histogram.ts";

const endless = Number.POSITIVE_INFINITY;
const buckets: Bucket[] = [
  [100, 50],
  [500, 90],
  [1000, 98],
  [endless, 100],
];

describe("requests above a limit", () => {
  it("are exact on a bound, interpolated and told so between two", () => {
    expect(exceeding(buckets, 500)).toEqual({ count: 10, exact: true });
    expect(exceeding(buckets, 0.5 * 1000 * (1 + 1e-12))).toEqual({ count: 10, exact: true });
    expect(exceeding(buckets, 300)).toEqual({ count: 30, exact: false });
    expect(exceeding(buckets, 50)).toEqual({ count: 75, exact: false });
  });

  it("cannot be told above the last bound, or of no histogram", () => {
    expect(exceeding(buckets, 1200)).toBeUndefined();
    expect(exceeding([], 1)).toBeUndefined();
    expect(histogramOf([[100, 1]])).toEqual([]);
  });

  it("are at most all, and no more at a higher limit", () => {
    const counts = fc.array(fc.nat(50), { minLength: 1, maxLength: 8 });
    const limit = fc.double({ min: 0.1, max: 800, noNaN: true });
    fc.assert(
      fc.property(counts, limit, limit, (inBucket, one, other) => {
        let sum = 0;
        const histogram = inBucket.map((count, at): Bucket => {
          sum += count;
          return [at === inBucket.length - 1 ? endless : (at + 1) * 100, sum];
        });
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((each) => exceeding(histogram, each));
        if (low) expect(low.count).toBeLessThanOrEqual(sum + 1e-9);
        if (low && high) expect(high.count).toBeLessThanOrEqual(low.count + 1e-9);
      }),
    );
  });
});

describe("a quantile", () => {
  it("lies where so many are below, and nowhere above the last bound", () => {
    expect(histogramQuantile(buckets, 0.5)).toBe(100);
    expect(histogramQuantile(buckets, 0.94)).toBe(750);
    expect(histogramQuantile(buckets, 0.99)).toBeUndefined();
    expect(
      histogramQuantile(
        [
          [100, 0],
          [endless, 0],
        ],
        0.95,
      ),
    ).toBeUndefined();
    expect(exceeding(buckets, histogramQuantile(buckets, 0.95) ?? 0)?.count).toBeCloseTo(5);
  });
});
