import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Prediction, Score } from "#contracts";
import { metricsNamed } from "./catalog.ts";
import { type Baseline, type EvaluationRequest, newEvaluation } from "./evaluate.ts";
import { confusionTally } from "./labels.ts";
import type { CorpusMetric, Metric } from "./metric.ts";
import { inUnits, parseThresholds } from "./thresholds.ts";

const row = (id: number, truth: string, answer: string | null, more: Partial<Prediction> = {}): Prediction => ({
  id: String(id),
  prediction: answer === null ? null : `{"label":"${answer}"}`,
  references: [`{"label":"${truth}"}`],
  ...more,
});

interface Asked extends Partial<Omit<EvaluationRequest, "metrics" | "thresholds" | "guarded" | "baseline">> {
  thresholds?: string[];
  guard?: string[];
  baseline?: Prediction[];
  report?: Partial<Baseline>;
  own?: Metric[];
}

function evaluate(rows: Prediction[], names: string[], asked: Asked = {}) {
  const { thresholds = [], guard = [], baseline, report, own = [], ...more } = asked;
  const written = parseThresholds(thresholds);
  const metrics = metricsNamed([...names, ...written.map(({ metric }) => metric)], "label", own);
  const of = { name: "champion", time: null, ageDays: null, reliable: true, ...report };
  const running = newEvaluation({
    metrics,
    thresholds: inUnits(written, metrics),
    guarded: Object.fromEntries(guard.map((name) => [name, { margin: 0 }])),
    baseline: baseline || report ? of : undefined,
    minRows: 2,
    onSoft: "inconclusive",
    labelField: "label",
    sliceBy: [],
    sliceMinRows: 1,
    ...more,
  });
  for (const [index, each] of rows.entries()) running.add(each, baseline?.[index]);
  return running.finish({
    model: { name: "m", digest: null },
    testSetDigest: `sha256:${"0".repeat(64)}`,
    time: "2026-01-02T03:04:05Z",
  });
}
const verdictOf = (...parameters: Parameters<typeof evaluate>) => evaluate(...parameters).evaluation.verdict;

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
    const confusion = confusionTally("label");
    for (const each of rows) confusion.add(each);
    expect(confusion.matrix()).toEqual({
      labels: ["ham", "spam", "∅"],
      counts: [
        [2, 0, 1],
        [1, 1, 1],
        [0, 0, 0],
      ],
    });
    const { scores } = evaluate(rows, ["f1", "f1-spam", "f1-ham", "precision-spam", "recall-spam"]).evaluation;
    const value = (name: string) => scores[name]?.value;
    expect([value("precision-spam"), value("recall-spam"), value("f1-spam")]).toEqual([1, 1 / 3, 0.5]);
    expect(value("f1-ham")).toBeCloseTo(2 / 3, 12);
    expect(value("f1")).toBeCloseTo((0.5 + 2 / 3) / 2, 12);
  });

  it("are 1 for the truth itself and in [0, 1] for anything", () => {
    const labels = fc.array(
      fc.tuple(fc.constantFrom("spam", "ham", "x"), fc.constantFrom("spam", "ham", "x", "junk")),
      { minLength: 1, maxLength: 30 },
    );
    const macro = (pairs: [string, string][]): number => {
      const metric = metricsNamed(["f1"], "label")[0] as CorpusMetric;
      const sums = new Float64Array(30);
      for (const [id, [truth, answer]] of pairs.entries())
        for (const [at, count] of Array.from(metric.statistics(row(id, truth, answer)) ?? []).entries())
          sums[at] = (sums[at] as number) + count;
      return metric.value(sums);
    };
    fc.assert(
      fc.property(labels, (pairs) => {
        expect(macro(pairs)).toBeGreaterThanOrEqual(0);
        expect(macro(pairs)).toBeLessThanOrEqual(1);
        expect(macro(pairs.map(([truth]) => [truth, truth]))).toBe(1);
      }),
    );
  });

  it("are no metric of free text: an error, not a number", () => {
    const free = Array.from({ length: 300 }, (_, id) => ({
      id: String(id),
      prediction: `a${id}`,
      references: [`a${id}`],
    }));
    expect(evaluate(free, ["f1"]).evaluation.reasons).toEqual([{ reason: "missing-metric", metric: "f1" }]);
  });
});

const good = Array.from({ length: 40 }, (_, id) => row(id, id % 2 ? "spam" : "ham", id % 2 ? "spam" : "ham"));
const bad = good.map((_, id) => row(id, id % 2 ? "spam" : "ham", id < 30 ? "ham" : "spam"));

