import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, look, newCanaryState, reportOf } from "#canary";
import {
  type CanaryMetric,
  type CanaryReport,
  type CanaryState,
  canaryMetrics,
  type Deployment,
  InputError,
} from "#contracts";
import { isoTime } from "#platform";
import type { CountedTelemetry, P95 } from "#telemetry";
import { countedBlock, noRest } from "./counted-block.ts";
import { countedSource } from "./counted-source.ts";
import { driveRollout } from "./drive-rollout.ts";
import { drivenBy } from "./driven.ts";
import { withClaim } from "./gate-claim.ts";
import { lineOf } from "./look-line.ts";
import type { Looks } from "./looks.ts";
import { requireLookedAt } from "./same-rollout.ts";
import { placeIn } from "./same-source.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { withStateFile } from "./state-file.ts";

/**
 * Looks at what others counted. Where the gate drives, the weights move between them; where it does not, it takes one look
 * a run, and whoever moves the weights reads the verdict. Mark and counts are stored as one, so a run that is killed has
 * counted nothing.
 */
export async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const declared = declaredMetrics(inputs.metrics ?? []);
  const settings = await settingsOf(inputs, deps);
  const driven = drivenBy(inputs);
  if (driven) {
    const open = async (deployment: Deployment) =>
      countedLooks({ settings, declared }, withSelectors(inputs, deployment), deps);
    return await driveRollout({ driven, settings, open }, inputs, deps);
  }
  const looks = await countedLooks({ settings, declared }, inputs, deps);
  const state = inputs.state && resolve(deps.workspace, inputs.state);
  const claim = {
    subject: looks.name,
    state,
    stateDir: inputs["state-dir"],
    seconds: inputs["max-duration"] + inputs["look-interval"],
  };
  return await withClaim(
    deps,
    claim,
    async () =>
      state ? await withStateFile(deps, state, (before) => lookOnce(before)) : (await lookOnce(undefined)).result,
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
    return { state: counted.state, result: { ...report, notes, ...(tauMs !== undefined && { tauMs }) } };
  }
}

/** The variants of a deployment as its engine's metrics name them, unless told. */
function withSelectors(inputs: Inputs<typeof spec>, { variants }: Deployment): Inputs<typeof spec> {
  const labels = (arm: "canary" | "baseline"): string[] =>
    inputs["metric-source"] === "cloudwatch"
      ? [`VariantName=${arm}`]
      : inputs["metric-source"] === "ray-serve"
        ? [`application=${variants[arm]?.server}`]
        : [];
  const told = (arm: "canary" | "baseline"): string[] => {
    const given = inputs[`${arm}-selector`] ?? [];
    return given.length > 0 ? given : labels(arm);
  };
  return { ...inputs, "canary-selector": told("canary"), "baseline-selector": told("baseline") };
}

async function countedLooks(
  { settings, declared }: { settings: CanarySettings; declared: CanaryMetric[] },
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Looks & { name: string }> {
  // opened anew for every look, since credentials may be renewed while a rollout goes on
  const { name } = await countedSource(inputs, deps);
  const open = async (): Promise<CountedTelemetry> => (await countedSource(inputs, deps)).telemetry;
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
      return { ...newCanaryState(declared, settings), telemetry: place };
    },
    async mark(state) {
      const place = placeIn(state, name);
      return { ...state, telemetry: { ...place, mark: await (await open()).now(), takenAt: deps.clock.now() } };
    },
    /** Of an interval that the runs before have waited for a part. Another machine's clock cannot make it longer. */
    async pass(state) {
      const { takenAt } = placeIn(state, name);
      const interval = inputs["look-interval"] * 1000;
      const left = Math.min(interval, takenAt + interval - deps.clock.now());
      if (left <= 0) return;
      deps.log.info(`the look ends in ${Math.round(left / 1000)} s`);
      await deps.clock.sleep(left, deps.signal);
    },
    async count(state) {
      const place = placeIn(state, name);
      const counted = await (await open()).since(place.mark, place.tauMs);
      const { block, rest } = countedBlock(counted, place.rest);
      const looked = look(state, block, settings);
      const tauMs = place.tauMs ?? tauOf(counted.baselineP95, "this look");
      const next = { ...place, mark: counted.mark, takenAt: deps.clock.now(), rest, ...(tauMs && { tauMs }) };
      for (const note of counted.notes) deps.log.warning(`${name}: ${note}`);
      const notes = [...counted.notes, ...(judgesLatency && place.tauMs === undefined ? ["tau-unknown"] : [])];
      return { look: looked.look, state: { ...looked.state, telemetry: next }, notes };
    },
  };
}

/** What counters can tell. A gauge of mean scores holds no scores that could be tested. */
function declaredMetrics(asked: readonly string[]): CanaryMetric[] {
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
