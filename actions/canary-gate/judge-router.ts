import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, lookAt, newCanaryState, reportOf, requireContinuable } from "#canary";
import { type CanaryLook, type CanaryReport, type CanaryState, InputError, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { telemetryProviders } from "#telemetry";
import { askedMetrics, readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import { openDeployment } from "./open-deployment.ts";
import { type Replay, startReplay } from "./replay.ts";
import { baselineP95, foldStretch } from "./router-stretch.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { withStateFile } from "./state-file.ts";
import { withWeight } from "./weight-lease.ts";

/**
 * Shifts traffic step by step and looks after each stretch of it. The weight is a lease that is renewed every second: if
 * we are cancelled or killed it is gone within five.
 */
export async function judgeRouter(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<CanaryReport> {
  const settings = await settingsOf(inputs, deps);
  const prices = (await readMetricsConfig(inputs, deps))?.prices;
  const { deployment, admin } = await openDeployment(inputs, deps);
  const { canary, baseline } = deployment.variants;
  if (!canary)
    throw new ToolkitError({
      code: "no-canary",
      message: `${deployment.endpoint} has no canary`,
      hint: "deploy a candidate with strategy: canary first",
    });
  if ((await admin.state()).sticky && settings.assignment !== "user") {
    const problem = "the router keeps users on one variant, so requests are not independent";
    throw new InputError([{ where: "assignment", problem, legal: "user", mend: "set assignment: user" }]);
  }
  const replay = await startReplay(inputs, deps, deployment, admin);
  const telemetry = await telemetryProviders["router-log"](deps, {
    path: deployment.requestLog,
  });
  let mark = await telemetry.now();
  const tauMs = await measureTau();
  const modelRefs = { canary: canary.modelRef, baseline: baseline.modelRef };
  const judge = async (before: CanaryState | undefined) => {
    const judged = await rollOut(before);
    const report = reportOf(judged.looks, judged.state, settings, "router");
    return {
      state: judged.state,
      result: { ...report, verdict: judged.complete ? report.verdict : endVerdict(report), modelRefs, tauMs },
    };
  };
  return inputs.state
    ? await withStateFile(deps, resolve(deps.workspace, inputs.state), judge)
    : (await judge(undefined)).result;

  /** The baseline's p95 before the canary gets anything. */
  async function measureTau(): Promise<number> {
    await admin.setWeight(0, null);
    deps.log.info(`measuring the baseline alone: ${inputs["warm-up"]} requests`);
    await trafficOf(inputs["warm-up"], replay);
    const { requests, p95Ms: tau, mark: end } = await baselineP95(telemetry, mark);
    mark = end;
    if (requests < 20)
      throw new ToolkitError({
        code: "no-traffic",
        message: `the baseline answered ${requests} requests; its p95 needs 20 or more`,
        hint: "give replay, or wait for traffic with a longer look-interval",
      });
    deps.log.info(`the baseline's p95 is ${Math.round(tau)} ms`);
    return tau;
  }

  async function rollOut(
    before: CanaryState | undefined,
  ): Promise<{ looks: CanaryLook[]; state: CanaryState; complete: boolean }> {
    let state = before ?? newCanaryState(declaredMetrics(inputs.metrics, replay !== undefined, settings), settings);
    requireDecidable(state.declared, settings);
    requireContinuable(state, settings);
    const looks: CanaryLook[] = [];
    const deadline = deps.clock.monotonic() + inputs["max-duration"] * 1000;
    let complete = false;
    try {
      for (const weight of planOf(inputs.plan)) {
        let held = true;
        while (held) {
          if (deps.clock.monotonic() > deadline) return { looks, state, complete };
          const seen = await oneLook(weight, state, looks.length + 1, settings);
          state = seen.state;
          looks.push(seen.look);
          held = seen.look.verdict === "INCONCLUSIVE";
          if (seen.look.verdict === "ROLLBACK" || (held && inputs["on-inconclusive"] === "abort"))
            return { looks, state, complete };
        }
      }
      complete = true;
      return { looks, state, complete };
    } finally {
      // who comes next (promote) finds the weight; everything else ends without a canary
      if (complete) await admin.setWeight(planOf(inputs.plan).at(-1) as number, inputs["hand-over"]);
      else await admin.setWeight(0, null);
    }
  }

  async function oneLook(
    weight: number,
    state: CanaryState,
    count: number,
    rules: CanarySettings,
  ): Promise<{ look: CanaryLook; state: CanaryState }> {
    await withWeight(deps, admin, weight, () => trafficOf(inputs["look-requests"], replay));
    // all since the stretch before: nothing falls between two looks
    const { fold, mark: end } = await foldStretch(telemetry, mark, { declared: state.declared, rules, tauMs, prices });
    mark = end;
    const id = `${deps.github.runId || "local"}-${deps.github.runAttempt}-${deps.random.uuid().slice(0, 8)}-${count}`;
    const seen = lookAt(state, fold.increments(id), rules);
    const told = { ...seen.look, weight, time: isoTime(deps.clock) };
    const figures = Object.entries(told.metrics).map(
      ([metric, evidence]) =>
        `${metric} ln e ${evidence?.log_e.toFixed(2)} of ${evidence?.log_threshold.toFixed(2)}, ratio ${evidence?.ratio?.toFixed(2) ?? "none"}`,
    );
    deps.log.info(
      [
        `look ${count} at ${Math.round(weight * 100)} %: ${told.verdict}`,
        ...told.reasons.map(({ reason, metric }) => (metric ? `${reason} of ${metric}` : reason)),
        ...figures,
      ].join("; "),
    );
    return { look: told, state: seen.state };
  }

  /** Our own traffic, or time for the users' to come. */
  async function trafficOf(requests: number, source: Replay | undefined): Promise<void> {
    if (source) await source.send(requests);
    else await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
    if (deps.signal.aborted) throw new ToolkitError({ code: "cancelled", message: "the rollout was cancelled" });
  }
}

/** What was asked for; else all that can be measured: quality only of answers whose reference is known. */
function declaredMetrics(asked: readonly string[] | undefined, scored: boolean, settings: CanarySettings): string[] {
  const measured = ["errors", "latency", ...(scored ? ["quality"] : []), ...Object.keys(settings.further ?? {})];
  return askedMetrics(asked, settings) ?? measured.filter((metric) => alphaOf(settings, metric) > 0);
}

/** A rollout that did not come to the end of its plan has not passed, whatever its last look said. */
const endVerdict = ({ verdict }: CanaryReport): CanaryReport["verdict"] =>
  verdict === "pass" ? "inconclusive" : verdict;

/** @throws InputError for a plan that is none */
export function planOf(steps: readonly string[]): number[] {
  const weights = steps.map((step) => (/^\d+(\.\d+)?\s*%$/.test(step) ? Number.parseFloat(step) / 100 : Number(step)));
  const legal = "growing shares under 100 %, such as 5%, 25%, 50%";
  const growing = weights.every((weight, index) => weight > (weights[index - 1] ?? 0) && weight < 1);
  if (weights.length === 0 || !growing)
    throw new InputError([{ where: "plan", problem: `${steps.join(", ") || "it"} is none`, legal }]);
  return weights;
}