describe("a verdict", () => {
  it("passes what meets its thresholds and fails what does not", () => {
    expect(verdictOf(good, ["f1", "exact-match"], { thresholds: ["f1>=0.85", "exact-match >= 90%"] })).toBe("pass");
    const { evaluation } = evaluate(bad, ["f1"], { thresholds: ["f1>=0.85"] });
    expect(evaluation).toMatchObject({ verdict: "fail", reasons: [{ reason: "threshold", metric: "f1" }] });
  });

  it("is an error without rows, without a metric's data, and when nothing was answered", () => {
    expect(verdictOf([], ["f1"])).toBe("error");
    expect(evaluate(good, ["perplexity"]).evaluation.reasons).toEqual([
      { reason: "missing-metric", metric: "perplexity" },
    ]);
    expect(verdictOf(good, ["f1"], { thresholds: ["latency-p95<=2"] })).toBe("error");
    const silent = good.map((kept) => ({ ...kept, prediction: null }));
    expect(verdictOf(silent, ["exact-match"])).toBe("error");
    const some = good.map((kept, id) => (id === 0 ? kept : { ...kept, latency_seconds: 1, completion_tokens: 3 }));
    expect(verdictOf(some, ["tokens"])).toBe("error");
  });

  it("is inconclusive for what could not be run here, and never green", () => {
    const running = newEvaluation({
      metrics: metricsNamed(["exact-match"], "label"),
      thresholds: [],
      guarded: {},
      minRows: 2,
      onSoft: "report",
      labelField: "label",
      sliceBy: [],
      sliceMinRows: 1,
    });
    for (const each of good) running.add(each);
    const { evaluation } = running.finish({
      model: { name: "m", digest: null },
      testSetDigest: `sha256:${"0".repeat(64)}`,
      time: "2026-01-02T03:04:05Z",
      notRun: [{ metric: "judge", why: "fork" }],
    });
    expect(evaluation.verdict).toBe("inconclusive");
  });

  it("tells slices apart, and holds one to a bar of its own", () => {
    const sliced = bad.map((kept, id) => ({ ...kept, slice: { source: id < 30 ? "old" : "new" } }));
    const { evaluation } = evaluate(sliced, ["exact-match"], {
      sliceBy: ["source"],
      thresholds: ["exact-match[source=old]>=0.9", "exact-match>=0.4"],
    });
    expect(evaluation.slices?.map(({ value, rows, scores }) => [value, rows, scores["exact-match"]?.value])).toEqual([
      ["old", 30, 0.5],
      ["new", 10, 0.5],
    ]);
    expect(evaluation.reasons).toEqual([
      { reason: "threshold", metric: "exact-match", slice: { key: "source", value: "old" } },
    ]);
    const nowhere = { sliceBy: ["source"], thresholds: ["exact-match[source=x]>=0.1"] };
    expect(verdictOf(sliced, ["exact-match"], nowhere)).toBe("error");
    const few = { sliceBy: ["source"], sliceMinRows: 20, thresholds: ["exact-match[source=new]>=0.1"] };
    expect(verdictOf(sliced, ["exact-match"], few)).toBe("inconclusive");
  });

  it("tests quality case by case and on average", () => {
    const [exact] = metricsNamed(["exact-match"], "label") as [Metric];
    const almost = good.map((kept, id) => (id === 0 ? row(0, "ham", "spam") : kept));
    const average = { quality: { metric: exact, threshold: 0.9, perCase: false } };
    const each = { quality: { metric: exact, threshold: 0.9, perCase: true } };
    expect(verdictOf(almost, ["exact-match"], average)).toBe("pass");
    expect(evaluate(almost, ["exact-match"], each).evaluation).toMatchObject({
      verdict: "fail",
      quality: { cases: 40, below: 1, average: 39 / 40 },
    });
  });
});

describe("against a baseline", () => {
  it("fails a guarded metric that is worse on the same rows", () => {
    const { evaluation } = evaluate(bad, ["exact-match", "f1"], { baseline: good, guard: ["exact-match"] });
    expect(evaluation.verdict).toBe("fail");
    expect(evaluation.comparison?.metrics["exact-match"]).toMatchObject({ outcome: "worse", tier: "regression" });
    expect(evaluation.comparison?.metrics["exact-match"]?.pAdjusted).toBeLessThan(0.01);
    expect(evaluate(good, ["f1"], { baseline: bad, guard: ["f1"] }).evaluation.comparison?.metrics["f1"]?.tier).toBe(
      "improved",
    );
  });

  it("passes a loss that its tolerance allows", () => {
    const tolerant = { baseline: good, guarded: { "exact-match": { margin: 0.6 } } };
    expect(verdictOf(bad, ["exact-match"], tolerant as Asked)).toBe("pass");
  });

  it("is inconclusive by a soft loss, by few rows and by a baseline that cannot be relied on", () => {
    const slightly = good.map((kept, id) => (id < 2 ? row(id, id % 2 ? "spam" : "ham", "other") : kept));
    const soft = { baseline: good, guarded: { "exact-match": { margin: 0, soft: 0.02 } } } as Asked;
    expect(evaluate(slightly, ["exact-match"], soft).evaluation).toMatchObject({
      verdict: "inconclusive",
      reasons: [{ reason: "soft-regression", metric: "exact-match" }],
    });
    expect(verdictOf(slightly, ["exact-match"], { ...soft, onSoft: "fail" })).toBe("fail");
    expect(verdictOf(slightly, ["exact-match"], { ...soft, onSoft: "report" })).toBe("pass");
    const few = { baseline: good, guard: ["exact-match"], minRows: 100 };
    expect(evaluate(good, ["exact-match"], few).evaluation.reasons).toEqual([
      { reason: "insufficient-data", metric: "exact-match" },
    ]);
    const old = { baseline: good, guard: ["exact-match"], report: { reliable: false } };
    expect(evaluate(good, ["exact-match"], old).evaluation.reasons).toEqual([
      { reason: "unreliable-baseline", metric: "exact-match" },
    ]);
  });

  it("that is a report is met by the intervals of both, and has to hold what is guarded", () => {
    const { scores } = evaluate(good, ["exact-match"]).evaluation;
    const report = (of: Record<string, Score>) => ({ guard: ["exact-match"], report: { scores: of } });
    expect(evaluate(bad, ["exact-match"], report(scores)).evaluation.comparison).toMatchObject({
      kind: "reports",
      metrics: { "exact-match": { outcome: "worse", tier: "regression", p: null } },
    });
    expect(verdictOf(good, ["exact-match"], report(scores))).toBe("pass");
    expect(verdictOf(good, ["exact-match"], report({}))).toBe("error");
  });

  it("makes intervals over clusters wider where rows of one are alike", () => {
    const alike = Array.from({ length: 200 }, (_, id) =>
      row(id, "ham", Math.floor(id / 20) % 3 ? "ham" : "spam", { slice: { thread: String(Math.floor(id / 20)) } }),
    );
    const width = ({ low, high }: Score) => (high as number) - (low as number);
    const plain = evaluate(alike, ["exact-match"]).evaluation.scores["exact-match"] as Score;
    const { evaluation } = evaluate(alike, ["exact-match"], { cluster: "thread" });
    expect(evaluation.cluster).toEqual({ key: "thread", clusters: 10 });
    expect(width(evaluation.scores["exact-match"] as Score)).toBeGreaterThan(2 * width(plain));
  });
});

