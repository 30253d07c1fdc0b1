import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededUniform } from "#statistics";
import { calibrate } from "./calibration.ts";
import { type JudgeCall, judgedOf } from "./judged.ts";
import { bothOrders, pairwiseSummary, parseWinner } from "./pairwise.ts";
import { panelAgreement, panelScore } from "./panel.ts";
import { parseRate } from "./parse-rate.ts";
import { specificationRubric } from "./rubric.ts";
import { judgeVariance } from "./variance.ts";

const scale = { min: 0, max: 10 };

describe("a pair", () => {
  it("is won in both orders or not at all, and a judge of places is named", () => {
    expect(bothOrders("A", "B")).toEqual({ outcome: "candidate", flipped: false });
    expect(bothOrders("B", "A")).toEqual({ outcome: "baseline", flipped: false });
    expect(bothOrders("A", "A")).toEqual({ outcome: "tie", flipped: true });
    expect(bothOrders("B", "B")).toEqual({ outcome: "tie", flipped: true });
    expect(bothOrders("A", "tie")).toEqual({ outcome: "tie", flipped: false });
    expect(bothOrders("tie", "tie")).toEqual({ outcome: "tie", flipped: false });
    expect(bothOrders(null, "B")).toEqual({ outcome: null, flipped: false });
  });

  it("is summed up with an interval, what is missing apart", () => {
    const won = { outcome: "candidate" as const, flipped: false };
    const pairs = [...Array(7).fill(won), bothOrders("A", "A"), bothOrders(null, null), bothOrders("B", "A")];
    const { winRate, ...counts } = pairwiseSummary(pairs);
    expect(counts).toEqual({ wins: 7, losses: 1, ties: 1, missing: 1, flips: 1 });
    expect(winRate.n).toBe(9);
    expect(winRate.value).toBeCloseTo(7.5 / 9);
    expect(winRate.low).toBeGreaterThan(0.4);
    expect(winRate.high).toBeLessThan(1);
    expect(pairwiseSummary([]).winRate.value).toBeNaN();
  });

  it.each([
    ['{"winner":"A"}', { winner: "A" }],
    ["winner: tie", { winner: "tie" }],
    ['{"winner":"C"}', { fault: "judge-unreadable" }],
    ['{"winner":1}', { fault: "judge-unreadable" }],
    ["A is better, B is worse", { fault: "judge-unreadable" }],
    ["winner: A\nwinner: B", { fault: "judge-ambiguous" }],
    ["", { fault: "judge-empty" }],
    ["{}", { fault: "judge-incomplete" }],
  ])("has the winner that %s names", (content, said) => {
    expect(parseWinner(content, { nonce: "n", judged: ["a", "b"] })).toEqual(said);
  });
});

describe("a panel", () => {
  it("takes mean, median or the vote, and says nothing when half are silent", () => {
    expect(panelScore([0.2, 0.4, 0.9], "mean")).toBeCloseTo(0.5);
    expect(panelScore([0.2, 0.4, 0.9], "median")).toBe(0.4);
    expect(panelScore([0.2, 0.6, 0.9], "majority")).toBe(1);
    expect(panelScore([0.2, 0.9], "majority")).toBeNull();
    expect(panelScore([0.2, null], "mean")).toBeNull();
    expect(panelScore([0.2, null, 0.4], "mean")).toBeCloseTo(0.3);
    expect(panelScore([Number.NaN, 1], "mean")).toBeNull();
    expect(panelScore([], "mean")).toBeNull();
  });

  it("says how far it agrees", () => {
    expect(
      panelAgreement([
        [1, 1],
        [0.5, 0.5],
        [0, 0],
      ]),
    ).toBe(1);
    expect(
      panelAgreement([
        [1, 0],
        [0, 1],
        [1, 0],
      ]),
    ).toBeLessThan(0);
  });
});

describe("a row", () => {
  const call = (score: number | string, usd: number | null = 0.01): JudgeCall => ({
    answer:
      typeof score === "string"
        ? { fault: score }
        : { score, criteria: { accuracy: score, helpfulness: null, clarity: 0, safety: 10 } },
    promptTokens: 100,
    completionTokens: 10,
    usd,
  });

  it("has a score in [0, 1], its answers beside it, and what it cost", () => {
    expect(judgedOf(specificationRubric, [[call(8), call(6), call("judge-empty")]])).toEqual({
      score: 0.7,
      criteria: { accuracy: 0.7, helpfulness: null, clarity: 0, safety: 1 },
      repeats: [0.8, 0.6, null],
      promptTokens: 300,
      completionTokens: 30,
      usd: 0.03,
    });
  });

  it("is missing, never 0, when the judges said nothing or no agreement is there", () => {
    const silent = judgedOf(specificationRubric, [[call("judge-off-scale"), call("judge-empty"), call(9)]]);
    expect(silent).toMatchObject({ score: null, error: "judge-off-scale" });
    const split = judgedOf(specificationRubric, [[call(9)], [call(1)]], { method: "majority" });
    expect(split).toMatchObject({ score: null, error: "judge-split" });
  });

  it("cost an unknown sum as soon as one answer did", () => {
    expect(judgedOf(specificationRubric, [[call(8), call(8, null)]]).usd).toBeNull();
  });
});

