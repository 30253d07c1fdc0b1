import type { CanaryVerdict, FurtherMetric, OneShotMetric } from "#contracts";
import {
  conditionalBinomialGreater,
  type Estimate,
  type MannWhitney,
  mannWhitney,
  mean,
  newcombe,
  quantile,
  ratioInterval,
  type TwoArms,
} from "#statistics";
import { inOrder } from "./block.ts";
import { missingDiffers } from "./missing.ts";
import { alphaOf, type CanarySettings } from "./settings.ts";

/** All that one arm did; what is not given is not judged. */
export interface ArmSample {
  requests: number;
  errors?: number | undefined;
  latenciesMs?: readonly number[] | undefined;
  /** Requests above the baseline's p95 from before and above 1.2 times that, where no latencies are at hand. */
  overTau?: number | undefined;
  overMargin?: number | undefined;
  /** Each in [0, 1]. */
  scores?: readonly number[] | undefined;
  /** Of further metrics, in their units. */
  extra?: Readonly<Record<string, readonly number[]>> | undefined;
  /** Requests whose value could not be told, by metric. */
  missing?: Readonly<Record<string, number>> | undefined;
}

interface Rate {
  ratio: Estimate;
  /** The ratio's interval by Miettinen and Nurminen. */
  wider: Estimate;
  difference: Estimate;
  p: number;
}

export interface OneShot {
  verdict: CanaryVerdict;
  /** Metrics that speak for a rollback. */
  breaches: string[];
  /** Declared metrics that an arm has no data of, or of whose data the arms lack different parts. */
  lacking: string[];
  errors?: Rate | undefined;
  latency?: (MannWhitney & { p95Canary: number; p95Baseline: number }) | undefined;
  /** Of requests above tau, where there are counts and no latencies. */
  slow?: Rate | undefined;
  /** Of baseline over canary. */
  quality?: (MannWhitney & { meanCanary: number; meanBaseline: number }) | undefined;
  /** All that was compared, as a report tells it. */
  metrics: Record<string, OneShotMetric>;
}

/**
 * Compares two finished samples once. Valid for one reading only: who reads again while data comes in wants `look`.
 * A metric speaks for a rollback when its effect is as large as matters and its one-sided p is at most alpha times its weight.
 * @param declared what has to be there; unless told what either arm has
 */
export function compareOnce(
  canary: ArmSample,
  baseline: ArmSample,
  settings: CanarySettings,
  declared: readonly string[] = inOrder([...givenIn(canary), ...givenIn(baseline)]),
): OneShot {
  const judged = (metric: string): boolean => declared.includes(metric);
  const errors = judged("errors") ? errorsOnce(canary, baseline, settings) : undefined;
  const latency = judged("latency") ? latencyOnce(canary, baseline) : undefined;
  const slow = judged("latency") && !latency ? slowOnce(canary, baseline, settings) : undefined;
  const quality = judged("quality") ? scoresOnce(canary.scores, baseline.scores) : undefined;
  const metrics: OneShot["metrics"] = {};
  if (errors)
    metrics["errors"] = ofRate(
      errors,
      settings,
      "errors",
      beyond(canary.errors, baseline.errors, 1.5, canary, baseline),
    );
  if (latency) {
    const matters = latency.p95Canary > 1.2 * latency.p95Baseline;
    metrics["latency"] = ofRanks(latency, settings, "latency", matters, latency.p95Canary, latency.p95Baseline);
  } else if (slow)
    metrics["latency"] = ofRate(
      slow,
      settings,
      "latency",
      beyond(canary.overMargin, baseline.overTau, 1, canary, baseline),
    );
  if (quality) {
    const matters = quality.meanCanary < 0.95 * quality.meanBaseline;
    metrics["quality"] = ofRanks(quality, settings, "quality", matters, quality.meanCanary, quality.meanBaseline);
  }
  for (const [metric, rule] of Object.entries(settings.further ?? {}))
    if (judged(metric)) furtherOnce(metrics, metric, rule, canary, baseline, settings);
  const decides = (metric: string): boolean => !settings.dryRun?.includes(metric);
  const breaches = inOrder(Object.keys(metrics).filter((metric) => metrics[metric]?.breach && decides(metric)));
  const toldOf = ({ scores, extra, missing }: ArmSample, metric: string) => ({
    n: (metric === "quality" ? scores : extra?.[metric])?.length ?? 0,
    missing: missing?.[metric] ?? 0,
  });
  const lacking = declared.filter(
    (metric) =>
      !metrics[metric] || missingDiffers({ canary: toldOf(canary, metric), baseline: toldOf(baseline, metric) }),
  );
  const enough = canary.requests >= settings.minRequests && baseline.requests > 0;
  const complete = declared.some(decides) && !lacking.some(decides);
  const verdict = breaches.length > 0 ? "ROLLBACK" : enough && complete ? "CONTINUE" : "INCONCLUSIVE";
  return { verdict, breaches, lacking, errors, latency, slow, quality, metrics };
}