describe("many rows", () => {
  it("give the same value and nearly the same interval as if each had been kept", () => {
    const many = Array.from({ length: 30_000 }, (_, id) =>
      row(id, id % 2 ? "spam" : "ham", id % 7 ? (id % 2 ? "spam" : "ham") : "ham"),
    );
    const { scores } = evaluate(many, ["f1"]).evaluation;
    const { value, low, high } = scores["f1"] as Score & { low: number; high: number };
    const right = many.filter(({ prediction, references }) => prediction === references[0]).length / many.length;
    const standardError = Math.sqrt((right * (1 - right)) / many.length);
    expect((high - low) / 2 / 1.96 / standardError).toBeGreaterThan(0.85);
    expect((high - low) / 2 / 1.96 / standardError).toBeLessThan(1.15);
    expect(value).toBeGreaterThan(low);
  });
});

describe("perplexity", () => {
  it("is exp of the mean negative log-likelihood a token, with bits a byte beside it", () => {
    const rows = [
      row(1, "spam", "spam", { log_probability: -1, reference_tokens: 4 }),
      row(2, "ham", "ham", { log_probability: -3, reference_tokens: 4 }),
    ];
    const { scores } = evaluate(rows, ["perplexity", "bits-per-byte"]).evaluation;
    expect(scores["perplexity"]?.value).toBeCloseTo(Math.exp(0.5), 12);
    const bytes = '{"label":"spam"}'.length + '{"label":"ham"}'.length;
    expect(scores["bits-per-byte"]?.value).toBeCloseTo(4 / Math.LN2 / bytes, 12);
  });
});

describe("the worst examples", () => {
  it("are at most twenty, worst first, failed requests before all, and none that is right", () => {
    const rows = [...good.slice(0, 5), ...bad.slice(0, 29), row(90, "ham", null)];
    const { worst } = evaluate(rows, ["exact-match"]);
    expect(worst[0]?.row.id).toBe("90");
    expect(worst.length).toBe(15);
    expect(
      evaluate(
        bad.map((kept, id) => row(id, "ham", `x${kept.id}`)),
        ["exact-match"],
      ).worst,
    ).toHaveLength(20);
    expect(evaluate(good, ["exact-match"]).worst).toEqual([]);
  });
});

describe("input", () => {
  it("that names unknown metrics or thresholds is refused with all of them", () => {
    expect(() => metricsNamed(["f1", "bleurt", "x"], "label")).toThrow(/bleurt[\s\S]*x/);
    expect(() => parseThresholds(["f1=>0.8", "f1>=abc", "f1>=1"])).toThrow(/f1=>0.8[\s\S]*abc/);
    expect(() => metricsNamed([], "label")).toThrow(/empty/);
  });

  it("takes a percent sign for what the metric means, and refuses a bar that nothing or everything meets", () => {
    const metrics = metricsNamed(["f1", "latency-p95"], "label");
    const limits = (lines: string[]) => inUnits(parseThresholds(lines), metrics).map(({ limit }) => limit);
    expect(limits(["f1>=85%", "latency-p95<=2.5"])).toEqual([0.85, 2.5]);
    expect(() => limits(["f1>=85", "latency-p95<=50%"])).toThrow(/f1>=85[\s\S]*latency-p95<=50%/);
  });
});
