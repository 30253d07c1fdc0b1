import type { Evaluation, Prediction, Score, Threshold, Tolerance } from "#contracts";
import { asScore, compared, comparedReports } from "./compare.ts";
import { confusionTally } from "./labels.ts";
import type { Metric } from "./metric.ts";
import { type QualityRule, qualityTally } from "./quality.ts";
import { reasonsOf, verdictOf } from "./reasons.ts";
import { sliceTallies } from "./slices.ts";
import { groupAssigner } from "./tally/groups.ts";
import { newTally } from "./tally/new-tally.ts";
import { newPairTally } from "./tally/pair-tally.ts";
import { meets } from "./thresholds.ts";
import { type WorstRow, worstRows } from "./worst.ts";

export interface EvaluationRequest {
  metrics: readonly Metric[];
  thresholds: readonly Threshold[];
  baseline?: Baseline | undefined;
  /** Metrics that must not be worse than the baseline's, with what each may lose. */
  guarded: Readonly<Record<string, Tolerance>>;
  minRows: number;
  onSoft: "report" | "inconclusive" | "fail";
  labelField: string;
  sliceBy: readonly string[];
  sliceMinRows: number;
  cluster?: string | undefined;
  quality?: QualityRule | undefined;
}

export interface Baseline {
  name: string;
  time: string | null;
  ageDays: number | null;
  reliable: boolean;
  /** Only when it is a report: then nothing is paired. */
  scores?: Readonly<Record<string, Score>> | undefined;
}

/** What is known only after the rows: who answered, and what went on around it. */
export interface EvaluationFacts
  extends Pick<Evaluation, "model" | "time" | "suites" | "notRun" | "money" | "bar" | "judge"> {
  testSetDigest: string;
  /** Codes that were met outside (a budget that ran out, a judge that could not be read). */
  reasons?: Evaluation["reasons"] | undefined;
}

export interface RunningEvaluation {
  /** @param baseline the same row as the baseline answered it; for every row or for none */
  add(row: Prediction, baseline?: Prediction): void;
  finish(facts: EvaluationFacts): { evaluation: Evaluation; worst: WorstRow[] };
}

/**
 * Scores, comparison and verdict over a stream of rows, in memory that does not grow with them. Without rows, or without
 * data of a metric that was asked for, the verdict is an error.
 */
export function newEvaluation(request: EvaluationRequest): RunningEvaluation {
  const { metrics, labelField, cluster } = request;
  const options = { clustered: cluster !== undefined };
  const paired = request.baseline !== undefined && request.baseline.scores === undefined;
  const tallies = metrics.map((metric) => ({ metric, tally: newTally(metric, options) }));
  const pairs = paired ? metrics.map((metric) => ({ metric, tally: newPairTally(metric, options) })) : [];
  const withLabels = metrics.some(({ name }) => /^(f1|precision|recall)(-|$)/.test(name));
  const confusion = withLabels ? confusionTally(labelField) : undefined;
  const slices = request.sliceBy.length > 0 ? sliceTallies(metrics, request.sliceBy, cluster) : undefined;
  const quality = request.quality && qualityTally(request.quality);
  const worst = worstRows(metrics.find(({ kind, scale }) => kind !== "quantile" && scale !== "tokens"));
  const groupOf = groupAssigner();
  const references = { least: Number.POSITIVE_INFINITY, most: 0 };
  const groups = new Set<number>();
  let [rows, errors] = [0, 0];

  return {
    add(row, baseline) {
      rows += 1;
      if (row.prediction === null) errors += 1;
      references.least = Math.min(references.least, row.references.length);
      references.most = Math.max(references.most, row.references.length);
      const group = groupOf(cluster === undefined ? undefined : (row.slice?.[cluster] ?? row.id));
      if (cluster !== undefined) groups.add(group);
      for (const { tally } of tallies) tally.add(row, group);
      if (baseline) for (const { tally } of pairs) tally.add(row, baseline, group);
      confusion?.add(row);
      slices?.add(row);
      quality?.add(row);
      worst.add(row, baseline);
    },

    finish(facts) {
      const measured = tallies.map(({ metric, tally }) => {
        const whole = rows > 0 && tally.known >= rows * (metric.coverage ?? 1);
        return { metric, known: tally.known, estimate: whole ? tally.estimate() : undefined };
      });
      const scores = Object.fromEntries(
        measured.flatMap(({ metric, estimate }) => (estimate ? [[metric.name, asScore(estimate)]] : [])),
      );
      const bySlice = slices?.result();
      const evaluation: Omit<Evaluation, "verdict" | "reasons"> = {
        schemaVersion: 1,
        model: facts.model,
        testSet: { digest: facts.testSetDigest, rows },
        scores,
        metrics: Object.fromEntries(
          measured.map(({ metric, known }) => [metric.name, factsOf(metric, rows - known, references)]),
        ),
        ...(confusion && rows > 0 ? { confusion: confusion.matrix() } : {}),
        ...(bySlice ? { slices: bySlice } : {}),
        ...(cluster === undefined ? {} : { cluster: { key: cluster, clusters: groups.size } }),
        thresholds: request.thresholds.map((threshold) => checked(threshold, scores, bySlice)),
        ...(request.baseline && rows > 0 ? { comparison: comparisonOf(request, request.baseline, scores, pairs) } : {}),
        ...(quality ? { quality: quality.result() } : {}),
        ...(facts.suites ? { suites: facts.suites } : {}),
        ...(facts.notRun?.length ? { notRun: facts.notRun } : {}),
        ...(facts.judge ? { judge: facts.judge } : {}),
        ...(facts.money ? { money: facts.money } : {}),
        ...(facts.bar ? { bar: facts.bar } : {}),
        errors,
        time: facts.time,
      };
      const reasons = [...reasonsOf(evaluation, request), ...(facts.reasons ?? [])];
      return {
        evaluation: { ...evaluation, verdict: verdictOf(reasons, request.onSoft), reasons },
        worst: worst.result(),
      };
    },
  };
}

function factsOf(
  { direction, scale, signature }: Metric,
  missing: number,
  references: { least: number; most: number },
): Evaluation["metrics"][string] {
  const count = references.least === references.most ? references.most : "var";
  return { direction, scale, missing, ...(signature ? { signature: signature(count) } : {}) };
}

function checked(
  threshold: Threshold,
  scores: Readonly<Record<string, Score>>,
  slices: Evaluation["slices"],
): Evaluation["thresholds"][number] {
  const { slice, metric } = threshold;
  const within = slice ? slices?.find(({ key, value }) => key === slice.key && value === slice.value)?.scores : scores;
  const value = within?.[metric]?.value;
  return { ...threshold, value: value ?? null, ok: meets(threshold, value) };
}

function comparisonOf(
  request: EvaluationRequest,
  baseline: Baseline,
  scores: Readonly<Record<string, Score>>,
  pairs: readonly { metric: Metric; tally: ReturnType<typeof newPairTally> }[],
): NonNullable<Evaluation["comparison"]> {
  const rules = { tolerances: request.guarded, minRows: request.minRows, baselineReliable: baseline.reliable };
  const found = pairs.flatMap(({ metric, tally }) => {
    const result = scores[metric.name] ? tally.result() : undefined;
    return result ? [{ metric, result }] : [];
  });
  return {
    name: baseline.name,
    kind: baseline.scores ? "reports" : "paired",
    time: baseline.time,
    ageDays: baseline.ageDays,
    metrics: baseline.scores
      ? comparedReports(request.metrics, scores, baseline.scores, rules)
      : compared(found, rules),
  };
}