function givenIn({ errors, latenciesMs = [], overTau, scores = [], extra = {} }: ArmSample): string[] {
  const found = Object.keys(extra).filter((metric) => (extra[metric] ?? []).length > 0);
  if (errors !== undefined) found.push("errors");
  if (latenciesMs.length > 0 || overTau !== undefined) found.push("latency");
  if (scores.length > 0) found.push("quality");
  return found;
}

/** As a product, so that a baseline without events is no division by zero. */
const beyond = (x1 = 0, x0 = 0, tolerated: number, canary: ArmSample, baseline: ArmSample): boolean =>
  x1 * baseline.requests > tolerated * x0 * canary.requests;

function ofRate(rate: Rate, settings: CanarySettings, metric: string, matters: boolean): OneShotMetric {
  const limit = alphaOf(settings, metric);
  const bounds = ({ value, low, high }: Estimate) => ({ value: wide(value), low: wide(low), high: wide(high) });
  return {
    test: "conditional-binomial",
    p: rate.p,
    limit,
    matters,
    breach: matters && rate.p <= limit,
    ratio: bounds(rate.ratio),
    ratio_miettinen_nurminen: bounds(rate.wider),
    difference: bounds(rate.difference),
  };
}

function ofRanks(
  { pGreater, cles, shift }: MannWhitney,
  settings: CanarySettings,
  metric: string,
  matters: boolean,
  canary: number,
  baseline: number,
): OneShotMetric {
  const limit = alphaOf(settings, metric);
  const breach = matters && pGreater <= limit;
  return { test: "mann-whitney", p: pGreater, limit, matters, breach, canary, baseline, shift, cles };
}

/** Infinity has no JSON. */
const wide = (value: number): number | null => (Number.isFinite(value) ? value : null);

function errorsOnce(canary: ArmSample, baseline: ArmSample, settings: CanarySettings): Rate | undefined {
  const ratio = settings.null === "tolerance" ? 1.5 : 1;
  return rateOnce(canary.errors, baseline.errors, canary, baseline, ratio, settings);
}

function slowOnce(canary: ArmSample, baseline: ArmSample, settings: CanarySettings): Rate | undefined {
  if (canary.overMargin === undefined) return undefined;
  const slow = settings.null === "tolerance" ? canary.overMargin : canary.overTau;
  return rateOnce(slow, baseline.overTau, canary, baseline, 1, settings);
}

function rateOnce(
  x1: number | undefined,
  x0: number | undefined,
  { requests: n1 }: ArmSample,
  { requests: n0 }: ArmSample,
  ratio: number,
  { alpha }: CanarySettings,
): Rate | undefined {
  if (x1 === undefined || x0 === undefined || n1 === 0 || n0 === 0) return undefined;
  const arms: TwoArms = { x1, n1, x0, n0 };
  return {
    ratio: ratioInterval(arms, "koopman", 1 - alpha),
    wider: ratioInterval(arms, "miettinen-nurminen", 1 - alpha),
    difference: newcombe(arms, 1 - alpha),
    p: conditionalBinomialGreater(arms, ratio),
  };
}

function latencyOnce({ latenciesMs: canary = [] }: ArmSample, { latenciesMs: baseline = [] }: ArmSample) {
  if (canary.length === 0 || baseline.length === 0) return undefined;
  const p95 = (values: readonly number[]): number =>
    quantile(
      values.toSorted((left, right) => left - right),
      0.95,
    );
  return { ...mannWhitney(canary, baseline), p95Canary: p95(canary), p95Baseline: p95(baseline) };
}

function scoresOnce(canary: readonly number[] = [], baseline: readonly number[] = []) {
  if (canary.length === 0 || baseline.length === 0) return undefined;
  return { ...mannWhitney(baseline, canary), meanCanary: mean(canary), meanBaseline: mean(baseline) };
}

/** Means of values after the cap; ranks in the direction in which the canary would be worse. */
function furtherOnce(
  metrics: OneShot["metrics"],
  metric: string,
  { larger, max, matters }: FurtherMetric,
  canary: ArmSample,
  baseline: ArmSample,
  settings: CanarySettings,
): void {
  const capped = ({ extra }: ArmSample): number[] =>
    (extra?.[metric] ?? []).map((value) => Math.min(max, Math.max(0, value)));
  const [ofCanary, ofBaseline] = [capped(canary), capped(baseline)];
  if (ofCanary.length === 0 || ofBaseline.length === 0) return;
  const [meanCanary, meanBaseline] = [mean(ofCanary), mean(ofBaseline)];
  const worse = larger === "worse";
  const ranks = worse ? mannWhitney(ofCanary, ofBaseline) : mannWhitney(ofBaseline, ofCanary);
  const beyondWhatMatters = worse ? meanCanary > matters * meanBaseline : meanCanary < matters * meanBaseline;
  metrics[metric] = ofRanks(ranks, settings, metric, beyondWhatMatters, meanCanary, meanBaseline);
}
