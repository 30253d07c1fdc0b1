import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { alphaOf, type CanarySettings, compareOnce, isBeyondBounds, valuesOfBins } from "#canary";
import { type CanaryBlock, canaryBlockSchema, InputError, type OneShotReport, type Verdict } from "#contracts";
import { readRows } from "#platform";
import type { Counted } from "#telemetry";
import { answersPlace } from "./answers-place.ts";
import { type CountedMetrics, countedMetrics } from "./counted-metrics.ts";
import { countedSource } from "./counted-source.ts";
import { partsOf, seedOf } from "./counted-values.ts";
import { requireInputs } from "./judge-file.ts";
import { askedMetrics, readMetricsConfig, requireDecidable } from "./metrics-config.ts";
import { problemsOfMoving } from "./moves-nothing.ts";
import { valuesInto } from "./router-stretch.ts";
import { openRouterTraffic, withRouterTraffic } from "./router-traffic.ts";
import { type ArmGatherer, mostValues, newArmGatherer } from "./sample.ts";
import { settingsOf } from "./settings.ts";
import type { spec } from "./spec.ts";
import { survey } from "./survey.ts";
import { together } from "./together.ts";

interface Gathered {
  canary: ArmGatherer;
  baseline: ArmGatherer;
}

/** Metrics that are compared, what the arms did, and what is to be said of it. */
interface Task {
  declared: string[];
  arms: Gathered;
  source: string;
  notes?: string[];
  modelRefs?: OneShotReport["modelRefs"];
}

const newArms = (): Gathered => ({ canary: newArmGatherer(), baseline: newArmGatherer() });

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
  return reportOf(await ofCounts(inputs, deps, settings), settings);
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

/** Single values of an arm, and how many could not be told. */
function addValues(arm: ArmGatherer, values: CanaryBlock["canary"], scoreScale: number): void {
  for (const score of values.scores ?? []) arm.value("quality", score / scoreScale);
  arm.missing("quality", values.scores_missing ?? 0);
  for (const [metric, each] of Object.entries(values.extra ?? {})) for (const one of each) arm.value(metric, one);
  for (const [metric, count] of Object.entries(values.extra_missing ?? {})) arm.missing(metric, count);
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

/**
 * Counts of one look-interval; latency by requests above the baseline's p95 from before, quality and what else single
 * answers tell by the answers of that interval.
 */
async function ofCounts(inputs: Inputs<typeof spec>, deps: ActionDeps, settings: CanarySettings): Promise<Task> {
  const config = await readMetricsConfig(inputs, deps);
  const metrics = countedMetrics(inputs, config, settings);
  const { declared, counted: byCounts, answered } = metrics;
  requireWhole(metrics);
  requireDecidable(declared, settings);
  const place = answersPlace(inputs);
  const [{ telemetry }, quality] = await together(
    () => countedSource(inputs, deps, { config, metrics: Object.keys(byCounts) }),
    async () => {
      const asked = { answered, prices: config?.prices };
      return place && (await (await import("./quality.ts")).openQuality(place, asked, inputs, deps));
    },
  );
  const judgesLatency = declared.includes("latency");
  const before =
    judgesLatency && inputs.tau === undefined ? await telemetry.baselineP95(inputs["tau-window"]) : undefined;
  const known = before && before.requests >= inputs["warm-up"] ? before.p95Ms : undefined;
  const tauMs = inputs.tau === undefined ? known : inputs.tau * 1000;
  const answers = await quality?.first();
  const mark = await telemetry.now();
  await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
  const counted = await telemetry.since(mark, tauMs);
  const scores = answers && (await quality?.look(answers));
  const arms = newArms();
  const values = scores?.scored({ block: counted.block, canary: { requests: 0 }, baseline: { requests: 0 } });
  for (const name of ["canary", "baseline"] as const) {
    const { requests, errors, overTau, overMargin } = counted[name];
    const whole = (count: number | undefined): number | undefined =>
      count && Math.min(Math.round(count), Math.round(requests));
    arms[name].requests(Math.round(requests));
    arms[name].count("errors", whole(errors));
    arms[name].count("overTau", whole(overTau));
    arms[name].count("overMargin", whole(overMargin));
    if (values) addValues(arms[name], values[name], 1);
  }
  const notes = [
    ...counted.notes,
    ...addBins(arms, metrics, counted, settings),
    ...(scores?.notes ?? []),
    ...(tauMs === undefined && judgesLatency ? ["tau-unknown"] : []),
  ];
  return { declared, arms, source: inputs["metric-source"], notes };
}

/** Ranks are of whole values: of one that is put together from several histograms nobody knows which parts belong together. */
function requireWhole({ counted }: CountedMetrics): void {
  const split = Object.keys(counted).filter((metric) => (counted[metric] ?? []).length > 1);
  if (split.length === 0) return;
  const problem = "is known in parts alone, by a histogram each, and rule: one-shot compares single values";
  const mend = "set quality-source: traces, name one price alone, or judge by rule: evidence";
  throw new InputError(split.map((metric) => ({ where: "metrics", problem: `"${metric}" ${problem}`, mend })));
}

/** Values of histograms, each the middle of its bin. */
function addBins(
  arms: Gathered,
  { counted: byCounts }: CountedMetrics,
  counted: Counted,
  { further = {} }: CanarySettings,
): string[] {
  const notes: string[] = [];
  for (const [metric, sources] of Object.entries(byCounts)) {
    const [part] = partsOf(sources, counted);
    const max = further[metric]?.max;
    if (!part || max === undefined || part.canary.length + part.baseline.length === 0) continue;
    const isBeyond = isBeyondBounds(part, max);
    notes.push(isBeyond ? `values-beyond-bounds:${metric}` : `values-interpolated:${metric}`);
    if (isBeyond) continue;
    for (const name of ["canary", "baseline"] as const)
      for (const value of valuesOfBins(part[name], mostValues, seedOf(name, metric, counted.block)))
        arms[name].value(metric, value);
  }
  return notes;
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
