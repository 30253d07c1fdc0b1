import { createHash } from "node:crypto";
import type { ActionDeps, Inputs } from "#action-kit";
import { type Evaluation, InputError } from "#contracts";
import { type Baseline, newEvaluation, type WorstRow } from "#evaluation";
import { isoTime } from "#platform";
import type { Answers } from "./answers.ts";
import type { BaselineSource } from "./baseline.ts";
import { judgeMetric } from "./judge-metrics.ts";
import type { Labels } from "./labels.ts";
import type { Measured } from "./measuring.ts";
import { metRows } from "./met-rows.ts";
import type { OrderedRow } from "./ordered-rows.ts";
import type { Purse } from "./purse.ts";
import { type AnsweredRow, answeredRows, withMeasures } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { spec } from "./spec.ts";
import type { SuiteResult } from "./suites/suite.ts";
import type { TestSet } from "./test-set.ts";

export interface Scoring {
  inputs: Inputs<typeof spec>;
  settings: Settings;
  testSet: TestSet | undefined;
  candidate: Answers;
  baseline: Answers | undefined;
  baselineFrom: BaselineSource | undefined;
  /** Name of the candidate. */
  model: string;
  bar: Evaluation["bar"];
  labels: Labels | undefined;
  purse: Purse;
  outside: Measured;
}

export interface Scored {
  evaluation: Evaluation;
  /** Worst first, with where a person finds them. */
  worst: (WorstRow & { place: AnsweredRow["place"] | undefined })[];
}

/** All rows through the evaluation, one pair in memory at a time. */
export async function scored(scoring: Scoring, deps: ActionDeps): Promise<Scored> {
  const { inputs, settings, testSet, candidate, baseline, baselineFrom, outside, labels } = scoring;
  const only = inputs.mode === "calibrate" ? labels : undefined;
  const running = newEvaluation({
    ...settings,
    labelField: inputs["label-field"],
    baseline: baselineFrom && baselineOf(baselineFrom, settings, deps),
  });
  const digest = createHash("sha256");
  const places = new WeakMap<object, AnsweredRow["place"]>();
  const rowsOf = (answers: Answers, measures: readonly string[]): AsyncGenerator<OrderedRow<AnsweredRow>> =>
    withMeasures(deps, answeredRows(deps, answers.file, { testSet, partial: answers.partial, only }), measures);
  const others = baseline && rowsOf(baseline, outside.baseline);
  for await (const { row, place, baseline: other } of pairs(rowsOf(candidate, outside.candidate), others)) {
    // over ids and references: the same rows are the same test set, whoever answered them
    digest.update(`${JSON.stringify([row.id, row.references])}\n`);
    places.set(row, place);
    running.add(row, other);
  }
  const testSetDigest = `sha256:${digest.digest("hex")}`;
  if (baselineFrom) requireSameTestSet(baselineFrom, testSetDigest);
  const { evaluation, worst } = running.finish({
    model: { name: scoring.model, digest: candidate.digest },
    testSetDigest,
    time: isoTime(deps.clock),
    bar: scoring.bar,
    suites: candidate.suites.length > 0 ? candidate.suites.map(suiteOf) : undefined,
    notRun: outside.notRun,
    judge: outside.judge,
    money: moneyOf(scoring),
    reasons: reasonsOf(scoring),
  });
  return { evaluation, worst: worst.map((each) => ({ ...each, place: places.get(each.row) })) };
}

const suiteOf = ({ name, verdict, detail }: SuiteResult): NonNullable<Evaluation["suites"]>[number] => ({
  name,
  verdict,
  ...(detail !== undefined && { detail }),
});

/** Codes of what went on around the rows. */
function reasonsOf({ candidate, baseline, outside, inputs }: Scoring): Evaluation["reasons"] {
  const { calibration } = outside.judge ?? {};
  return [
    ...outside.reasons,
    ...(candidate.partial || baseline?.partial ? [{ reason: "budget" as const }] : []),
    ...(inputs.mode === "calibrate" && (calibration?.warnings.length ?? 1) > 0
      ? [{ reason: "calibration" as const, metric: judgeMetric }]
      : []),
  ];
}

/** What was paid in this run; undefined where nobody bills. */
function moneyOf({ purse, outside }: Scoring): Evaluation["money"] {
  if (purse.prices.size === 0 && !Number.isFinite(purse.limitUsd) && !outside.judge) return undefined;
  const { judgeUsd } = outside;
  const usd = purse.usd === null || (outside.judge && judgeUsd === null) ? null : purse.usd + (judgeUsd ?? 0);
  const prices = [...purse.prices].map(({ date, source }) => ({ date, source }));
  return {
    promptTokens: purse.promptTokens + outside.judgeTokens.prompt,
    completionTokens: purse.completionTokens + outside.judgeTokens.completion,
    usd,
    judgeUsd,
    budgetUsd: Number.isFinite(purse.limitUsd) ? purse.limitUsd : null,
    prices: [...new Map(prices.map((price) => [JSON.stringify(price), price])).values()],
  };
}

type Pair = Pick<AnsweredRow, "row" | "place"> & { baseline?: AnsweredRow["row"] | undefined };

async function* pairs(
  candidate: AsyncIterable<OrderedRow<AnsweredRow>>,
  baseline: AsyncIterable<OrderedRow<AnsweredRow>> | undefined,
): AsyncGenerator<Pair> {
  if (!baseline) {
    for await (const { row } of candidate) yield row;
    return;
  }
  const meeting = {
    where: "baseline",
    verb: "it answers",
    mend: "evaluate the baseline on the same test set",
    sameReferences: true,
  };
  for await (const [{ row }, other] of metRows(candidate, baseline, meeting)) yield { ...row, baseline: other.row.row };
}

function baselineOf({ name, time, source }: BaselineSource, { maxAgeDays }: Settings, deps: ActionDeps): Baseline {
  const ageDays = time === null ? null : (deps.clock.now() - Date.parse(time)) / 86_400_000;
  const fresh = maxAgeDays === undefined || (ageDays !== null && ageDays <= maxAgeDays);
  if (source.kind !== "report") return { name, time, ageDays, reliable: fresh };
  // a report that could not be judged itself is nothing to be held to
  const reliable = fresh && source.evaluation.verdict !== "error";
  return { name, time, ageDays, reliable, scores: source.evaluation.scores };
}

function requireSameTestSet({ name, source }: BaselineSource, digest: string): void {
  if (source.kind !== "report" || source.evaluation.testSet.digest === digest) return;
  const problem = `${name} is of another test set: ${source.evaluation.testSet.digest}, here ${digest}`;
  const mend = "evaluate the baseline on the same test set";
  throw new InputError([{ where: "baseline", problem, mend }], "other-test-set");
}
