import type { Compared, Evaluation, Prediction, Threshold, Verdict } from "#contracts";
import { asScore, comparePaired } from "./compare.ts";
import { confusionOf } from "./labels.ts";
import type { Metric } from "./metric.ts";
import { scoreRows } from "./score.ts";
import { meets } from "./thresholds.ts";

export interface EvaluationRequest {
  metrics: readonly Metric[];
  rows: readonly Prediction[];
  thresholds: readonly Threshold[];
  baseline?: { name: string; rows: readonly Prediction[] } | undefined;
  /** Metrics that must not be significantly worse than the baseline's. */
  guarded: readonly string[];
  labelField: string;
  model: Evaluation["model"];
  testSetDigest: string;
  time: string;
}

/** Scores, comparison and verdict. Without rows, or without a metric that was asked for, the verdict is an error. */
export function evaluateRows(request: EvaluationRequest): Evaluation {
  const { metrics, rows, thresholds, baseline, labelField } = request;
  const scores: Evaluation["scores"] = {};
  const reasons: Evaluation["reasons"] = [];
  if (rows.length === 0) reasons.push({ reason: "no-rows" });
  for (const metric of metrics) {
    const estimate = scoreRows(metric, rows);
    if (estimate) scores[metric.name] = asScore(estimate);
    else reasons.push({ reason: "missing-metric", metric: metric.name });
  }
  const checked = thresholds.map((threshold) => ({
    ...threshold,
    value: scores[threshold.metric]?.value ?? null,
    ok: meets(threshold, scores[threshold.metric]?.value),
  }));
  for (const { metric, ok, value } of checked)
    if (!ok) reasons.push({ reason: value === null ? "missing-metric" : "threshold", metric });
  const comparison =
    baseline && rows.length > 0
      ? { name: baseline.name, metrics: comparePaired(metrics, rows, baseline.rows) }
      : undefined;
  for (const metric of request.guarded)
    if (isWorse(comparison?.metrics[metric])) reasons.push({ reason: "regression", metric });
  const errors = rows.filter(({ prediction }) => prediction === null).length;
  if (rows.length > 0 && errors === rows.length) reasons.push({ reason: "failed-requests" });
  const withLabels = metrics.some(({ name }) => /^(f1|precision|recall)(-|$)/.test(name)) && rows.length > 0;
  return {
    schemaVersion: 1,
    verdict: verdictOf(reasons),
    model: request.model,
    testSet: { digest: request.testSetDigest, rows: rows.length },
    scores,
    ...(withLabels ? { confusion: confusionOf(rows, labelField) } : {}),
    thresholds: checked,
    ...(comparison ? { comparison } : {}),
    errors,
    reasons: reasons.filter(
      (reason, index) =>
        reasons.findIndex((other) => other.reason === reason.reason && other.metric === reason.metric) === index,
    ),
    time: request.time,
  };
}

const isWorse = (compared: Compared | undefined): boolean => compared?.outcome === "worse";

function verdictOf(reasons: Evaluation["reasons"]): Verdict {
  if (reasons.some(({ reason }) => reason === "no-rows" || reason === "missing-metric" || reason === "failed-requests"))
    return "error";
  return reasons.length > 0 ? "fail" : "pass";
}
