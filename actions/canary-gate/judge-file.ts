import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, endsRollout, look, newCanaryState, reportOf, requireContinuable } from "#canary";
import {
  type CanaryLook,
  type CanaryMetric,
  type CanaryReport,
  type CanaryState,
  canaryBlockSchema,
  canaryMetrics,
  InputError,
} from "#contracts";
import { readRows } from "#platform";
import { lineOf } from "./look-line.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { withStateFile } from "./state-file.ts";
import { survey } from "./survey.ts";

/** Judges looks that were written down: line after line, one in memory at a time, until a rollback or the end. */
export async function judgeFile(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const { path, metrics } = requireInputs(inputs);
  const settings = await settingsOf(inputs, deps);
  const judge = (before: CanaryState | undefined) => judgeLines({ path, metrics, settings, before }, inputs, deps);
  return inputs.state
    ? withStateFile(deps, resolve(deps.workspace, inputs.state), judge)
    : (await judge(undefined)).result;
}

function requireInputs(inputs: Inputs<typeof spec>): { path: string; metrics: CanaryMetric[] | undefined } {
  const path = inputs["metrics-file"];
  const words = inputs.metrics ?? [];
  const unknown = words.filter((word) => !canaryMetrics.some((metric) => metric === word));
  const problems = unknown.map((word) => ({
    where: "metrics",
    problem: `${JSON.stringify(word)} is no metric`,
    legal: canaryMetrics.join(", "),
  }));
  if (!path) {
    const mend = "name the file, one look a line";
    throw new InputError([{ where: "metrics-file", problem: "is needed by metric-source: file", mend }, ...problems]);
  }
  if (problems.length > 0) throw new InputError(problems);
  return { path, metrics: words.length > 0 ? canaryMetrics.filter((metric) => words.includes(metric)) : undefined };
}

async function judgeLines(
  task: {
    path: string;
    metrics: CanaryMetric[] | undefined;
    settings: CanarySettings;
    before: CanaryState | undefined;
  },
  inputs: Inputs<typeof spec>,
  { files, workspace, log }: ActionDeps,
): Promise<{ result: CanaryReport; state: CanaryState }> {
  const { path, metrics, settings, before } = task;
  const file = resolve(workspace, path);
  const found = await survey(files, file, before);
  let state = before ?? newCanaryState(metrics ?? found.declared, settings, found.scoreScale);
  requireContinuable(state, settings);
  const looks: CanaryLook[] = [];
  for await (const { row } of readRows(files, file, canaryBlockSchema)) {
    const looked = look(state, row, settings);
    state = looked.state;
    looks.push(looked.look);
    log.info(lineOf(looked.look));
    if (endsRollout(looked.look, inputs["on-inconclusive"])) break;
  }
  return { state, result: { ...reportOf(looks, state, settings, path), notJudged: found.looks - looks.length } };
}
