import { describe, expect, it } from "vitest";
import { defaultSettings } from "#canary";
import { independent, rollout, rowOf } from "./canary.ts";
import { drawFrom } from "./draw.ts";

describe("draws", () => {
  it("have the means they should", () => {
    const draw = drawFrom(5);
    const meanOf = (one: () => number): number =>
      Array.from({ length: 20_000 }, one).reduce((a, b) => a + b, 0) / 20_000;
    expect(meanOf(() => draw.binomial(50, 0.1))).toBeCloseTo(5, 1);
    expect(meanOf(() => draw.beta(0.02, 1.98))).toBeCloseTo(0.01, 2);
    expect(meanOf(() => draw.normal())).toBeCloseTo(0, 1);
    expect([draw.binomial(7, 0), draw.binomial(7, 1)]).toEqual([0, 7]);
  });
});

describe("simulated rollouts", () => {
  const row = (errors: number, rule: "evidence" | "specification") =>
    rowOf("errors", 500, 1, 60, (draw) =>
      rollout(independent(draw, 500, { errors, latency: 1, quality: 1 }), ["errors"], { ...defaultSettings, rule }),
    );

  it("tell evidence, which lets healthy canaries pass and sees bad ones, from the rule that fires on noise", () => {
    expect(row(1, "evidence").rolledBack).toBeLessThan(0.05);
    expect(row(5, "evidence").rolledBack).toBe(1);
    expect(row(1, "specification").rolledBack).toBeGreaterThan(0.5);
  });

  it("are the same for the same seed", () => {
    expect(row(2, "evidence")).toEqual(row(2, "evidence"));
  });
});