describe("the parse rate", () => {
  it("is enough from 95 % on, and of nothing never", () => {
    expect(parseRate(100, 95)).toMatchObject({ rate: 0.95, enough: true });
    expect(parseRate(100, 94).enough).toBe(false);
    expect(parseRate(0, 0).enough).toBe(false);
  });
});

describe("the variance of a judge", () => {
  it("is told apart from the answers'", () => {
    const uniform = seededUniform(7);
    const normal = (): number => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
    const rows = Array.from({ length: 2000 }, () => {
      const truth = 0.5 + 0.2 * normal();
      return Array.from({ length: 3 }, () => truth + 0.1 * normal());
    });
    const found = judgeVariance(rows, "criteria-order");
    expect(found?.components.between).toBeCloseTo(0.04, 2);
    expect(found?.components.within).toBeCloseTo(0.01, 3);
    expect(found?.standardErrorOfJudge).toBeCloseTo(0.1 / Math.sqrt(3 * 2000), 4);
  });

  it("is not said of two repeats, nor of repeats that are alike by design", () => {
    expect(
      judgeVariance(
        [
          [1, 0],
          [0, 1],
        ],
        "criteria-order",
      ),
    ).toBeUndefined();
    expect(
      judgeVariance(
        [
          [1, 1, 1],
          [0, 0, 0],
        ],
        "none",
      ),
    ).toBeUndefined();
  });
});

describe("calibration", () => {
  const rows = Array.from({ length: 60 }, (_, index) => {
    const human = index % 11;
    return { human, judge: Math.min(10, human + (index % 3 === 0 ? 2 : 1)), passed: human >= 7 };
  });

  it("finds agreement, a kind judge's bias, and the threshold that undoes it", () => {
    const found = calibrate(rows, { scale });
    expect(found.kappa.value).toBeGreaterThan(0.8);
    expect(found.kappa.low).toBeLessThan(found.kappa.value);
    expect(found.spearman.value).toBeGreaterThan(0.9);
    expect(found.bias.value).toBeGreaterThan(0.8);
    expect(found.threshold?.value).toBeGreaterThanOrEqual(8);
    expect(found.threshold?.low).toBeLessThanOrEqual(found.threshold?.value as number);
    expect(found.warnings).toEqual([]);
    expect(calibrate(rows, { scale })).toEqual(found);
  });

  it("warns of a judge that people do not agree with", () => {
    const turned = rows.map((row) => ({ ...row, judge: 10 - row.judge }));
    expect(calibrate(turned, { scale })).toMatchObject({ warnings: ["low-agreement"] });
  });

  it("warns of few labels, of one kind of them, of silence, and of nothing at all", () => {
    const few = [
      { human: 5, judge: 5, passed: true },
      { human: 6, judge: null, passed: true },
    ];
    expect(calibrate(few, { scale })).toMatchObject({
      n: 1,
      missing: 1,
      threshold: undefined,
      warnings: ["low-agreement", "few-labels", "one-kind-of-label", "judge-missing"],
    });
    expect(calibrate([], { scale }).warnings).toContain("low-agreement");
    const constant = rows.map((row) => ({ ...row, judge: 8 }));
    expect(calibrate(constant, { scale }).warnings).toContain("low-agreement");
  });

  it("refuses labels that are off the scale, all at once", () => {
    const bad = [
      { human: 11, judge: 5 },
      { human: Number.NaN, judge: 5 },
      { human: 5, judge: 5 },
    ];
    expect(() => calibrate(bad, { scale })).toThrow(/11 is off the scale.*\n.*NaN/);
  });

  it("has an interval around every kappa", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 })), {
          minLength: 5,
          maxLength: 30,
        }),
        (pairs) => {
          const { kappa } = calibrate(
            pairs.map(([human, judge]) => ({ human, judge })),
            { scale, draws: 50 },
          );
          if (Number.isNaN(kappa.value)) return;
          expect(kappa.value).toBeLessThanOrEqual(1 + 1e-12);
          expect(kappa.low).toBeLessThanOrEqual(kappa.high);
        },
      ),
      { numRuns: 30 },
    );
  });
});
