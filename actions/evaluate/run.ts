import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Answers, answersOf } from "./answers.ts";
import { barOf } from "./bar.ts";
import { baselineSource } from "./baseline.ts";
import { reportOf } from "./report.ts";
import { scored } from "./scored.ts";
import { settingsOf } from "./settings.ts";
import { candidateSource } from "./sources.ts";
import type { spec } from "./spec.ts";
import { checkTestSet } from "./test-set.ts";

/** Everything that can be wrong is looked at before the first question is asked: asking costs time and money. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const bar = await barOf(inputs, deps);
  const settings = await settingsOf(inputs, bar.config, deps);
  const source = await candidateSource(inputs, deps);
  const baselineFrom = await baselineSource(inputs, deps);
  const testSet = bar.testSet && (await checkTestSet(bar.testSet, deps));
  const given = { inputs, settings, testSet };

  const candidate = await answersOf(source, given, deps, "candidate");
  let baseline: Answers | undefined;
  if (baselineFrom && baselineFrom.source.kind !== "report")
    baseline = await answersOf(baselineFrom.source, given, deps, "baseline");

  const result = await scored(
    { ...given, candidate, baseline, baselineFrom, model: source.name, bar: bar.record },
    deps,
  );
  const { evaluation } = result;
  for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
    deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
  const { report, junitPath } = await reportOf(result, inputs, deps);
  return {
    outputs: {
      scores: JSON.stringify(evaluation.scores),
      "junit-path": junitPath,
      "predictions-path": candidate.file.path,
    },
    verdict: evaluation.verdict,
    report,
  };
}
