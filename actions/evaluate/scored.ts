import { createHash } from "node:crypto";
import type { ActionDeps, Inputs } from "#action-kit";
import { type Evaluation, InputError } from "#contracts";
import { type Baseline, newEvaluation, type WorstRow } from "#evaluation";
import { isoTime } from "#platform";
import type { Answers } from "./answers.ts";
import type { BaselineSource } from "./baseline.ts";
import { metRows } from "./met-rows.ts";
import type { OrderedRow } from "./ordered-rows.ts";
import { type AnsweredRow, answeredRows, withMeasures } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { spec } from "./spec.ts";
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
}

export interface Scored {
  evaluation: Evaluation;
  /** Worst first, with where a person finds them. */
  worst: (WorstRow & { place: AnsweredRow["place"] | undefined })[];
}

/** All rows through the evaluation, one pair in memory at a time. */
export async function scored(scoring: Scoring, deps: ActionDeps): Promise<Scored> {
  const { inputs, settings, testSet, candidate, baseline, baselineFrom } = scoring;
  const running = newEvaluation({
    ...settings,
    labelField: inputs["label-field"],
    baseline: baselineFrom && baselineOf(baselineFrom, settings, deps),
  });
  const digest = createHash("sha256");
  const places = new WeakMap<object, AnsweredRow["place"]>();
  const rowsOf = (answers: Answers): AsyncGenerator<OrderedRow<AnsweredRow>> =>
    withMeasures(deps, answeredRows(deps, answers.file, testSet), answers.measures);
  for await (const { row, place, baseline: other } of pairs(rowsOf(candidate), baseline && rowsOf(baseline))) {
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
  });
  return { evaluation, worst: worst.map((each) => ({ ...each, place: places.get(each.row) })) };
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
