import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import {
  alphaOf,
  type CanarySettings,
  endsRollout,
  inOrder,
  look,
  newCanaryState,
  reportOf,
  requireContinuable,
} from "#canary";
import { type CanaryLook, type CanaryReport, type CanaryState, canaryBlockSchema, InputError } from "#contracts";
import { readRows } from "#platform";
import { keptState, onState } from "./kept-state.ts";
import { lineOf } from "./look-line.ts";
import { requireDecidable, unknownMetrics } from "./metrics-config.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { survey } from "./survey.ts";

/** Judges looks that were written down: line after line, one in memory at a time, until a rollback or the end. */
export async function judgeFile(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const settings = await settingsOf(inputs, deps);
  const { path, metrics } = requireInputs(inputs, settings);
  const judge = (before: CanaryState | undefined) => judgeLines({ path, metrics, settings, before }, inputs, deps);
  return await onState(await keptState(inputs, deps), judge);
}

/** @throws InputError with everything that is missing or unknown */
export function requireInputs(
  inputs: Inputs<typeof spec>,
  settings: CanarySettings,
): { path: string; metrics: string[] | undefined } {
  const path = inputs["metrics-file"];
  const words = inputs.metrics ?? [];
  const problems = unknownMetrics("metrics", words, settings);
  if (!path) {
    const mend = "name the file, one look a line";
    throw new InputError([{ where: "metrics-file", problem: "is needed by metric-source: file", mend }, ...problems]);
  }
  if (problems.length > 0) throw new InputError(problems);
  return { path, metrics: words.length > 0 ? inOrder(words) : undefined };
}

async function judgeLines(
  task: {
    path: string;
    metrics: string[] | undefined;
    settings: CanarySettings;
    before: CanaryState | undefined;
  },
  inputs: Inputs<typeof spec>,
  { files, workspace, log }: ActionDeps,
): Promise<{ result: CanaryReport; state: CanaryState }> {
  const { path, metrics, settings, before } = task;
  const file = resolve(workspace, path);
  const found = await survey(files, file, before);
  const known = found.declared.filter((metric) => alphaOf(settings, metric) > 0);
  const passedOver = found.declared.filter((metric) => !known.includes(metric));
  let state = before ?? newCanaryState(metrics ?? known, settings, found.scoreScale);
  requireDecidable(state.declared, settings);
  requireContinuable(state, settings);
  const looks: CanaryLook[] = [];
  for await (const { row } of readRows(files, file, canaryBlockSchema)) {
    const looked = look(state, row, settings);
    state = looked.state;
    looks.push(looked.look);
    log.info(lineOf(looked.look));
    if (endsRollout(looked.look, inputs["on-inconclusive"])) break;
  }
  const report = reportOf(looks, state, settings, path);
  const notes = [...report.notes, ...passedOver.map((metric) => `not-configured:${metric}`)];
  return { state, result: { ...report, notes, notJudged: found.looks - looks.length } };
}
