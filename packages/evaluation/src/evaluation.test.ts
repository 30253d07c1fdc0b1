import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prediction } from "#contracts";
import { metricsNamed } from "./catalog.ts";
import { evaluateRows } from "./evaluate.ts";
import { confusionOf, scoresOf } from "./labels.ts";
import { parseThresholds } from "./thresholds.ts";

const row = (id: number, truth: string, answer: string | null, more: Partial<Prediction> = {}): Prediction => ({
  id: String(id),
  prediction: answer === null ? null : `{"label":"${answer}"}`,
  references: [`{"label":"${truth}"}`],
  ...more,
});

const evaluate = (
  rows: Prediction[],
  names: string[],
  more: { thresholds?: string[]; baseline?: Prediction[]; guarded?: string[] } = {},
) =>
  evaluateRows({
    metrics: metricsNamed(names, "label"),
    rows,
    thresholds: parseThresholds(more.thresholds ?? []),
    baseline: more.baseline && { name: "champion", rows: more.baseline },
    guarded: more.guarded ?? [],
    labelField: "label",
    model: { name: "m", digest: null },
    testSetDigest: `sha256:${"0".repeat(64)}`,
    time: "2026-01-02T03:04:05Z",
  });

describe("label metrics", () => {
  const rows = [
    row(1, "spam", "spam"),
    row(2, "spam", "ham"),
    row(3, "ham", "ham"),
    row(4, "ham", "ham"),
    row(5, "ham", "other"),
    row(6, "spam", null),
  ];

  it("count by hand: an unknown class and a failed request are misses of the true class", () => {
    const confusion = confusionOf(rows, "label");
    expect(confusion).toEqual({
      labels: ["ham", "spam", "∅"],
      counts: [
        [2, 0, 1],
        [1, 1, 1],
        [0, 0, 0],
      ],
    });
    expect(scoresOf(confusion, "spam")).toEqual({ precision: 1, recall: 1 / 3, f1: 0.5 });
    expect(scoresOf(confusion, "ham").f1).toBeCloseTo(2 / 3, 12);
    expect(evaluate(rows, ["f1", "f1-spam"]).scores["f1"]?.value).toBeCloseTo((0.5 + 2 / 3) / 2, 12);
  });

  it("are 1 for the truth itself and in [0, 1] for anything", () => {
    const labels = fc.array(
      fc.tuple(fc.constantFrom("spam", "ham", "x"), fc.constantFrom("spam", "ham", "x", "junk")),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(labels, (pairs) => {
        const macro = metricsNamed(["f1"], "label")[0]?.statistic;
        const value = macro?.(pairs.map(([truth, answer], id) => row(id, truth, answer))) as number;
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(macro?.(pairs.map(([truth], id) => row(id, truth, truth)))).toBe(1);
      }),
    );
  });
});

describe("a verdict", () => {
  const good = Array.from({ length: 40 }, (_, id) => row(id, id % 2 ? "spam" : "ham", id % 2 ? "spam" : "ham"));
  const bad = good.map((_, id) => row(id, id % 2 ? "spam" : "ham", id < 30 ? "ham" : "spam"));

  it("passes what meets its thresholds and fails what does not", () => {
    expect(evaluate(good, ["f1", "exact-match"], { thresholds: ["f1>=0.85", "exact-match >= 90%"] }).verdict).toBe(
      "pass",
    );
    const failed = evaluate(bad, ["f1"], { thresholds: ["f1>=0.85"] });
    expect(failed).toMatchObject({ verdict: "fail", reasons: [{ reason: "threshold", metric: "f1" }] });
  });

  it("is an error without rows, without a metric's data, and when nothing was answered", () => {
    expect(evaluate([], ["f1"]).verdict).toBe("error");
    expect(evaluate(good, ["perplexity"]).reasons).toEqual([{ reason: "missing-metric", metric: "perplexity" }]);
    expect(evaluate(good, ["f1"], { thresholds: ["latency-p95<=2"] }).verdict).toBe("error");
    expect(
      evaluate(
        good.map((kept) => ({ ...kept, prediction: null })),
        ["exact-match"],
      ).verdict,
    ).toBe("error");
    const some = good.map((kept, id) => (id === 0 ? kept : { ...kept, latency_seconds: 1, completion_tokens: 3 }));
    expect(evaluate(some, ["tokens"]).verdict).toBe("error");
  });

  it("fails a guarded metric that is worse than the baseline's on the same rows", () => {
    const { verdict, comparison } = evaluate(bad, ["exact-match", "f1"], { baseline: good, guarded: ["exact-match"] });
    expect(verdict).toBe("fail");
    expect(comparison?.metrics["exact-match"]).toMatchObject({ outcome: "worse" });
    expect(comparison?.metrics["exact-match"]?.pAdjusted).toBeLessThan(0.01);
    expect(evaluate(good, ["f1"], { baseline: bad, guarded: ["f1"] }).comparison?.metrics["f1"]?.outcome).toBe(
      "better",
    );
  });

  it("refuses a baseline of another test set", () => {
    expect(() => evaluate(good, ["f1"], { baseline: bad.slice(1) })).toThrow(/another test set/);
  });
});

describe("perplexity", () => {
  it("is exp of the mean negative log-likelihood a token", () => {
    const rows = [
      row(1, "spam", "spam", { log_probability: -1, reference_tokens: 4 }),
      row(2, "ham", "ham", { log_probability: -3, reference_tokens: 4 }),
    ];
    expect(evaluate(rows, ["perplexity"]).scores["perplexity"]?.value).toBeCloseTo(Math.exp(0.5), 12);
  });
});

describe("input", () => {
  it("that names unknown metrics or thresholds is refused with all of them", () => {
    expect(() => metricsNamed(["f1", "bleurt", "x"], "label")).toThrow(/bleurt[\s\S]*x/);
    expect(() => parseThresholds(["f1=>0.8", "f1>=abc", "f1>=1"])).toThrow(/f1=>0.8[\s\S]*abc/);
    expect(() => metricsNamed([], "label")).toThrow(/empty/);
  });
});
