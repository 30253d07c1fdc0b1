import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { InputError } from "#contracts";
import { measuredMetric } from "#evaluation";
import { type Answers, type Asked, answersOf } from "./answers.ts";
import { barOf } from "./bar.ts";
import { baselineSource } from "./baseline.ts";
import { type ImportedResults, importedResults } from "./imported-results.ts";
import { readLabels } from "./labels.ts";
import { measured } from "./measures.ts";
import { newPurse } from "./purse.ts";
import { reportOf } from "./report.ts";
import { scored } from "./scored.ts";
import { settingsOf } from "./settings.ts";
import { candidateSource } from "./sources.ts";
import type { spec } from "./spec.ts";
import { checkTestSet } from "./test-set.ts";

/** Everything that can be wrong is looked at before the first question is asked: asking costs time and money. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const bar = await barOf(inputs, deps);
  const source = await candidateSource(inputs, deps);
  const results = source.kind === "results" ? await importedResults(source.paths, deps) : undefined;
  const imported = (results?.metrics ?? []).map((name) =>
    measuredMetric(name, {
      direction: "higher",
      scale: "open",
      signature: () => `tool:${results?.tool}`,
      // a named score of promptfoo is of the tests that assert it, by design
      coverage: results?.tool === "promptfoo" ? 0 : 1,
    }),
  );
  const settings = await settingsOf(inputs, bar.config, imported, deps);
  const labels = inputs.labels === undefined ? undefined : await readLabels(inputs.labels, deps);
  if (inputs.mode === "calibrate" && !labels)
    throw new InputError([{ where: "labels", problem: "is needed by mode: calibrate" }], "missing-input");
  const baselineFrom = await baselineSource(inputs, deps);
  const testSet = bar.testSet && (await checkTestSet(bar.testSet, deps));
  const purse = newPurse(settings.budgetUsd);
  const asked = (label: Asked["label"]): Asked => ({ inputs, settings, testSet, purse, label });

  const candidate =
    source.kind === "results"
      ? { file: (results as ImportedResults).file, digest: null, partial: false, suites: [] }
      : await answersOf(source, asked("candidate"), deps);
  let baseline: Answers | undefined;
  if (baselineFrom && baselineFrom.source.kind !== "report" && !candidate.partial)
    baseline = await answersOf(baselineFrom.source, asked("baseline"), deps);
  const shared = { inputs, settings, testSet, labels, purse, candidate, baseline };
  const outside = await measured(shared, deps);

  const result = await scored({ ...shared, outside, baselineFrom, model: source.name, bar: bar.record }, deps);
  const { evaluation } = result;
  for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
    deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
  const { report, junitPath } = await reportOf(result, inputs, deps);
  return {
    outputs: {
      scores: JSON.stringify(evaluation.scores),
      "cost-usd": evaluation.money?.usd ?? "",
      "junit-path": junitPath,
      "predictions-path": candidate.file.path,
    },
    verdict: evaluation.verdict,
    report,
  };
}
