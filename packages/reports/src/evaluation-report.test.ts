import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Evaluation } from "#contracts";
import { evaluationReport, type WorstExample } from "./evaluation-report.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";

const score = (value: number, low: number | null, high: number | null, n = 240) => ({ value, low, high, n });

const evaluation: Evaluation = {
  schemaVersion: 1,
  verdict: "fail",
  model: { name: "outputs/model", digest: null },
  testSet: { digest: `sha256:${"ab".repeat(32)}`, rows: 240 },
  scores: {
    f1: score(0.81, 0.76, 0.86),
    bleu: score(31.4, 29.1, 33.6),
    "latency-p95": score(1.2, 1.1, null),
    judge: score(0.72, 0.69, 0.75, 236),
  },
  metrics: {
    f1: { direction: "higher", scale: "share", missing: 0 },
    bleu: { direction: "higher", scale: "hundred", missing: 0, signature: "nrefs:1|case:mixed|eff:no|tok:13a" },
    "latency-p95": { direction: "lower", scale: "seconds", missing: 0 },
    judge: { direction: "higher", scale: "share", missing: 4 },
  },
  confusion: {
    labels: ["ham", "spam"],
    counts: [
      [110, 10],
      [36, 84],
    ],
  },
  slices: [
    { key: "source", value: "easy-ham", rows: 100, scores: { f1: score(0.9, 0.85, 0.95, 100) } },
    { key: "source", value: "spam <b>", rows: 140, scores: { f1: score(0.75, 0.68, 0.82, 140) } },
  ],
  cluster: { key: "thread", clusters: 61 },
  thresholds: [
    { metric: "f1", operator: ">=", limit: 0.85, value: 0.81, ok: false },
    { metric: "f1", operator: ">=", limit: 0.8, slice: { key: "source", value: "easy-ham" }, value: 0.9, ok: true },
  ],
  comparison: {
    name: "mail-triage@champion (1.4.0)",
    kind: "paired",
    time: "2026-01-01T00:00:00Z",
    ageDays: 12.5,
    metrics: {
      f1: {
        baseline: score(0.88, 0.84, 0.92),
        difference: score(-0.07, -0.11, -0.03),
        p: 0.001,
        pAdjusted: 0.003,
        outcome: "worse",
        tier: "regression",
        detectable: 0.03,
        rowsNeeded: 61,
      },
    },
  },
  quality: { metric: "judge", threshold: 0.7, average: 0.72, cases: 240, below: 31, perCase: true, ok: false },
  suites: [
    { name: "deterministic-at-temperature-0", verdict: "pass" },
    { name: "max-length-respected", verdict: "fail", detail: "17 > 16" },
  ],
  notRun: [{ metric: "toxicity", why: "no-key" }],
  judge: {
    models: ["openai/gpt-4o"],
    rubric: "specification",
    repeats: 3,
    variation: "criteria-order",
    temperature: 0,
    asked: 720,
    parsed: 708,
    fromCache: 240,
    ignored: [],
    variance: { answers: 0.0412, judge: 0.0036, standardErrorOfJudge: 0.0022 },
    pairwise: { wins: 80, losses: 110, ties: 46, missing: 4, flips: 9, winRate: score(0.436, 0.37, 0.5, 236) },
    calibration: {
      n: 60,
      missing: 1,
      kappa: score(0.71, 0.58, 0.81, 60),
      spearman: score(0.78, 0.66, 0.87, 60),
      bias: score(0.4, 0.1, 0.7, 60),
      threshold: { ...score(6.5, 6, 7, 60), share: 0.65 },
      points: [
        { human: 8, judge: 8, count: 20 },
        { human: 3, judge: 4, count: 5 },
      ],
      warnings: ["judge-missing"],
    },
  },
  money: {
    promptTokens: 48_000,
    completionTokens: 2_300,
    usd: 0.143,
    judgeUsd: 0.143,
    budgetUsd: 1,
    prices: [{ date: "2026-11-20", source: "price lists" }],
  },
  bar: { source: "base", ref: "0123456", changed: ["evaluation.yaml"] },
  errors: 2,
  reasons: [
    { reason: "threshold", metric: "f1" },
    { reason: "regression", metric: "f1" },
    { reason: "quality", metric: "judge" },
    { reason: "suite", metric: "max-length-respected" },
    { reason: "not-run", metric: "toxicity" },
  ],
  time: "2026-01-13T12:00:00Z",
};

const worst: WorstExample[] = [
  {
    id: "m-7",
    title: "Re: <script>alert(1)</script> @team",
    score: 0,
    expected: '{"label":"spam"}',
    got: '::set-env name=PATH::/tmp\n{"label":"ham"} [x](javascript:alert(1))',
    baseline: '{"label":"spam"}',
  },
];

describe("an evaluation's report", () => {
  it.each(["ru", "en"] as const)("says everything in %s, and keeps hostile text text", async (language) => {
    const document = evaluationReport(evaluation, worst, language);
    const markdown = toMarkdown(document);
    await expect(markdown).toMatchFileSnapshot(
      join(import.meta.dirname, `../../../test/golden/evaluation.${language}.md`),
    );
    const html = toHtml(document);
    for (const written of [markdown, html]) expect(written).not.toMatch(/<script|<b>/);
    expect(markdown).not.toMatch(/^::|@team|\]\(javascript/m);
    expect(html).toContain("<mark>");
  });
});
