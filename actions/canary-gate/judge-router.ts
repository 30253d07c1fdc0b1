import type { ActionDeps, Inputs } from "#action-kit";
import { type CanarySettings, look, newCanaryState } from "#canary";
import {
  type CanaryBlock,
  type CanaryMetric,
  type CanaryReport,
  type CanaryState,
  canaryMetrics,
  type Deployment,
  InputError,
  ToolkitError,
} from "#contracts";
import { routerAdmin } from "#router";
import { quantile } from "#statistics";
import { type Traffic, telemetryProviders } from "#telemetry";
import { noRest } from "./counted-block.ts";
import { driveRollout } from "./drive-rollout.ts";
import { type Driven, drivenBy } from "./driven.ts";
import type { Looks } from "./looks.ts";
import { startReplay } from "./replay.ts";
import { type Place, placeIn } from "./same-source.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";

/** Counts of one stretch of traffic as a look takes them. Latencies are counted above the baseline's p95 from before. */
export function blockOf(id: string, { canary, baseline }: Traffic, tauMs: number): CanaryBlock {
  const over = (latencies: readonly number[], limit: number): number =>
    latencies.filter((latency) => latency > limit).length;
  const scored = (scores: readonly number[]): { scores?: number[] } =>
    scores.length > 0 ? { scores: [...scores] } : {};
  return {
    block: id,
    canary: {
      requests: canary.requests,
      errors: canary.errors,
      over_tau: over(canary.latenciesMs, tauMs),
      over_margin: over(canary.latenciesMs, 1.2 * tauMs),
      ...scored(canary.scores),
    },
    baseline: {
      requests: baseline.requests,
      errors: baseline.errors,
      over_tau: over(baseline.latenciesMs, tauMs),
      ...scored(baseline.scores),
    },
  };
}

/** Shifts the traffic of the local router, and looks at what its request log tells. */
export async function judgeRouter(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const driven = drivenBy(inputs) as Driven;
  const settings = await settingsOf(inputs, deps);
  const open = (deployment: Deployment) => routerLooks(deployment, settings, inputs, deps);
  return await driveRollout({ driven, settings, open }, inputs, deps);
}

async function routerLooks(
  deployment: Deployment,
  settings: CanarySettings,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<Looks> {
  const admin = routerAdmin(deps, { url: deployment.url.replace(/\/v1$/, ""), tokenFile: deployment.tokenFile });
  if ((await admin.state()).sticky && settings.assignment !== "user") {
    const problem = "the router keeps users on one variant, so requests are not independent";
    throw new InputError([{ where: "assignment", problem, legal: "user", mend: "set assignment: user" }]);
  }
  const replay = await startReplay(inputs, deps, deployment, admin);
  const telemetry = await telemetryProviders["router-log"](deps, {
    path: deployment.requestLog,
    scoreMetric: "accuracy",
  });
  const source = `router ${deployment.endpoint}`;
  const run = `${deps.github.runId || "local"}-${deps.github.runAttempt}`;
  const placeAt = (mark: string, tauMs: number): { telemetry: Place } => ({
    telemetry: { source, mark, takenAt: deps.clock.now(), tauMs, rest: noRest },
  });
  function placeOf(state: CanaryState): { mark: string; tauMs: number } {
    const { mark, tauMs } = placeIn(state, source);
    if (tauMs === undefined) throw new TypeError("a rollout by the router begins with the baseline's p95");
    return { mark, tauMs };
  }

  /** The baseline's p95 before the canary gets anything. */
  async function measureTau(): Promise<number> {
    deps.log.info(`measuring the baseline alone: ${inputs["warm-up"]} requests`);
    const mark = await telemetry.now();
    await trafficOf(inputs["warm-up"]);
    const { traffic } = await telemetry.since(mark);
    const latencies = [...traffic.baseline.latenciesMs].sort((left, right) => left - right);
    if (latencies.length < 20)
      throw new ToolkitError({
        code: "no-traffic",
        message: `the baseline answered ${latencies.length} requests; its p95 needs 20 or more`,
        hint: "give replay, or wait for traffic with a longer look-interval",
      });
    const tau = quantile(latencies, 0.95);
    deps.log.info(`the baseline's p95 is ${Math.round(tau)} ms`);
    return tau;
  }

  /** Our own traffic, or time for the users' to come. */
  async function trafficOf(requests: number): Promise<void> {
    if (replay) await replay.send(requests);
    else await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
    if (deps.signal.aborted) throw new ToolkitError({ code: "cancelled", message: "the rollout was cancelled" });
  }

  return {
    source: "router",
    async begin() {
      const declared = declaredMetrics(inputs.metrics, replay !== undefined);
      const tauMs = await measureTau();
      return { ...newCanaryState(declared, settings), ...placeAt(await telemetry.now(), tauMs) };
    },
    async mark(state) {
      const { tauMs } = placeOf(state);
      return { ...state, ...placeAt(await telemetry.now(), tauMs) };
    },
    pass: () => trafficOf(inputs["look-requests"]),
    async count(state) {
      const { mark, tauMs } = placeOf(state);
      const { traffic, mark: end } = await telemetry.since(mark);
      const id = `${run}-${deps.random.uuid().slice(0, 8)}-${state.blocks.length + 1}`;
      const { look: seen, state: next } = look(state, blockOf(id, traffic, tauMs), settings);
      return { look: seen, state: { ...next, ...placeAt(end, tauMs) }, notes: [] };
    },
  };
}

/** What was asked for; else all that can be measured: quality only of answers whose reference is known. */
function declaredMetrics(asked: readonly string[] | undefined, scored: boolean): CanaryMetric[] {
  const unknown = (asked ?? []).filter((word) => !canaryMetrics.some((metric) => metric === word));
  const legal = canaryMetrics.join(", ");
  if (unknown.length > 0)
    throw new InputError(unknown.map((word) => ({ where: "metrics", problem: `"${word}" is no metric`, legal })));
  if (asked && asked.length > 0) return canaryMetrics.filter((metric) => asked.includes(metric));
  return canaryMetrics.filter((metric) => scored || metric !== "quality");
}
