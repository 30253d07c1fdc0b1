import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, look, newCanaryState, reportOf, requireContinuable } from "#canary";
import {
  type CanaryMetric,
  type CanaryReport,
  type CanaryState,
  canaryMetrics,
  InputError,
  ToolkitError,
} from "#contracts";
import { isoTime } from "#platform";
import type { P95 } from "#telemetry";
import { answersPlace, requireSameAnswers } from "./answers-place.ts";
import { countedBlock, noRest } from "./counted-block.ts";
import { type CountedSource, countedSource } from "./counted-source.ts";
import { withClaim } from "./gate-claim.ts";
import { lineOf } from "./look-line.ts";
import type { Quality } from "./quality.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { withStateFile } from "./state-file.ts";
import { together } from "./together.ts";

type Place = NonNullable<CanaryState["telemetry"]>;

/**
 * One look at what others counted since the look before, going on from the state. The weight is not ours: whoever moved it
 * reads the verdict. Mark and counts are stored as one, so a run that is killed has counted nothing.
 */
export async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const declared = declaredMetrics(inputs.metrics ?? [], answersPlace(inputs) !== undefined);
  const settings = await settingsOf(inputs, deps);
  const [source, quality] = await together(
    () => countedSource(inputs, deps),
    () => qualityOf(inputs, deps),
  );
  const state = inputs.state && resolve(deps.workspace, inputs.state);
  const judge = (before: CanaryState | undefined) =>
    oneLook({ source, quality, settings, declared, before }, inputs, deps);
  const claim = {
    subject: source.name,
    state,
    stateDir: inputs["state-dir"],
    seconds: inputs["max-duration"] + inputs["look-interval"],
  };
  return await withClaim(
    deps,
    claim,
    async () => (state ? await withStateFile(deps, state, judge) : (await judge(undefined)).result),
    ({ verdict }) => verdict === "fail",
  );
}

/** Loaded when it is asked for. */
async function qualityOf(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<Quality | undefined> {
  const place = answersPlace(inputs);
  return place && (await (await import("./quality.ts")).openQuality(place, inputs, deps));
}

interface Task {
  source: CountedSource;
  quality: Quality | undefined;
  settings: CanarySettings;
  declared: CanaryMetric[];
  before: CanaryState | undefined;
}

async function oneLook(
  { source, quality, settings, declared, before }: Task,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<{ result: CanaryReport; state: CanaryState }> {
  const state = before ?? newCanaryState(declared, settings);
  requireContinuable(state, settings);
  requireSameSource(state, source.name);
  requireSameAnswers(state, quality?.name);
  const { telemetry } = source;
  const answersFrom = quality && (state.answers ?? (await quality.first()));
  const place = state.telemetry ?? (await firstPlace());
  await waitForLook(place);
  const counted = await telemetry.since(place.mark, place.tauMs);
  const takenAt = deps.clock.now();
  const { block, rest } = countedBlock(counted, place.rest);
  const scores = answersFrom && (await quality?.look(answersFrom));
  const looked = look(state, scores?.scored(block) ?? block, settings);
  const timed = { ...looked.look, time: isoTime(deps.clock) };
  deps.log.info(lineOf(timed));
  const tauMs = place.tauMs ?? tauOf(counted.baselineP95, "this look");
  const { tauMs: _unknown, ...rests } = { ...place, mark: counted.mark, takenAt, rest };
  const telemetryAt = { ...rests, ...(tauMs !== undefined && { tauMs }) };
  const next = { ...looked.state, telemetry: telemetryAt, ...(scores && { answers: scores.place }) };
  const report = reportOf([timed], next, settings, inputs["metric-source"]);
  const notes = [
    ...report.notes,
    ...counted.notes,
    ...(scores?.notes ?? []),
    ...(latencyUntold(place) ? ["tau-unknown"] : []),
  ];
  for (const note of counted.notes) deps.log.warning(`${source.name}: ${note}`);
  const told = { ...(place.tauMs !== undefined && { tauMs: place.tauMs }), ...(scores && { judging: scores.told }) };
  return { state: next, result: { ...report, notes, ...told } };

  async function firstPlace(): Promise<Place> {
    const measured = judged("latency") && inputs.tau === undefined;
    const tau = measured
      ? tauOf(await telemetry.baselineP95(inputs["tau-window"]), "the time before the first look")
      : inputs.tau && inputs.tau * 1000;
    const mark = await telemetry.now();
    return { source: source.name, mark, takenAt: deps.clock.now(), rest: noRest, ...(tau && { tauMs: tau }) };
  }

  /** Of an interval that the runs before have waited for a part. Another machine's clock cannot make it longer. */
  async function waitForLook({ takenAt }: Place): Promise<void> {
    const interval = inputs["look-interval"] * 1000;
    const left = Math.min(interval, takenAt + interval - deps.clock.now());
    if (left <= 0) return;
    deps.log.info(`the look ends in ${Math.round(left / 1000)} s`);
    await deps.clock.sleep(left, deps.signal);
  }

  function tauOf({ requests, p95Ms }: P95, of: string): number | undefined {
    if (!judged("latency")) return undefined;
    if (p95Ms === undefined || p95Ms <= 0 || requests < inputs["warm-up"]) {
      deps.log.warning(`the baseline's p95 cannot be told from ${of}: ${Math.round(requests)} requests in a histogram`);
      return undefined;
    }
    deps.log.info(`the baseline's p95 is ${Math.round(p95Ms)} ms, by ${Math.round(requests)} requests of ${of}`);
    return p95Ms;
  }

  function judged(metric: CanaryMetric): boolean {
    return state.declared.includes(metric);
  }

  function latencyUntold({ tauMs: known }: Place): boolean {
    return judged("latency") && known === undefined;
  }
}

/** What can be told: counts of errors and latency; quality by a judge alone, since a mean holds no scores to be tested. */
function declaredMetrics(asked: readonly string[], judged: boolean): CanaryMetric[] {
  const known = canaryMetrics.filter((metric) => metric !== "quality" || judged);
  const bad = asked.filter((word) => !known.some((metric) => metric === word));
  const mend = (word: string) =>
    word === "quality" ? { mend: "set quality-source, so that a judge scores the users' answers" } : {};
  if (bad.length > 0)
    throw new InputError(
      bad.map((word) => ({
        where: "metrics",
        problem: `counts tell nothing of "${word}"`,
        legal: known.join(", "),
        ...mend(word),
      })),
    );
  if (judged && asked.length > 0 && !asked.includes("quality"))
    throw new InputError([
      { where: "metrics", problem: "leave out quality, which quality-source is for", legal: known.join(", ") },
    ]);
  return known.filter((metric) => asked.length === 0 || asked.includes(metric));
}

function requireSameSource({ telemetry, blocks }: CanaryState, name: string): void {
  if (telemetry ? telemetry.source === name : blocks.length === 0) return;
  throw new ToolkitError({
    code: "canary-source-changed",
    message: `the state was gathered from ${telemetry?.source ?? "a file or the router"}, and ${name} is another source`,
    hint: "finish the rollout with the selectors and the address it began with, or begin another with a state of its own",
  });
}
