import { describe, expect, it } from "vitest";
import { defaultSettings, overdispersionOf } from "#canary";
import { drawFrom } from "../draw.ts";
import { judged, stickyLooks } from "./canary.ts";
import { argo, flagger, kayenta, ours } from "./gates.ts";
import { detection, falseRollbacks, missed } from "./goals.ts";
import { type Gate, merged, rollout } from "./rollout.ts";
import { type Row, rowOf } from "./row.ts";
import { bursty, healthy, independent, sticky } from "./traffic.ts";

describe("draws", () => {
  it("have the means they should", () => {
    const draw = drawFrom(5);
    const meanOf = (one: () => number): number =>
      Array.from({ length: 20_000 }, one).reduce((a, b) => a + b, 0) / 20_000;
    expect(meanOf(() => draw.binomial(50, 0.1))).toBeCloseTo(5, 1);
    expect(meanOf(() => draw.beta(0.02, 1.98))).toBeCloseTo(0.01, 2);
    expect(meanOf(() => draw.normal())).toBeCloseTo(0, 1);
    expect(meanOf(() => draw.gamma(0.25))).toBeCloseTo(1, 1);
    expect(meanOf(() => (draw.gamma(0.25) - 1) ** 2)).toBeCloseTo(0.25, 1);
    expect([draw.binomial(7, 0), draw.binomial(7, 1)]).toEqual([0, 7]);
  });
});

describe("simulated rollouts", () => {
  const specification = { ...defaultSettings, rule: "specification" } as const;
  const row = (errors: number, gate: () => Gate = () => ours(["errors"])): Row =>
    rowOf("errors", 500, 1, 60, (draw) => rollout(independent(draw, 500, { ...healthy, errors }), gate()));

  it("tell evidence, which lets healthy canaries pass and sees bad ones, from the rule that fires on noise", () => {
    expect(row(1).rolledBack).toBeLessThan(0.05);
    expect(row(5).rolledBack).toBe(1);
    expect(row(1, () => ours(["errors"], specification)).rolledBack).toBeGreaterThan(0.5);
  });

  it("show that counters and tests of others fire on noise too, and see what is bad", () => {
    for (const gate of [argo, flagger]) {
      expect(row(1, gate).rolledBack).toBeGreaterThan(0.3);
      expect(row(5, gate).rolledBack).toBe(1);
    }
    expect(row(1, kayenta).rolledBack).toBeGreaterThan(0);
    expect(row(20, kayenta).rolledBack).toBe(1);
  });

  it("need to know of bursts", () => {
    const rolledBack = (known: boolean): number =>
      rowOf("bursts", 2000, 3, 40, (draw) => {
        const { traffic, windows } = bursty(draw, 2000, 60);
        const overdispersion = { errors: overdispersionOf(windows.errors) };
        return rollout(traffic, ours(["errors"], known ? { ...defaultSettings, overdispersion } : defaultSettings));
      }).rolledBack;
    expect(rolledBack(true)).toBeLessThan(0.06);
    expect(rolledBack(false)).toBeGreaterThan(0.1);
  });

  it("need to know of users that stay, of their errors and of their slow requests", () => {
    const rolledBack = (known: boolean): number =>
      rowOf("sticky", 500, 7, 25, (draw) => {
        const { traffic, windows } = sticky(draw, 500, 200);
        const overdispersion = { errors: overdispersionOf(windows.errors), latency: overdispersionOf(windows.latency) };
        const settings = known ? { ...defaultSettings, assignment: "user" as const, overdispersion } : defaultSettings;
        return rollout(traffic, ours(["errors", "latency"], settings));
      }).rolledBack;
    expect(rolledBack(true)).toBeLessThan(0.06);
    expect(rolledBack(false)).toBeGreaterThan(0.2);
    expect([stickyLooks(false), stickyLooks(true)]).toEqual([[2000], [200, 500, 2000, 10_000]]);
  });

  it("are the same for the same seed", () => {
    expect(row(2)).toEqual(row(2));
  });

  it("are the same traffic however finely it is cut", () => {
    const whole = merged(independent(drawFrom(1), 500, healthy)(0.5, "1", 20));
    expect(whole.canary.requests + whole.baseline.requests).toBe(500);
    expect(whole.canary.scores).toHaveLength(whole.canary.requests);
  });
});

describe("goals", () => {
  const row = {
    perLook: 500,
    seed: 1,
    rollouts: 400,
    rolledBack: 1,
    rolledBackWithin: [0.99, 1],
    medianCanaryRequests: 510,
    medianLow: 500,
  } as const;

  it("are missed by a share or a number of requests beyond three standard errors", () => {
    expect(missed({ ...row, rolledBack: 0.02 }, falseRollbacks)).toBeUndefined();
    expect(missed({ ...row, rolledBack: 0.04 }, falseRollbacks)).toMatch(/at most 0.01/);
    expect(missed(row, detection("errors x3", 500))).toBeUndefined();
    expect(missed({ ...row, rolledBack: 0.9 }, detection("errors x3", 500))).toMatch(/to be seen/);
    expect(missed({ ...row, medianLow: 531 }, detection("errors x3", 500))).toBeUndefined();
    expect(missed({ ...row, medianLow: 532 }, detection("errors x3", 500))).toMatch(/519 allowed/);
    expect(missed({ ...row, medianLow: 600 }, detection("errors x3", 500))).toMatch(/519 allowed/);
    expect(missed({ ...row, rolledBack: 1, medianLow: undefined }, detection("errors x3", 500))).toMatch(/canary/);
  });

  it("fail the bench after its last line when one is missed", () => {
    const rows = [0.01, 0.04, 0].map((rolledBack) => ({
      ...row,
      name: `${rolledBack}`,
      rolledBack,
      goal: falseRollbacks,
    }));
    const lines: string[] = [];
    expect(() => {
      for (const line of judged(rows)) lines.push(line);
    }).toThrow(/^goals missed: 0.04 at 500: 0.04 rolled back, at most 0.01 allowed$/);
    expect(lines.map((line) => JSON.parse(line).met)).toEqual([true, false, true]);
    expect([...judged([{ ...row, name: "no goal" }])]).toHaveLength(1);
  });

  it("are known for every effect that is simulated", () => {
    expect(() => detection("errors x7", 500)).toThrow("no goal");
  });
});
