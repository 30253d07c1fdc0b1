import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { abReportOf, addAbBlock, alphaOf, type CanarySettings, inOrder, newAbFold, newAbState } from "#canary";
import {
  type AbReport,
  type AbState,
  type CanaryMetricsConfig,
  canaryBlockSchema,
  InputError,
  type Problem,
} from "#contracts";
import { readRows } from "#platform";
import { abOfAnswers } from "./ab-answers.ts";
import { withAbState } from "./ab-state-file.ts";
import { answersPlace } from "./answers-place.ts";
import { answersLack } from "./counted-metrics.ts";
import { longestOf } from "./driven.ts";
import { requireInputs } from "./judge-file.ts";
import { askedMetrics, readMetricsConfig } from "./metrics-config.ts";
import { problemsOfMoving } from "./moves-nothing.ts";
import { valuesInto } from "./router-stretch.ts";
import { openRouterTraffic, type RouterTraffic, withRouterTraffic } from "./router-traffic.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { survey } from "./survey.ts";

/**
 * Compares two variants by quality, feedback and cost until one is better, or nobody knows. Any number of looks, in any
 * number of runs, is as good as one.
 */
export async function judgeAb(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<AbReport> {
  const settings = await settingsOf(inputs, deps);
  const source = inputs["metric-source"];
  const config = await readMetricsConfig(inputs, deps);
  requireComparable(inputs, config, settings);
  if (source === "file") return await ofFile(inputs, deps, settings);
  if (source === "router") return await ofRouter(inputs, deps, settings);
  const declared = askedMetrics(inputs.metrics, settings) ?? comparable(settings);
  return await abOfAnswers({ declared, settings, prices: config?.prices, lineOf }, inputs, deps);
}

/** Means are compared: counts tell nothing of single values, and errors and latency are a rollout's matter. */
const comparable = (settings: CanarySettings): string[] =>
  inOrder(["quality", ...Object.keys(settings.further ?? {})].filter((metric) => alphaOf(settings, metric) > 0));

function requireComparable(
  inputs: Inputs<typeof spec>,
  config: CanaryMetricsConfig | undefined,
  settings: CanarySettings,
): void {
  const legal = comparable(settings).join(", ");
  const asked = askedMetrics(inputs.metrics, settings) ?? comparable(settings);
  const problems: Problem[] = asked
    .filter((metric) => metric === "errors" || metric === "latency")
    .map((metric) => ({ where: "metrics", problem: `rule: ab does not compare "${metric}"`, legal }));
  const source = inputs["metric-source"];
  if (source !== "file" && source !== "router") {
    const mend = "set quality-source: traces or data-capture, whose answers are compared";
    if (answersPlace(inputs) === undefined)
      problems.push({
        where: "metric-source",
        problem: `${source} knows no single values`,
        legal: "file, router",
        mend,
      });
    else
      for (const metric of asked.filter((each) => comparable(settings).includes(each))) {
        const lack = answersLack(metric, inputs, config);
        if (lack) problems.push({ where: "metrics", problem: `answers tell nothing of "${metric}"`, mend: lack });
      }
    problems.push(...problemsOfMoving(inputs));
  }
  if ((inputs["dry-run-metrics"] ?? []).length > 0) {
    const problem = "is of a gate's metrics: rule: ab decides by all that it compares";
    problems.push({ where: "dry-run-metrics", problem, legal: "none" });
  }
  if (problems.length > 0) throw new InputError(problems);
}

async function ofFile(inputs: Inputs<typeof spec>, deps: ActionDeps, settings: CanarySettings): Promise<AbReport> {
  const { path, metrics } = requireInputs(inputs, settings);
  const file = resolve(deps.workspace, path);
  const work = async (before: AbState | undefined): Promise<{ result: AbReport; state: AbState }> => {
    const { declared: found, scoreScale } = await survey(deps.files, file, before);
    const known = comparable(settings);
    let state = before ?? newAbState(metrics ?? known.filter((metric) => found.includes(metric)), settings);
    for await (const { row } of readRows(deps.files, file, canaryBlockSchema))
      state = addAbBlock(state, row, scoreScale);
    const passedOver = found.filter((metric) => !known.includes(metric) && metric !== "errors" && metric !== "latency");
    const notes = passedOver.map((metric) => `not-configured:${metric}`);
    return { state, result: { ...abReportOf(state, path), notes } };
  };
  return await withAbState(deps, inputs, settings, work);
}

async function ofRouter(inputs: Inputs<typeof spec>, deps: ActionDeps, settings: CanarySettings): Promise<AbReport> {
  const prices = (await readMetricsConfig(inputs, deps))?.prices;
  const traffic = await openRouterTraffic(inputs, deps);
  const declared = askedMetrics(inputs.metrics, settings) ?? comparable(settings);
  const compare = (before: AbState | undefined) =>
    withRouterTraffic(
      traffic,
      () => untilSettled(before ?? newAbState(declared, settings), { traffic, prices }, inputs, deps),
      ({ result }) => result.winner === "canary",
    );
  return await withAbState(deps, inputs, settings, compare);
}

/** Look after look until there is a winner, or the time is over. */
async function untilSettled(
  before: AbState,
  { traffic, prices }: { traffic: RouterTraffic; prices: Parameters<typeof valuesInto>[1] },
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<{ result: AbReport; state: AbState }> {
  const { telemetry, modelRefs } = traffic;
  const deadline = deps.clock.monotonic() + longestOf(inputs) * 1000;
  // to the millisecond, as the log's times are: shorter ones sort after those of their own second
  const startedAt = new Date(deps.clock.now()).toISOString();
  const place = before.place ?? { mark: await telemetry.now(), startedAt };
  let state: AbState = { ...before, place };
  for (;;) {
    await traffic.stretch();
    const fold = newAbFold(state, `${deps.github.runId || "local"}-${deps.random.uuid().slice(0, 8)}`);
    const values = valuesInto(
      { value: fold.value, missing: fold.missing },
      prices,
      // feedback comes when users give it: it counts when its request is of this comparison, whichever look that was in
      ({ requestTime }) => requestTime === undefined || requestTime >= place.startedAt,
    );
    const mark = await telemetry.read(state.place?.mark ?? place.mark, values);
    state = { ...fold.end(), place: { ...place, mark } };
    const result = { ...abReportOf(state, "router"), modelRefs };
    deps.log.info(lineOf(result));
    if (result.winner || deps.clock.monotonic() > deadline) return { state, result };
  }
}

function lineOf({ looks, winner, metrics }: AbReport): string {
  const figures = Object.entries(metrics).map(
    ([metric, { difference, low, high, pairs }]) =>
      `${metric} ${difference?.toPrecision(3) ?? "none"} [${low.toPrecision(3)}; ${high.toPrecision(3)}] of ${pairs} pairs`,
  );
  return [`look ${looks}: ${winner ? `${winner} is better` : "no winner"}`, ...figures].join("; ");
}
