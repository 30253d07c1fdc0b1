import type { ActionDeps, Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, lookAt, newCanaryState } from "#canary";
import { type CanaryReport, type CanaryState, type Deployment, InputError, ToolkitError } from "#contracts";
import { routerAdmin } from "#router";
import { telemetryProviders } from "#telemetry";
import { noRest } from "./counted-block.ts";
import { driveRollout } from "./drive-rollout.ts";
import { type Driven, drivenBy } from "./driven.ts";
import type { Looks } from "./looks.ts";
import { askedMetrics, readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import { startReplay } from "./replay.ts";
import { baselineP95, foldStretch } from "./router-stretch.ts";
import { type Place, placeIn } from "./same-source.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";

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
  const prices = (await readMetricsConfig(inputs, deps))?.prices;
  const admin = routerAdmin(deps, { url: deployment.url.replace(/\/v1$/, ""), tokenFile: deployment.tokenFile });
  if ((await admin.state()).sticky && settings.assignment !== "user") {
    const problem = "the router keeps users on one variant, so requests are not independent";
    throw new InputError([{ where: "assignment", problem, legal: "user", mend: "set assignment: user" }]);
  }
  const replay = await startReplay(inputs, deps, deployment, admin);
  const telemetry = await telemetryProviders["router-log"](deps, {
    path: deployment.requestLog,
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
    const { requests, p95Ms: tau } = await baselineP95(telemetry, mark);
    if (requests < 20)
      throw new ToolkitError({
        code: "no-traffic",
        message: `the baseline answered ${requests} requests; its p95 needs 20 or more`,
        hint: "give replay, or wait for traffic with a longer look-interval",
      });
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
      const declared = declaredMetrics(inputs.metrics, replay !== undefined, settings);
      requireDecidable(declared, settings);
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
      requireDecidable(state.declared, settings);
      const stretch = { declared: state.declared, rules: settings, tauMs, prices };
      const { fold, mark: end } = await foldStretch(telemetry, mark, stretch);
      const id = `${run}-${deps.random.uuid().slice(0, 8)}-${state.blocks.length + 1}`;
      const { look: seen, state: next } = lookAt(state, fold.increments(id), settings);
      return { look: seen, state: { ...next, ...placeAt(end, tauMs) }, notes: [] };
    },
  };
}

/** What was asked for; else all that can be measured: quality only of answers whose reference is known. */
function declaredMetrics(asked: readonly string[] | undefined, scored: boolean, settings: CanarySettings): string[] {
  const measured = ["errors", "latency", ...(scored ? ["quality"] : []), ...Object.keys(settings.further ?? {})];
  return askedMetrics(asked, settings) ?? measured.filter((metric) => alphaOf(settings, metric) > 0);
}
