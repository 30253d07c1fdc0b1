import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { percentileInterval } from "./bootstrap.ts";
import { chiSquareQuantile, normalQuantile, tQuantile } from "./distributions.ts";
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { newMoments } from "./moments.ts";
import { holm, mcnemarExact, quantile, sampleSizeNeeded, signFlipTest } from "./paired.ts";
import { conditionalBinomialGreater, fisherGreater, newcombe, ratioInterval, wilson } from "./proportions.ts";
import { quantileInterval } from "./quantile-interval.ts";
import { seededUniform } from "./random.ts";
import { resampleSums } from "./resample.ts";
import { newReservoir } from "./reservoir.ts";

/** Figures of numpy, scipy and statsmodels. */
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../canary/src/__fixtures__/vectors.json"), "utf8"),
);
// biome-ignore lint/suspicious/noExplicitAny: vectors are plain JSON
type Vector = any;
const bound = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThan(1e-6);

describe("proportions", () => {
  it.each(vectors.one_shot as Record<string, number & number[]>[])(
    "agree with statsmodels: $x1/$n1 against $x0/$n0",
    (vector) => {
      const arms = {
        x1: vector["x1"] as number,
        n1: vector["n1"] as number,
        x0: vector["x0"] as number,
        n0: vector["n0"] as number,
      };
      const pairs: [{ low: number; high: number }, string][] = [
        [wilson(arms.x1, arms.n1), "wilson1"],
        [wilson(arms.x0, arms.n0), "wilson0"],
        [newcombe(arms), "newcombe_diff"],
        [ratioInterval(arms), "koopman_ratio"],
        [ratioInterval(arms, "miettinen-nurminen"), "mn_ratio"],
      ];
      for (const [{ low, high }, name] of pairs) {
        bound(low, (vector[name] as number[])[0] as number);
        bound(high, (vector[name] as number[])[1] as number);
      }
      bound(fisherGreater(arms), vector["fisher_greater_p"] as number);
      bound(conditionalBinomialGreater(arms), vector["cond_binom_greater_p"] as number);
      bound(conditionalBinomialGreater(arms, 1.5), vector["cond_binom_ratio1p5_p"] as number);
    },
  );

  it("hold the true value inside, whatever the counts", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const { value, low, high } = wilson(Math.round(share * n), n);
        expect(low).toBeLessThanOrEqual(value);
        expect(high).toBeGreaterThanOrEqual(value);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("paired comparisons", () => {
  const { a, b, ...expected } = vectors.eval_stats;
  const differences = (a as number[]).map((value, index) => value - b[index]);

  it("agree with scipy", () => {
    const moments = newMoments();
    for (const difference of differences) moments.add(difference);
    const interval = moments.interval();
    bound(interval.value, expected.mean_diff);
    bound((interval.high - interval.low) / 2 / tQuantile(0.975, 29), expected.se_paired);
    bound(signFlipTest(differences.slice(0, 12)), expected.exact_sign_flip_p_first12);
    for (const { b: left, c: right, p } of expected.mcnemar_exact) bound(mcnemarExact(left, right), p);
    for (const { sd_diff, delta, alpha, power, n } of expected.sample_size)
      expect(sampleSizeNeeded(sd_diff, delta, { alpha, power })).toBe(n);
  });

  it("bootstrap the same interval for the same seed, close to Student's for a mean", () => {
    const bootstrap = () => {
      const drawn: number[] = [];
      resampleSums([Float64Array.from(differences)], { width: 1, draws: 2000, seed: 7 }, ([sums]) =>
        drawn.push((sums?.[0] as number) / 30),
      );
      return percentileInterval(expected.mean_diff, 30, drawn);
    };
    expect(bootstrap()).toEqual(bootstrap());
    expect(Math.abs(bootstrap().low - expected.ci95_paired[0])).toBeLessThan(0.005);
  });

  it("flip signs of many pairs as of few: p of noise is even, of a shift is small", () => {
    const uniform = seededUniform(3);
    const noise = Array.from({ length: 3000 }, () => uniform() - 0.5);
    expect(signFlipTest(noise)).toBeGreaterThan(0.05);
    expect(signFlipTest(noise.map((value) => value + 0.05))).toBeLessThan(0.001);
  });

  it("adjust by Holm", () => {
    expect(holm([0.01, 0.04, 0.03]).map((p) => Number(p.toFixed(4)))).toEqual([0.03, 0.06, 0.06]);
  });
});

describe("a quantile's interval", () => {
  it("is made of order statistics: 7th and 18th of 24 for a median (Conover 1999, table A3)", () => {
    const values = Array.from({ length: 24 }, (_, index) => index + 1);
    expect(quantileInterval(values, 0.5)).toEqual({ value: 12.5, low: 7, high: 18, n: 24 });
  });

  it("holds the true quantile in 95 of 100 samples or more, and says where a sample is too small", () => {
    const uniform = seededUniform(5);
    let held = 0;
    for (let round = 0; round < 400; round++) {
      const values = Array.from({ length: 200 }, uniform).sort((left, right) => left - right);
      const { low, high } = quantileInterval(values, 0.9);
      if (low <= 0.9 && 0.9 <= high) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.93);
    expect(quantileInterval([1, 2, 3], 0.95).high).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a reservoir", () => {
  it("keeps everything while it fits, and a fair sample of more", () => {
    const small = newReservoir<number>(10);
    for (let item = 0; item < 10; item++) small.add(item);
    expect(small.sample).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const large = newReservoir<number>(500);
    for (let item = 0; item < 100_000; item++) large.add(item);
    expect(large.seen).toBe(100_000);
    const average = large.sample.reduce((sum, item) => sum + item, 0) / 500;
    expect(Math.abs(average - 50_000)).toBeLessThan(5_000);
  });
});

describe("Mann-Whitney", () => {
  it.each(vectors.mann_whitney as Vector[])("agrees with scipy", (vector) => {
    const found = mannWhitney(vector["x"] as number[], vector["y"] as number[]);
    expect(found.u).toBe(vector["U"]);
    bound(found.pGreater, vector["p_greater_asymptotic_cc"]);
    bound(found.cles, vector["cles"]);
    bound(found.shift, vector["hodges_lehmann"]);
    bound(
      quantile(
        [...(vector["x"] as number[])].sort((left, right) => left - right),
        0.95,
      ),
      vector["p95_x"],
    );
  });
});

describe("Hodges and Lehmann's shift", () => {
  it("is the median of all differences, ties and order notwithstanding", () => {
    const sample = fc.array(
      fc.integer({ min: -20, max: 20 }).map((value) => value / 4),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(sample, sample, (x, y) => {
        const differences = x.flatMap((left) => y.map((right) => left - right)).sort((left, right) => left - right);
        expect(hodgesLehmann(x, y)).toBeCloseTo(quantile(differences, 0.5), 12);
      }),
    );
  });

  it("is quick for ten thousand against ten thousand", () => {
    const values = Array.from({ length: 10_000 }, (_, index) => (index * 7919) % 10_007);
    expect(
      hodgesLehmann(
        values.map((value) => value + 3),
        values,
      ),
    ).toBe(3);
  });

  it("is nothing for an empty sample", () => {
    expect(hodgesLehmann([], [1])).toBeNaN();
  });
});

describe("quantiles", () => {
  it("are those of the tables", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
    expect(tQuantile(0.975, 10)).toBeCloseTo(2.2281388519649385, 8);
    expect(chiSquareQuantile(0.2, 30)).toBeCloseTo(23.364115, 4);
  });
});
