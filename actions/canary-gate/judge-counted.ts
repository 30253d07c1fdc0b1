import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, look, newCanaryState, reportOf, requireContinuable } from "#canary";
import { type CanaryReport, type CanaryState, canaryMetrics, InputError, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import type { P95 } from "#telemetry";
import { countedBlock, noRest } from "./counted-block.ts";
import { type CountedSource, countedSource } from "./counted-source.ts";
import { withClaim } from "./gate-claim.ts";
import { lineOf } from "./look-line.ts";
import { requireDecidable } from "./metrics-config.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { withStateFile } from "./state-file.ts";

type Place = NonNullable<CanaryState["telemetry"]>;

/**
 * One look at what others counted since the look before, going on from the state. The weight is not ours: whoever moved it
 * reads the verdict. Mark and counts are stored as one, so a run that is killed has counted nothing.
 */
export async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const declared = declaredMetrics(inputs.metrics ?? []);
  const settings = await settingsOf(inputs, deps);
  requireDecidable(declared, settings);
  const source = await countedSource(inputs, deps);
  const state = inputs.state && resolve(deps.workspace, inputs.state);
  const judge = (before: CanaryState | undefined) => oneLook({ source, settings, declared, before }, inputs, deps);
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

interface Task {
  source: CountedSource;
  settings: CanarySettings;
  declared: string[];
  before: CanaryState | undefined;
}

async function oneLook(
  { source, settings, declared, before }: Task,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<{ result: CanaryReport; state: CanaryState }> {
  const state = before ?? newCanaryState(declared, settings);
  requireContinuable(state, settings);
  requireSameSource(state, source.name);
  const { telemetry } = source;
  const place = state.telemetry ?? (await firstPlace());
  await waitForLook(place);
  const counted = await telemetry.since(place.mark, place.tauMs);
  const { block, rest } = countedBlock(counted, place.rest);
  const looked = look(state, block, settings);
  const told = { ...looked.look, time: isoTime(deps.clock) };
  deps.log.info(lineOf(told));
  const tauMs = place.tauMs ?? tauOf(counted.baselineP95, "this look");
  const { tauMs: _unknown, ...rests } = { ...place, mark: counted.mark, takenAt: deps.clock.now(), rest };
  const next = { ...looked.state, telemetry: { ...rests, ...(tauMs !== undefined && { tauMs }) } };
  const report = reportOf([told], next, settings, inputs["metric-source"]);
  const notes = [...report.notes, ...counted.notes, ...(latencyUntold(place) ? ["tau-unknown"] : [])];
  for (const note of counted.notes) deps.log.warning(`${source.name}: ${note}`);
  return { state: next, result: { ...report, notes, ...(place.tauMs !== undefined && { tauMs: place.tauMs }) } };

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

  function judged(metric: string): boolean {
    return state.declared.includes(metric);
  }

  function latencyUntold({ tauMs: known }: Place): boolean {
    return judged("latency") && known === undefined;
  }
}

/** What counters can tell. A gauge of mean scores holds no scores that could be tested. */
export function declaredMetrics(asked: readonly string[]): string[] {
  const legal = "errors, latency";
  const bad = asked.filter((word) => word !== "errors" && word !== "latency");
  const mend = (word: string) =>
    word === "quality" ? { mend: "judge quality by metric-source: router or file, which know single scores" } : {};
  if (bad.length > 0)
    throw new InputError(
      bad.map((word) => ({ where: "metrics", problem: `counts tell nothing of "${word}"`, legal, ...mend(word) })),
    );
  return canaryMetrics.filter((metric) => metric !== "quality" && (asked.length === 0 || asked.includes(metric)));
}

function requireSameSource({ telemetry, blocks }: CanaryState, name: string): void {
  if (telemetry ? telemetry.source === name : blocks.length === 0) return;
  throw new ToolkitError({
    code: "canary-source-changed",
    message: `the state was gathered from ${telemetry?.source ?? "a file or the router"}, and ${name} is another source`,
    hint: "finish the rollout with the selectors and the address it began with, or begin another with a state of its own",
  });
}
