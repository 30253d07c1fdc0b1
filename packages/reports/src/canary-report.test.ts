import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CanaryLook, CanaryReport } from "#contracts";
import { canaryReport } from "./canary-report.ts";
import { toHtml } from "./html.ts";
import { toMarkdown } from "./markdown.ts";

const evidence = (log_e: number, guard: boolean, ratio: number | null) => ({
  log_e,
  log_threshold: Math.log(60),
  guard,
  ratio,
  ratio_low: 0.8,
  ratio_high: null,
  not_worse: false,
  canary: { events: 12, n: 300 },
  baseline: { events: 20, n: 1700 },
  phi: 1,
});
const looks: CanaryLook[] = [
  { block: "1", verdict: "INCONCLUSIVE", reasons: [{ reason: "too-few-requests" }], weight: 0.05, metrics: {} },
  {
    block: "2",
    verdict: "CONTINUE",
    reasons: [{ reason: "suspicion", metric: "errors" }],
    weight: 0.05,
    metrics: { errors: evidence(1.4, true, 2.1) },
  },
  {
    block: "3",
    verdict: "ROLLBACK",
    reasons: [{ reason: "evidence", metric: "errors" }],
    weight: 0.1,
    metrics: { errors: evidence(5.2, true, 3.4), latency: evidence(-12, false, 0.9) },
  },
];
const report: CanaryReport = {
  schemaVersion: 1,
  verdict: "fail",
  rule: "evidence",
  null: "any",
  assignment: "request",
  alpha: 0.05,
  minRequests: 50,
  source: "looks.jsonl",
  declared: ["errors", "latency"],
  notes: ["phi-unknown-errors", "undeclared-quality"],
  looks,
  notJudged: 4,
};
const golden = (name: string): string => join(import.meta.dirname, "../../../test/golden", name);

describe("the canary's report", () => {
  it.each(["ru", "en"] as const)("says why in figures (%s)", async (language) => {
    await expect(toMarkdown(canaryReport(report, language))).toMatchFileSnapshot(golden(`canary.${language}.md`));
  });

  it.each(["ru", "en"] as const)("tells of further metrics and of dry runs (%s)", async (language) => {
    const mean = (log_e: number, guard: boolean, sum: number) => {
      const { ratio_low: _low, ratio_high: _high, not_worse: _certificate, ...plain } = evidence(log_e, guard, 1.5);
      return {
        ...plain,
        canary: { events: sum, n: 300 },
        baseline: { events: 2, n: 300 },
        capped: { canary: 4, baseline: 0 },
      };
    };
    const further: CanaryReport = {
      ...report,
      declared: ["errors", "cost", "time-to-first-token", "rating"],
      dryRun: ["errors", "rating"],
      notes: [
        "undeclared:rating",
        "capped:cost",
        "not-configured:tokens",
        "no-guarantee:cost",
        "a-code-of-no-sentence",
      ],
      looks: [
        {
          block: "1",
          verdict: "CONTINUE",
          reasons: [{ reason: "evidence", metric: "errors", dry_run: true }],
          metrics: {
            errors: evidence(6, true, 3),
            cost: mean(1, false, 2),
            "time-to-first-token": mean(0.5, false, 90_000),
          },
        },
        {
          block: "2",
          verdict: "ROLLBACK",
          reasons: [
            { reason: "evidence", metric: "errors", dry_run: true },
            { reason: "evidence", metric: "cost" },
            { reason: "no-data", metric: "rating", dry_run: true },
          ],
          metrics: {
            errors: evidence(7, true, 3),
            cost: mean(5, true, 3),
            "time-to-first-token": mean(0.7, false, 91_000),
          },
        },
      ],
    };
    await expect(toMarkdown(canaryReport(further, language))).toMatchFileSnapshot(
      golden(`canary-further.${language}.md`),
    );
  });

  it("keeps a hostile block id as text", () => {
    const hostile = { ...report, looks: [{ ...(looks[2] as CanaryLook), block: "<script>alert(1)</script>" }] };
    expect(toHtml(canaryReport(hostile, "en"))).not.toContain("<script>alert");
  });

  it("calls nothing looked at an error, and something against nothing infinite", () => {
    expect(toMarkdown(canaryReport({ ...report, verdict: "error", looks: [] }, "en"))).toContain("cannot count");
    const endless = [{ ...(looks[2] as CanaryLook), metrics: { errors: evidence(5, true, null) } }];
    expect(toMarkdown(canaryReport({ ...report, looks: endless }, "en"))).toContain("infinitely many");
  });

  it("shows the last fifty looks of many", () => {
    const many = Array.from({ length: 200 }, (_, index) => ({ ...(looks[1] as CanaryLook), block: `look-${index}` }));
    const text = toMarkdown(canaryReport({ ...report, verdict: "pass", looks: many }, "en"));
    expect(text).toContain("50 of 200");
    expect(text).toContain("look-199");
    expect(text).not.toContain("look-149 ");
  });

  it("tells who judged answers, how many and for how much, in both languages", () => {
    const arm = { answers: 1200, sampled: 50, missing: 3 };
    const judging = {
      source: "traces",
      judges: ["openai/gpt-4o|<b>"],
      rubric: "specification",
      seed: 7,
      spentUsd: 0.125,
    };
    const judged = { ...report, judging: { ...judging, canary: arm, baseline: { ...arm, missing: 0 } } };
    const english = toMarkdown(canaryReport(judged, "en"));
    expect(english).toContain("How quality was judged");
    expect(english).toContain("| New version | 1,200 | 50 | 3 |");
    expect(english).toContain("Seed of the sample: 7");
    expect(english).not.toContain("<b>");
    const russian = toMarkdown(canaryReport(judged, "ru"));
    expect(russian).toContain("Оценка качества");
    expect(russian).toContain("файл трасс");
    const unpriced = { ...judged, judging: { ...judged.judging, spentUsd: null } };
    expect(toMarkdown(canaryReport(unpriced, "en"))).toContain("price is unknown");
    expect(toMarkdown(canaryReport(report, "en"))).not.toContain("How quality was judged");
  });

  it("has words for every note of answers and their judges", () => {
    const ofAnswers = ["no-answers-canary", "no-answers-baseline", "answers-failed"];
    const notes = [...ofAnswers, "judge-budget-spent", "judge-failed", "judge-parse-rate"];
    for (const language of ["ru", "en"] as const) {
      const text = toMarkdown(canaryReport({ ...report, notes }, language));
      for (const note of notes) expect(text).not.toContain(note);
    }
  });
});
