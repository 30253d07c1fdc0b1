import { describe, expect, it } from "vitest";
import type { AbState, CanaryBlock } from "#contracts";
import { seededUniform } from "#statistics";
import { abReportOf, addAbBlock, newAbFold, newAbState, requireSameComparison } from "./ab.ts";

const rules = {
  alpha: 0.1,
  weights: { quality: 0.4, thumbs: 0.3, cost: 0.3 },
  further: {
    thumbs: { larger: "better", max: 1, matters: 0.95 },
    cost: { larger: "worse", max: 0.02, matters: 1.2 },
  },
} as const;
const metrics = ["quality", "thumbs", "cost"];

/** A look of both arms, by chance; each metric's mean may differ between the arms. */
function lookOf(
  block: string,
  uniform: () => number,
  { quality = 0, thumbs = 0, cost = 0 } = {},
  count = 100,
): CanaryBlock {
  const arm = (shift: 0 | 1): CanaryBlock["canary"] => ({
    requests: count,
    scores: Array.from({ length: count }, () => Math.min(1, Math.max(0, 0.3 + 0.5 * uniform() + shift * quality))),
    extra: {
      thumbs: Array.from({ length: count }, () => (uniform() < 0.6 + shift * thumbs ? 1 : 0)),
      cost: Array.from({ length: count }, () => 0.01 * (0.5 + uniform()) + shift * cost),
    },
  });
  return { block, canary: arm(1), baseline: arm(0) };
}

function compared(seed: number, effect: object, looks = 20): AbState {
  const uniform = seededUniform(seed);
  let state = newAbState(metrics, rules);
  for (let index = 0; index < looks; index++) state = addAbBlock(state, lookOf(String(index), uniform, effect));
  return state;
}

describe("an A/B comparison", () => {
  it("names a false winner at most with probability alpha, however often it is looked at", () => {
    const [runs, looks] = [150, 20];
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      const uniform = seededUniform(1000 + run);
      let state = newAbState(metrics, rules);
      let named = false;
      for (let index = 0; index < looks; index++) {
        state = addAbBlock(state, lookOf(String(index), uniform, {}, 40));
        named ||= abReportOf(state, "file").winner !== null;
      }
      if (named) wrong += 1;
    }
    expect(wrong / runs).toBeLessThanOrEqual(rules.alpha);
  });

  it("names the better one by any metric, whichever way its values are read", () => {
    const winner = (effect: object) => abReportOf(compared(1, effect), "file").winner;
    expect(winner({ quality: 0.1 })).toBe("canary");
    expect(winner({ quality: -0.1 })).toBe("baseline");
    expect(winner({ cost: 0.005 })).toBe("baseline");
    expect(winner({ cost: -0.004 })).toBe("canary");
    expect(winner({ thumbs: 0.2 })).toBe("canary");
    expect(abReportOf(compared(1, { thumbs: 0.2 }), "file")).toMatchObject({ verdict: "pass", missing: [] });
    expect(abReportOf(compared(1, { thumbs: -0.2 }), "file").verdict).toBe("fail");
  });

  it("has no winner where metrics speak for different ones, or where nothing is told apart", () => {
    const torn = abReportOf(compared(2, { quality: 0.1, cost: 0.005 }), "file");
    expect(torn).toMatchObject({ winner: null, verdict: "inconclusive" });
    expect(torn.missing).toEqual([
      { reason: "conflict", metric: "quality" },
      { reason: "conflict", metric: "cost" },
    ]);
    const even = abReportOf(compared(3, {}), "file");
    expect(even.missing.map(({ reason }) => reason)).toEqual(["not-separated", "not-separated", "not-separated"]);
    expect(even.metrics["quality"]?.pairsWanted).toBeGreaterThan(2000);
  });

  it("has none without data, and says of what", () => {
    expect(abReportOf(newAbState([], rules), "file")).toMatchObject({ winner: null, missing: [{ reason: "no-data" }] });
    const oneArm = { block: "1", canary: { requests: 9, scores: [1, 1, 1] }, baseline: { requests: 9 } };
    const report = abReportOf(addAbBlock(newAbState(["quality"], rules), oneArm), "file");
    expect(report).toMatchObject({ verdict: "inconclusive", missing: [{ reason: "no-data", metric: "quality" }] });
  });

  it("holds the true difference, in the metric's unit", () => {
    const { difference, low, high } = abReportOf(compared(4, { cost: 0.004 }), "file").metrics["cost"] ?? {};
    expect(difference).toBeCloseTo(0.004, 3);
    expect(low as number).toBeLessThan(0.004);
    expect(high as number).toBeGreaterThan(0.004);
  });

  it("goes on in a later run as if it had been one, counts a block once, and only under its rules", () => {
    const uniform = seededUniform(5);
    const blocks = ["1", "2", "3"].map((block) => lookOf(block, uniform));
    const whole = blocks.reduce((state, block) => addAbBlock(state, block), newAbState(metrics, rules));
    const half = JSON.parse(JSON.stringify(addAbBlock(newAbState(metrics, rules), blocks[0] as CanaryBlock)));
    expect(blocks.slice(1).reduce((state, block) => addAbBlock(state, block), half)).toEqual(whole);
    expect(() => newAbFold(whole, "2")).toThrow(/counted already/);
    requireSameComparison(whole, rules);
    expect(() => requireSameComparison(whole, { ...rules, alpha: 0.2 })).toThrow(/other/);
  });

  it("has no winner while the arms differ in what could not be told, whoever another metric favours", () => {
    const uniform = seededUniform(5);
    let state = newAbState(metrics, rules);
    for (let index = 0; index < 20; index++) {
      const block = lookOf(String(index), uniform, { cost: -0.004 });
      block.canary.scores_missing = 30;
      state = addAbBlock(state, block);
    }
    const { winner, missing, metrics: compared } = abReportOf(state, "test");
    expect([winner, compared["cost"]?.favours, compared["quality"]?.favours]).toEqual([null, "canary", null]);
    expect(missing).toContainEqual({ reason: "missing-scores", metric: "quality" });
  });
});
