import type { CanaryMetric, CanaryVerdict } from "#contracts";
import {
  conditionalBinomialGreater,
  type Estimate,
  type MannWhitney,
  mannWhitney,
  mean,
  newcombe,
  quantile,
  ratioInterval,
} from "#statistics";
import type { CanarySettings } from "./settings.ts";

/** All that one arm did; what is not given is not judged. */
export interface ArmSample {
  requests: number;
  errors?: number | undefined;
  latenciesMs?: readonly number[] | undefined;
  /** Each in [0, 1]. */
  scores?: readonly number[] | undefined;
}

export interface OneShot {
  verdict: CanaryVerdict;
  /** Metrics that speak for a rollback. */
  breaches: CanaryMetric[];
  errors?: { ratio: Estimate; difference: Estimate; p: number } | undefined;
  latency?: (MannWhitney & { p95Canary: number; p95Baseline: number }) | undefined;
  /** Of baseline over canary. */
  quality?: (MannWhitney & { meanCanary: number; meanBaseline: number }) | undefined;
}

/**
 * Compares two finished samples once. Valid for one reading only: who reads again while data comes in wants `look`.
 * A metric speaks for a rollback when its effect is as large as matters and its one-sided p is at most alpha times its weight.
 */
export function compareOnce(canary: ArmSample, baseline: ArmSample, settings: CanarySettings): OneShot {
  const errors = errorsOnce(canary, baseline, settings);
  const latency = latencyOnce(canary, baseline);
  const quality = qualityOnce(canary, baseline);
  const speaks: Record<CanaryMetric, boolean> = {
    errors:
      errors !== undefined && errors.p <= settings.alpha * settings.weights.errors && beyondTolerance(canary, baseline),
    latency:
      latency !== undefined &&
      latency.pGreater <= settings.alpha * settings.weights.latency &&
      latency.p95Canary > 1.2 * latency.p95Baseline,
    quality:
      quality !== undefined &&
      quality.pGreater <= settings.alpha * settings.weights.quality &&
      quality.meanCanary < 0.95 * quality.meanBaseline,
  };
  const breaches = (["errors", "latency", "quality"] as const).filter((metric) => speaks[metric]);
  const judged = errors !== undefined || latency !== undefined || quality !== undefined;
  const enough = judged && canary.requests >= settings.minRequests && baseline.requests > 0;
  const verdict =
    breaches.length > 0 ? "ROLLBACK" : enough && !halfGiven(canary, baseline) ? "CONTINUE" : "INCONCLUSIVE";
  return { verdict, breaches, errors, latency, quality };
}

/** As a product, so that a baseline without errors is no division by zero. */
const beyondTolerance = (canary: ArmSample, baseline: ArmSample): boolean =>
  (canary.errors ?? 0) * baseline.requests > 1.5 * (baseline.errors ?? 0) * canary.requests;

/** Whether an arm lacks data that the other has: nothing can be said of that metric then. */
const halfGiven = (canary: ArmSample, baseline: ArmSample): boolean =>
  (canary.errors === undefined) !== (baseline.errors === undefined) ||
  (canary.latenciesMs ?? []).length > 0 !== (baseline.latenciesMs ?? []).length > 0 ||
  (canary.scores ?? []).length > 0 !== (baseline.scores ?? []).length > 0;

function errorsOnce(canary: ArmSample, baseline: ArmSample, settings: CanarySettings): OneShot["errors"] {
  if (canary.errors === undefined || baseline.errors === undefined) return undefined;
  if (canary.requests === 0 || baseline.requests === 0) return undefined;
  const arms = { x1: canary.errors, n1: canary.requests, x0: baseline.errors, n0: baseline.requests };
  return {
    ratio: ratioInterval(arms, "koopman", 1 - settings.alpha),
    difference: newcombe(arms, 1 - settings.alpha),
    p: conditionalBinomialGreater(arms, settings.null === "tolerance" ? 1.5 : 1),
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

function qualityOnce({ scores: canary = [] }: ArmSample, { scores: baseline = [] }: ArmSample) {
  if (canary.length === 0 || baseline.length === 0) return undefined;
  return { ...mannWhitney(baseline, canary), meanCanary: mean(canary), meanBaseline: mean(baseline) };
}
