import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, compareOnce } from "#canary";
import { canaryBlockSchema, InputError, type OneShotReport, type Verdict } from "#contracts";
import { readRows } from "#platform";
import { gatherCounts } from "./gather-counts.ts";
import { addValues, newArms, type Task } from "./gathered.ts";
import { requireInputs } from "./judge-file.ts";
import { askedMetrics, readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import { problemsOfMoving } from "./moves-nothing.ts";
import { valuesInto } from "./router-stretch.ts";
import { openRouterTraffic, withRouterTraffic } from "./router-traffic.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { survey } from "./survey.ts";

/**
 * Compares the arms once: all lines of a file together, or one stretch of a source. It keeps no state, as a second look
 * would not be the first one's continuation.
 */
export async function judgeOnce(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<OneShotReport> {
  const problems = problemsOfMoving(inputs);
  if (inputs.state) {
    const mend = "leave it out, or judge several looks by rule: evidence";
    problems.push({ where: "state", problem: "is of several looks, and rule: one-shot takes one", mend });
  }
  if (problems.length > 0) throw new InputError(problems);
  const settings = await settingsOf(inputs, deps);
  const source = inputs["metric-source"];
  if (source === "file") return reportOf(await ofFile(inputs, deps, settings), settings);
  if (source === "router") return await ofRouter(inputs, deps, settings);
  return reportOf(await gatherCounts(inputs, deps, settings), settings);
}

async function ofFile(inputs: Inputs<typeof spec>, deps: ActionDeps, settings: CanarySettings): Promise<Task> {
  const { path, metrics } = requireInputs(inputs, settings);
  const file = resolve(deps.workspace, path);
  const { declared: found, scoreScale = 1, hasLatencies } = await survey(deps.files, file, undefined);
  const known = found.filter((metric) => alphaOf(settings, metric) > 0);
  const declared = metrics ?? (hasLatencies && !known.includes("latency") ? [...known, "latency"] : known);
  requireDecidable(declared, settings);
  const arms = newArms();
  for await (const { row } of readRows(deps.files, file, canaryBlockSchema)) {
    for (const name of ["canary", "baseline"] as const) {
      const { requests, errors, over_tau, over_margin, latencies_ms = [] } = row[name];
      const arm = arms[name];
      arm.requests(requests);
      arm.count("errors", errors);
      arm.count("overTau", over_tau);
      arm.count("overMargin", over_margin);
      for (const ms of latencies_ms) arm.latency(ms);
      addValues(arm, row[name], scoreScale);
    }
  }
  const passedOver = found.filter((metric) => !known.includes(metric)).map((metric) => `not-configured:${metric}`);
  return { declared, arms, source: path, notes: passedOver };
}

async function ofRouter(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  settings: CanarySettings,
): Promise<OneShotReport> {
  const prices = (await readMetricsConfig(inputs, deps))?.prices;
  const asked = askedMetrics(inputs.metrics, settings);
  const traffic = await openRouterTraffic(inputs, deps);
  const measured = [
    "errors",
    "latency",
    ...(traffic.scored ? ["quality"] : []),
    ...Object.keys(settings.further ?? {}),
  ];
  const declared = asked ?? measured.filter((metric) => alphaOf(settings, metric) > 0);
  requireDecidable(declared, settings);
  const compare = async (): Promise<OneShotReport> => {
    const mark = await traffic.telemetry.now();
    await traffic.stretch();
    const arms = newArms();
    const values = valuesInto(
      {
        value: (metric, arm, value) => arms[arm].value(metric, value),
        missing: (metric, arm) => arms[arm].missing(metric, 1),
      },
      prices,
    );
    await traffic.telemetry.read(mark, {
      request(request) {
        const arm = arms[request.arm];
        arm.requests(1);
        arm.count("errors", request.failed ? 1 : 0);
        if (!request.failed) arm.latency(request.latencyMs);
        values.request(request);
      },
      score: values.score,
    });
    return reportOf({ declared, arms, source: "router", modelRefs: traffic.modelRefs }, settings);
  };
  return await withRouterTraffic(traffic, compare, ({ verdict }) => verdict === "pass");
}

const verdicts: Record<OneShotReport["decision"], Verdict> = {
  CONTINUE: "pass",
  ROLLBACK: "fail",
  INCONCLUSIVE: "inconclusive",
};

function reportOf({ declared, arms, source, notes = [], modelRefs }: Task, settings: CanarySettings): OneShotReport {
  const [canary, baseline] = [arms.canary.sample(), arms.baseline.sample()];
  const { verdict, breaches, lacking, metrics } = compareOnce(canary, baseline, settings, declared);
  const sampled = new Set(
    [...arms.canary.sampled(), ...arms.baseline.sampled()].filter((each) => declared.includes(each)),
  );
  return {
    schemaVersion: 1,
    rule: "one-shot",
    verdict: verdicts[verdict],
    decision: verdict,
    source,
    null: settings.null,
    alpha: settings.alpha,
    minRequests: settings.minRequests,
    declared,
    ...(settings.dryRun && { dryRun: [...settings.dryRun] }),
    breaches,
    lacking,
    requests: { canary: canary.requests, baseline: baseline.requests },
    metrics,
    notes: [...notes, ...[...sampled].map((metric) => `sampled:${metric}`)],
    ...(modelRefs && { modelRefs }),
  };
}
