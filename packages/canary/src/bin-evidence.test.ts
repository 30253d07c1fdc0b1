import { describe, expect, it } from "vitest";
import type { FurtherMetric } from "#contracts";
import { seededUniform } from "#statistics";
import { binEvidence, type ValueBin, type ValuePart, valuesOfBins } from "./bin-evidence.ts";
import { furtherTerms, meanEvidence } from "./mean-evidence.ts";
import { logEvidence } from "./mixture.ts";

const slower: FurtherMetric = { larger: "worse", max: 1000, matters: 1.2 };
const bounds = [50, 100, 200, 300, 400, 500, 750, 1000, Number.POSITIVE_INFINITY];

/** Values as a histogram of these bounds keeps them. */
function binned(values: readonly number[]): ValueBin[] {
  return bounds.map((high, at) => {
    const low = bounds[at - 1] ?? 0;
    return { low, high, count: values.filter((value) => value > low && value <= high).length };
  });
}
const drawn = (count: number, mean: number, uniform: () => number): number[] =>
  Array.from({ length: count }, () => -mean * Math.log(1 - uniform()) * 0.5 + mean * 0.5);
const partOf = (canary: readonly number[], baseline: readonly number[]): ValuePart => ({
  canary: binned(canary),
  baseline: binned(baseline),
});
const logE = (parts: readonly ValuePart[], rule = slower, seed = 1): number =>
  logEvidence(binEvidence(parts, rule, "any", seed)?.evidence.logs ?? []);

describe("evidence of histograms", () => {
  it("tells a worse mean nearly as single values do, and is the same for the same seed", () => {
    const uniform = seededUniform(3);
    const [canary, baseline] = [drawn(400, 320, uniform), drawn(1600, 200, uniform)];
    const { evidence } = binEvidence([partOf(canary, baseline)], slower, "any", 7) ?? {};
    const shares = (values: number[]) => values.map((value) => Math.min(1, value / 1000));
    const exact = meanEvidence({ canary: shares(canary), baseline: shares(baseline) }, furtherTerms(slower, "any"));
    expect(evidence?.guard).toBeGreaterThan(0);
    expect(evidence?.canary.n).toBe(400);
    expect((evidence?.canary.sum ?? 0) / 400).toBeCloseTo(320, -2);
    const [ofBins, ofValues] = [logEvidence(evidence?.logs ?? []), logEvidence(exact.logs)];
    expect(ofBins).toBeGreaterThan(Math.log(60));
    expect(ofBins).toBeGreaterThan(0.6 * ofValues);
    expect(binEvidence([partOf(canary, baseline)], slower, "any", 7)?.evidence).toEqual(evidence);
  });

  it("is wrong of arms that are alike no more often than it says, of one histogram and of two", () => {
    const uniform = seededUniform(11);
    const wrong = [0, 0];
    const rollouts = 600;
    for (let rollout = 0; rollout < rollouts; rollout++) {
      const sums = [0, 0];
      const high = [0, 0];
      for (let look = 0; look < 5; look++) {
        const part = partOf(drawn(40, 150, uniform), drawn(120, 150, uniform));
        // one bet is a wealth of its own, as their mixture is; parts may depend on each other wholly
        for (const [at, parts] of [[part], [part, part]].entries()) {
          sums[at] = (sums[at] ?? 0) + (binEvidence(parts, slower, "any", rollout)?.evidence.logs[3] ?? 0);
          high[at] = Math.max(high[at] ?? 0, sums[at] ?? 0);
        }
      }
      for (const at of [0, 1]) if ((high[at] ?? 0) >= Math.log(20)) wrong[at] = (wrong[at] ?? 0) + 1;
    }
    const allowed = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / rollouts);
    for (const count of wrong) expect(count / rollouts).toBeLessThanOrEqual(allowed);
  });

  it("adds up the means of a value's parts, each as a share of an equal piece of the maximum", () => {
    const even = (value: number, count: number): ValueBin[] => [{ low: value - 1, high: value + 1, count }];
    const prompts = { canary: even(100, 300), baseline: even(100, 300) };
    const answers = { canary: even(300, 300), baseline: even(100, 300) };
    const { evidence, capped } = binEvidence([prompts, answers], slower, "any", 1) ?? {};
    expect(evidence).toMatchObject({ canary: { n: 300 }, baseline: { n: 300 } });
    expect([evidence?.canary.sum, evidence?.baseline.sum]).toEqual([
      expect.closeTo(300 * 400),
      expect.closeTo(300 * 200),
    ]);
    expect(evidence?.guard).toBeCloseTo(150 * (0.4 - 1.2 * 0.2));
    expect(capped).toEqual({ canary: 0, baseline: 0 });
    expect(logE([prompts, answers])).toBeGreaterThan(Math.log(60));
    expect(logE([prompts])).toBeLessThanOrEqual(0);
  });

  it("says nothing of a value above the last bound, unless that is above the maximum", () => {
    const wide = { canary: [{ low: 1000, high: Number.POSITIVE_INFINITY, count: 5 }], baseline: binned([60, 70]) };
    expect(binEvidence([wide], slower, "any", 1)?.capped).toEqual({ canary: 5, baseline: 0 });
    expect(binEvidence([wide], slower, "any", 1)?.evidence.canary).toEqual({ sum: 5000, n: 5 });
    expect(binEvidence([wide], { ...slower, max: 2000 }, "any", 1)).toBeUndefined();
    // half of the maximum is each part's
    const both = [wide, wide];
    expect(binEvidence(both, { ...slower, max: 2000 }, "any", 1)?.capped).toEqual({ canary: 10, baseline: 0 });
  });

  it("is none of an arm without values", () => {
    const { evidence } = binEvidence([partOf([], [100, 200])], slower, "any", 1) ?? {};
    expect([evidence?.canary.n, evidence?.guard]).toEqual([0, 0]);
    expect(evidence?.logs).toEqual(new Array(7).fill(0));
  });

  it("gives single values for a test that wants them, no more than it is told", () => {
    expect(valuesOfBins([{ low: 10, high: 20, count: 3 }], 2, 1)).toEqual([15, 15]);
    expect(valuesOfBins(binned([60, 150]), 9, 1).sort()).toEqual([150, 75]);
  });
});
