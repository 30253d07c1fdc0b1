import { createHash } from "node:crypto";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Evaluation, InputError } from "#contracts";
import { type Baseline, newEvaluation, type WorstRow } from "#evaluation";
import { isoTime } from "#platform";
import { evaluationReport, rendered, type WorstExample } from "#reports";
import { type Answers, answersOf } from "./answers.ts";
import { type BaselineSource, baselineSource } from "./baseline.ts";
import { orderedRows } from "./ordered-rows.ts";
import { pairedRows } from "./paired-rows.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { candidateSource } from "./sources.ts";
import type { spec } from "./spec.ts";
import { checkTestSet } from "./test-set.ts";

type Given = Inputs<typeof spec>;

/** Everything that can be wrong is looked at before the first question is asked: asking costs time and money. */
export async function run(inputs: Given, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const settings = await settingsOf(inputs, deps);
  const source = await candidateSource(inputs, deps);
  const baselineFrom = await baselineSource(inputs, deps);
  const testSet = inputs["test-set"] ? await checkTestSet(inputs["test-set"], deps) : undefined;

  const candidate = await answersOf(source, testSet, { inputs, settings }, deps, "candidate");
  const baseline =
    baselineFrom && baselineFrom.source.kind !== "report"
      ? await answersOf(baselineFrom.source, testSet, { inputs, settings }, deps, "baseline")
      : undefined;

  const { evaluation, worst } = await judged(
    candidate,
    baseline,
    baselineFrom,
    { inputs, settings },
    source.name,
    deps,
  );
  for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
    deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
  return {
    outputs: { scores: JSON.stringify(evaluation.scores), "predictions-path": candidate.file.path },
    verdict: evaluation.verdict,
    report: rendered(evaluation, evaluationReport(evaluation, worst.map(asExample), inputs.language)),
  };
}

async function judged(
  candidate: Answers,
  answeredBaseline: Answers | undefined,
  baselineFrom: BaselineSource | undefined,
  { inputs, settings }: { inputs: Given; settings: Settings },
  name: string,
  deps: ActionDeps,
): Promise<{ evaluation: Evaluation; worst: WorstRow[] }> {
  const running = newEvaluation({
    ...settings,
    labelField: inputs["label-field"],
    baseline: baselineFrom && baselineOf(baselineFrom, settings, deps),
  });
  const digest = createHash("sha256");
  const rows = pairedRows(
    orderedRows(deps, candidate.file, deps.tempFolder),
    answeredBaseline && orderedRows(deps, answeredBaseline.file, deps.tempFolder),
  );
  for await (const pair of rows) {
    const { id, references } = pair.candidate.row;
    // over ids and references: the same rows are the same test set, whoever answered them
    digest.update(`${JSON.stringify([id, references])}\n`);
    running.add(pair.candidate.row, pair.baseline?.row);
  }
  const testSetDigest = `sha256:${digest.digest("hex")}`;
  if (baselineFrom?.source.kind === "report") requireSameTestSet(baselineFrom, testSetDigest);
  return running.finish({
    model: { name, digest: candidate.digest },
    testSetDigest,
    time: isoTime(deps.clock),
  });
}

function baselineOf({ name, time, source }: BaselineSource, { maxAgeDays }: Settings, deps: ActionDeps): Baseline {
  const ageDays = time === null ? null : (deps.clock.now() - Date.parse(time)) / 86_400_000;
  const fresh = maxAgeDays === undefined || (ageDays !== null && ageDays <= maxAgeDays);
  if (source.kind !== "report") return { name, time, ageDays, reliable: fresh };
  // a report that could not be judged itself is nothing to be held to
  return {
    name,
    time,
    ageDays,
    reliable: fresh && source.evaluation.verdict !== "error",
    scores: source.evaluation.scores,
  };
}

function requireSameTestSet({ name, source }: BaselineSource, digest: string): void {
  if (source.kind !== "report" || source.evaluation.testSet.digest === digest) return;
  throw new InputError(
    [
      {
        where: "baseline",
        problem: `${name} is of another test set: ${source.evaluation.testSet.digest}, here ${digest}`,
        mend: "evaluate the baseline on the same test set",
      },
    ],
    "other-test-set",
  );
}

function asExample({ row, score, baseline }: WorstRow): WorstExample {
  return {
    id: row.id,
    title: row.title,
    score,
    expected: row.references[0] ?? "",
    got: row.prediction ?? row.error ?? "",
    baseline: baseline === null ? "" : baseline,
  };
}
