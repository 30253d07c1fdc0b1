import type { Evaluation, Language } from "#contracts";
import { evaluationText } from "#messages";
import { showScore } from "./evaluation-scores.ts";
import type { JunitCase, JunitRun } from "./junit.ts";

/** An evaluation for viewers of test results: a case for each metric, bar, comparison and check. */
export function evaluationJunit(evaluation: Evaluation, language: Language): JunitRun {
  const text = evaluationText[language];
  const { metrics, scores, thresholds, comparison, quality, suites = [], notRun = [] } = evaluation;
  const skipped = new Map(notRun.map(({ metric, why }) => [metric, text.whyNotRun[why]]));
  const guarded = new Set(
    evaluation.reasons.flatMap(({ reason, metric }) =>
      ["regression", "soft-regression", "unreliable-baseline", "insufficient-data"].includes(reason) ? [metric] : [],
    ),
  );
  const measured = Object.keys(metrics).map((name): JunitCase => {
    const absent = skipped.get(name);
    if (absent !== undefined) return { name, classname: "metrics", skipped: absent };
    if (scores[name]) return { name, classname: "metrics" };
    return { name, classname: "metrics", error: { message: text.reasons["missing-metric"](name) } };
  });
  const bars = thresholds.map(({ metric, slice, operator, limit, value, ok }): JunitCase => {
    const name = `${metric}${slice ? `[${slice.key}=${slice.value}]` : ""} ${operator} ${limit}`;
    if (ok) return { name, classname: "thresholds" };
    if (skipped.has(metric)) return { name, classname: "thresholds", skipped: skipped.get(metric) };
    if (value === null)
      return { name, classname: "thresholds", error: { message: text.reasons["missing-metric"](metric) } };
    return { name, classname: "thresholds", failure: { message: `${value}` } };
  });
  const compared = Object.entries(comparison?.metrics ?? {}).map(([name, { tier, difference }]): JunitCase => {
    const message = `${text.tiers[tier]}: ${showScore(difference, language)}`;
    const bad = guarded.has(name) && tier !== "same" && tier !== "improved";
    return { name, classname: "baseline", ...(bad ? { failure: { message } } : {}) };
  });
  const checks = suites.map(({ name, verdict, detail = "" }): JunitCase => {
    if (verdict === "pass") return { name, classname: "suites" };
    return { name, classname: "suites", [verdict === "fail" ? "failure" : "error"]: { message: detail } };
  });
  const cases: JunitCase[] = quality
    ? [
        {
          name: `${quality.metric} ${quality.threshold}`,
          classname: "quality",
          ...(quality.ok ? {} : { failure: { message: text.reasons.quality(quality.metric) } }),
        },
      ]
    : [];
  const named: [string, JunitCase[]][] = [
    ["metrics", measured],
    ["thresholds", bars],
    ["baseline", compared],
    ["quality", cases],
    ["suites", checks],
  ];
  // an evaluation of nothing has one case, which is an error: an empty file reads as passed
  const empty: JunitCase = { name: "rows", classname: "rows", error: { message: text.reasons["no-rows"]() } };
  const rows: [string, JunitCase[]][] = evaluation.testSet.rows === 0 ? [["rows", [empty]]] : [];
  return {
    name: text.title,
    suites: [...rows, ...named].filter(([, all]) => all.length > 0).map(([name, all]) => ({ name, cases: all })),
  };
}
