import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, incrementsOf, lookAt, newCanaryState, reportOf } from "#canary";
import type { CanaryMetricsConfig, CanaryReport, CanaryState, Deployment } from "#contracts";
import { isoTime } from "#platform";
import type { CountedTelemetry, P95 } from "#telemetry";
import { answersPlace, requireSameAnswers } from "./answers-place.ts";
import { countedBlock, noRest } from "./counted-block.ts";
import { type CountedMetrics, countedMetrics } from "./counted-metrics.ts";
import { countedSource, type Reading } from "./counted-source.ts";
import { countedMeans } from "./counted-values.ts";
import { driveRollout } from "./drive-rollout.ts";
import { drivenBy, longestOf } from "./driven.ts";
import { withSelectors } from "./driven-selectors.ts";
import { withClaim } from "./gate-claim.ts";
import { keptState, onState } from "./kept-state.ts";
import { lineOf } from "./look-line.ts";
import type { Looks } from "./looks.ts";
import { readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import type { Quality } from "./quality.ts";
import { requireLookedAt } from "./same-rollout.ts";
import { placeIn } from "./same-source.ts";
import { settingsOf } from "./settings.ts";
import { sharedStore } from "./shared-state.ts";
import type { spec } from "./spec.ts";
import { together } from "./together.ts";

/**
 * Looks at what others counted. Where the gate drives, the weights move between them; where it does not, it takes one look
 * a run, and whoever moves the weights reads the verdict. Mark and counts are stored as one, so a run that is killed has
 * counted nothing.
 */
export async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const settings = await settingsOf(inputs, deps);
  const config = await readMetricsConfig(inputs, deps);
  const metrics = countedMetrics(inputs, config, settings);
  requireDecidable(metrics.declared, settings);
  const task = { settings, config, metrics };
  const driven = drivenBy(inputs);
  if (driven) {
    const open = async (deployment: Deployment) => countedLooks(task, withSelectors(inputs, deployment), deps);
    return await driveRollout({ driven, settings, open }, inputs, deps);
  }
  const looks = await countedLooks(task, inputs, deps);
  const kept = await keptState(inputs, deps);
  const claim = {
    subject: looks.name,
    state: kept?.name,
    shared: await sharedStore(inputs, deps),
    stateDir: inputs["state-dir"],
    seconds: longestOf(inputs) + inputs["look-interval"],
  };
  return await withClaim(
    deps,
    claim,
    () => onState(kept, lookOnce),
    ({ verdict }) => verdict === "fail",
  );

  async function lookOnce(before: CanaryState | undefined): Promise<{ result: CanaryReport; state: CanaryState }> {
    if (before) requireLookedAt(before, settings);
    const begun = before ?? (await looks.begin());
    const { tauMs } = placeIn(begun, looks.name);
    await looks.pass(begun);
    const counted = await looks.count(begun);
    const told = { ...counted.look, time: isoTime(deps.clock) };
    deps.log.info(lineOf(told));
    const report = reportOf([told], counted.state, settings, looks.source);
    const notes = [...report.notes, ...counted.notes];
    const { judging } = counted;
    const measured = { ...(tauMs !== undefined && { tauMs }), ...(judging && { judging }) };
    return { state: counted.state, result: { ...report, notes, ...measured } };
  }
}

interface Task {
  settings: CanarySettings;
  config: CanaryMetricsConfig | undefined;
  metrics: CountedMetrics;
}

/** Loaded when it is asked for. */
async function qualityOf(
  { config, metrics: { answered } }: Pick<Task, "config" | "metrics">,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Quality | undefined> {
  const place = answersPlace(inputs);
  const asked = { answered, prices: config?.prices };
  return place && (await (await import("./quality.ts")).openQuality(place, asked, inputs, deps));
}

async function countedLooks(
  { settings, config, metrics }: Task,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Looks & { name: string }> {
  const { declared, counted: byCounts } = metrics;
  const reading: Reading = { config, metrics: Object.keys(byCounts) };
  const [{ name }, quality] = await together(
    () => countedSource(inputs, deps, reading),
    () => qualityOf({ config, metrics }, inputs, deps),
  );
  // opened anew for every look, since credentials may be renewed while a rollout goes on
  const open = async (): Promise<CountedTelemetry> => (await countedSource(inputs, deps, reading)).telemetry;
  const judgesLatency = declared.includes("latency");

  function tauOf({ requests, p95Ms }: P95, of: string): number | undefined {
    if (!judgesLatency) return undefined;
    if (p95Ms === undefined || p95Ms <= 0 || requests < inputs["warm-up"]) {
      deps.log.warning(`the baseline's p95 cannot be told from ${of}: ${Math.round(requests)} requests in a histogram`);
      return undefined;
    }
    deps.log.info(`the baseline's p95 is ${Math.round(p95Ms)} ms, by ${Math.round(requests)} requests of ${of}`);
    return p95Ms;
  }

  return {
    name,
    source: inputs["metric-source"],
    async begin() {
      const telemetry = await open();
      const tau =
        judgesLatency && inputs.tau === undefined
          ? tauOf(await telemetry.baselineP95(inputs["tau-window"]), "the time before the first look")
          : inputs.tau && inputs.tau * 1000;
      const mark = await telemetry.now();
      const place = { source: name, mark, takenAt: deps.clock.now(), rest: noRest, ...(tau && { tauMs: tau }) };
      const answers = await quality?.first();
      return { ...newCanaryState(declared, settings), telemetry: place, ...(answers && { answers }) };
    },
    async mark(state) {
      const place = placeIn(state, name);
      const answers = quality && state.answers && { ...state.answers, mark: await quality.now() };
      const telemetry = { ...place, mark: await (await open()).now(), takenAt: deps.clock.now() };
      return { ...state, telemetry, ...(answers && { answers }) };
    },
    /** Of an interval that the runs before have waited for a part. Another machine's clock cannot make it longer. */
    async pass(state) {
      const { takenAt } = placeIn(state, name);
      requireSameAnswers(state, quality?.name);
      const interval = inputs["look-interval"] * 1000;
      const left = Math.min(interval, takenAt + interval - deps.clock.now());
      if (left <= 0) return;
      deps.log.info(`the look ends in ${Math.round(left / 1000)} s`);
      await deps.clock.sleep(left, deps.signal);
    },
    async count(state) {
      const place = placeIn(state, name);
      const counted = await (await open()).since(place.mark, place.tauMs);
      const takenAt = deps.clock.now();
      const { block, rest } = countedBlock(counted, place.rest);
      const scores = state.answers && (await quality?.look(state.answers));
      const increments = incrementsOf(scores?.scored(block) ?? block, settings, state.scoreScale);
      const { notes: ofValues, means, capped } = countedMeans(byCounts, counted, settings);
      Object.assign(increments.metrics.means, means);
      Object.assign(increments.metrics.capped, capped);
      const looked = lookAt(state, increments, settings);
      const tauMs = place.tauMs ?? tauOf(counted.baselineP95, "this look");
      const next = { ...place, mark: counted.mark, takenAt, rest, ...(tauMs && { tauMs }) };
      for (const note of counted.notes) deps.log.warning(`${name}: ${note}`);
      const notes = [
        ...counted.notes,
        ...ofValues,
        ...(scores?.notes ?? []),
        ...(judgesLatency && place.tauMs === undefined ? ["tau-unknown"] : []),
      ];
      const after = { ...looked.state, telemetry: next, ...(scores && { answers: scores.place }) };
      return { look: looked.look, state: after, notes, ...(scores?.told && { judging: scores.told }) };
    },
  };
}
