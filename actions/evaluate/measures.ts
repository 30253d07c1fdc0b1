import { type ActionDeps, type Inputs, pullRequestInEvent } from "#action-kit";
import { type CustomMetric, InputError } from "#contracts";
import type { Answers } from "./answers.ts";
import { commandScores } from "./custom-metric.ts";
import { cosineMetric, cosines } from "./embedding.ts";
import { judgedAnswers } from "./judged-answers.ts";
import { keepMeasures } from "./keep-measures.ts";
import type { Measured, Measuring } from "./measuring.ts";
import { type AnsweredRow, answeredRows, type MeasuredRow } from "./rows.ts";
import type { Settings } from "./settings.ts";
import type { spec } from "./spec.ts";

/** What the answers cannot say of themselves: the user's commands, embeddings, a judge. */
export async function measured(measuring: Measuring, deps: ActionDeps): Promise<Measured> {
  const { settings, inputs, testSet, labels, candidate, baseline } = measuring;
  const found: Measured = {
    candidate: [],
    baseline: [],
    judge: undefined,
    judgeUsd: null,
    judgeTokens: { prompt: 0, completion: 0 },
    reasons: [],
    notRun: [],
  };
  const fork = fromFork(inputs, deps);
  const only = inputs.mode === "calibrate" ? labels : undefined;
  const arms = [
    { label: "candidate" as const, answers: candidate },
    ...(baseline ? [{ label: "baseline" as const, answers: baseline }] : []),
  ];
  const rowsOf = (answers: Answers) => (): AsyncGenerator<AnsweredRow> =>
    plain(answeredRows(deps, answers.file, { testSet, partial: answers.partial, only }));

  for (const metric of settings.custom.filter((custom) => custom.kind === "command")) {
    // a fork's own code measures nothing on our machines
    if (fork) found.notRun.push({ metric: metric.name, why: "fork" });
    else
      for (const { label, answers } of arms)
        found[label].push(
          await keepMeasures(commandRows(metric, rowsOf(answers), deps), `${label}-${metric.name}`, deps),
        );
  }
  if (settings.embedding)
    for (const { label, answers } of arms) {
      const rows = cosines(rowsOf(answers)(), settings.embedding, deps, inputs["api-key"]);
      found[label].push(await keepMeasures(rows, `${label}-${cosineMetric}`, deps));
    }
  if (settings.judge) await judge(settings.judge);
  return found;

  async function judge(of: NonNullable<Settings["judge"]>): Promise<void> {
    const names = settings.metrics.flatMap(({ name }) => (/^judge(-|$)/.test(name) ? [name] : []));
    try {
      const result = await judgedAnswers(
        of,
        measuring,
        { candidate: rowsOf(candidate), baseline: baseline && rowsOf(baseline) },
        deps,
      );
      found.judge = result.report;
      found.judgeUsd = result.usd;
      found.judgeTokens = result.tokens;
      found.reasons.push(...result.reasons);
      found.candidate.push(...result.candidate);
      found.baseline.push(...result.baseline);
    } catch (error) {
      if (!fork || !(error instanceof InputError) || error.code !== "no-key") throw error;
      found.notRun.push(...names.map((metric) => ({ metric, why: "fork" as const })));
    }
  }
}

async function* plain(rows: AsyncIterable<{ row: AnsweredRow }>): AsyncGenerator<AnsweredRow> {
  for await (const { row } of rows) yield row;
}

async function* commandRows(
  metric: Extract<CustomMetric, { kind: "command" }>,
  rows: () => AsyncGenerator<AnsweredRow>,
  deps: ActionDeps,
): AsyncGenerator<MeasuredRow> {
  async function* predictions(): AsyncGenerator<AnsweredRow["row"]> {
    for await (const { row } of rows()) yield row;
  }
  const options = { cwd: deps.workspace, signal: deps.signal };
  for await (const { id, score } of commandScores(deps, metric, predictions, options))
    yield { id, measured: { [metric.name]: score } };
}

/** Of a fork nothing of ours is trusted to run, and no secret is there. */
function fromFork(inputs: Inputs<typeof spec>, { github }: ActionDeps): boolean {
  const found = pullRequestInEvent(github, inputs["pull-request"]);
  return found.kind === "whole" && found.pullRequest.isFork;
}
