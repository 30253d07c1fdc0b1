import { type CanaryBlock, type CanaryLook, type CanaryState, type MetricEvidence, ToolkitError } from "#contracts";
import { type BothArms, type Increments, incrementsOf, inOrder } from "./block.ts";
import type { MeanEvidence } from "./mean-evidence.ts";
import { missingDiffers } from "./missing.ts";
import { logEvidence } from "./mixture.ts";
import { armPhisOf, phiOf } from "./overdispersion.ts";
import { mantelHaenszel, type RateBlock, rateIncrements, ratioSequence, weighed } from "./rate-evidence.ts";
import { alphaOf, type CanarySettings, logThreshold } from "./settings.ts";
import { specificationBreach } from "./specification-rule.ts";
import { type MeanSums, meanSumsOf } from "./state.ts";

/** Suspicions in a row that hold the weight; the next one goes on with a flag. */
const mostSuspicions = 3;

export interface Looked {
  state: CanaryState;
  look: CanaryLook;
}

type RateMetric = "errors" | "latency";

/**
 * Adds one block to a rollout and says what follows from all of them: ROLLBACK on evidence with an effect that matters,
 * INCONCLUSIVE (hold) without the data to say so, else CONTINUE. The state given is not changed.
 * @throws ToolkitError `canary-block-seen`: a block counts once
 */
export const look = (before: CanaryState, block: CanaryBlock, settings: CanarySettings): Looked =>
  lookAt(before, incrementsOf(block, settings, before.scoreScale), settings);

/** The same of what was folded while the traffic went by. */
export function lookAt(before: CanaryState, increments: Increments, settings: CanarySettings): Looked {
  const { block } = increments;
  if (before.blocks.includes(block)) {
    throw new ToolkitError({
      code: "canary-block-seen",
      message: `block ${block} was counted already`,
      hint: "give each look's increments an id of their own",
    });
  }
  const state = structuredClone(before);
  state.blocks.push(block);
  addIncrements(state, increments, settings);
  const metrics: CanaryLook["metrics"] = {};
  for (const metric of state.declared) {
    const evidence =
      metric === "errors" || metric === "latency"
        ? rateEvidenceOf(state, metric, settings, increments.requests)
        : meanEvidenceOf(state, metric, settings);
    if (evidence) metrics[metric] = evidence;
  }
  const reasons = reasonsOf(state, increments, metrics, settings);
  const verdict = verdictOf(state, reasons);
  state.rolledBack ||= verdict === "ROLLBACK";
  return { state, look: { block, verdict, reasons, metrics } };
}

type Reasons = CanaryLook["reasons"];

function addIncrements(state: CanaryState, { requests, metrics }: Increments, settings: CanarySettings): void {
  state.stepRequests += requests.canary;
  const rho = settings.null === "tolerance" ? 1.5 : 1;
  const { errors, latency } = metrics;
  if (errors) addRate(state, "errors", errors, rateIncrements(weighedUnder(settings, "errors", errors), rho));
  if (latency)
    addRate(state, "latency", latency.guard, rateIncrements(weighedUnder(settings, "latency", latency.evidence), 1));
  for (const [metric, evidence] of Object.entries(metrics.means)) {
    const sums = evidence && meanSumsOf(state, metric);
    if (sums) addMean(sums, evidence, metrics.capped[metric]);
  }
  for (const [metric, counts] of Object.entries(metrics.missing)) {
    const sums = counts && meanSumsOf(state, metric);
    for (const arm of ["canary", "baseline"] as const) if (sums) sums[arm].missing += counts[arm];
  }
}

function addRate(state: CanaryState, metric: RateMetric, guard: RateBlock, increments: readonly number[]): void {
  const sums = state[metric];
  sums.logs = sums.logs.map((sum, index) => sum + (increments[index] as number));
  const { numerator, denominator } = mantelHaenszel(guard);
  sums.numerator += numerator;
  sums.denominator += denominator;
  state.rates[metric].push([...guard]);
}

function addMean(sums: MeanSums, evidence: MeanEvidence, capped: BothArms | undefined): void {
  sums.logs = sums.logs.map((sum, index) => sum + (evidence.logs[index] as number));
  sums.guard += evidence.guard;
  for (const arm of ["canary", "baseline"] as const) {
    sums[arm].sum += evidence[arm].sum;
    sums[arm].n += evidence[arm].n;
    if (sums[arm].capped !== undefined) sums[arm].capped += capped?.[arm] ?? 0;
  }
}

function meanEvidenceOf(state: CanaryState, metric: string, settings: CanarySettings): MetricEvidence | undefined {
  const sums = meanSumsOf(state, metric);
  if (!sums) return undefined;
  const { canary, baseline, guard, logs } = sums;
  return {
    log_e: logEvidence(logs),
    log_threshold: logThreshold(settings, metric),
    phi: 1,
    guard: guard > 0,
    ratio: finite(canary.sum / canary.n / (baseline.sum / baseline.n)),
    canary: { events: canary.sum, n: canary.n },
    baseline: { events: baseline.sum, n: baseline.n },
    ...(canary.capped !== undefined && { capped: { canary: canary.capped, baseline: baseline.capped ?? 0 } }),
  };
}

function rateEvidenceOf(
  state: CanaryState,
  metric: RateMetric,
  settings: CanarySettings,
  requests: BothArms,
): MetricEvidence {
  const { numerator, denominator, logs } = state[metric];
  const blocks = state.rates[metric];
  const total = (index: number): number => blocks.reduce((sum, block) => sum + (block[index] as number), 0);
  // users stay with their arm, so that their requests are alike over all blocks together and not within each
  const sticky = settings.assignment === "user";
  const known = swingUnder(settings, metric);
  const phi = sticky ? phiOf(known, total(0), total(2)) : phiOf(known, requests.canary, requests.baseline);
  const told = blocks.map((block) =>
    sticky ? weighed(block, { canary: phi, baseline: phi }) : weighedUnder(settings, metric, block),
  );
  const [low, high] = ratioSequence(told, alphaOf(settings, metric));
  const tolerated = metric === "errors" ? 1.5 : 1;
  return {
    log_e: logEvidence(sticky ? logs.map((sum) => sum / phi) : logs),
    log_threshold: logThreshold(settings, metric),
    phi,
    // as a product, so that a baseline without events is no division by zero
    guard: numerator > tolerated * denominator,
    ratio: finite(numerator / denominator),
    ratio_low: finite(low),
    ratio_high: finite(high),
    not_worse: high < tolerated,
    canary: { events: total(1), n: total(0) },
    baseline: { events: total(3), n: total(2) },
  };
}

const swingUnder = ({ overdispersion }: CanarySettings, metric: RateMetric): { cv2: number; p: number } =>
  overdispersion?.[metric] ?? { cv2: 0, p: 0 };

/** A block as it counts; that of sticky users counts as it is, until all blocks are weighed together. */
function weighedUnder(settings: CanarySettings, metric: RateMetric, block: RateBlock): RateBlock {
  if (settings.assignment === "user") return block;
  const [nC, , nB] = block;
  return weighed(block, armPhisOf(swingUnder(settings, metric), nC, nB));
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function reasonsOf(
  state: CanaryState,
  { requests, metrics: blocks }: Increments,
  metrics: CanaryLook["metrics"],
  settings: CanarySettings,
): Reasons {
  const found: Reasons = [];
  const missing: Reasons = [];
  for (const metric of inOrder(state.declared)) {
    const dry = settings.dryRun?.includes(metric) ? ({ dry_run: true } as const) : {};
    const reason = (why: Reasons[number]["reason"]): Reasons[number] => ({ reason: why, metric, ...dry });
    const evidence = metrics[metric];
    if (!evidence || lacksData(metric, blocks)) found.push(reason("no-data"));
    if (!evidence) continue;
    const breach =
      settings.rule === "specification"
        ? specificationBreach(metric, blocks)
        : evidence.guard && evidence.log_e >= evidence.log_threshold;
    if (breach) found.push(reason(settings.rule === "specification" ? "specification" : "evidence"));
    else if (settings.rule === "evidence" && evidence.guard && evidence.log_e >= Math.log(3))
      found.push(reason("suspicion"));
    const sums = meanSumsOf(state, metric);
    if (sums && missingDiffers(sums)) missing.push(reason("missing-scores"));
  }
  if (state.declared.every((metric) => settings.dryRun?.includes(metric))) found.push({ reason: "no-data" });
  if (requests.canary === 0 || requests.baseline === 0) found.push({ reason: "empty-arm" });
  if (state.stepRequests < settings.minRequests) found.push({ reason: "too-few-requests" });
  return [...found, ...missing];
}

function lacksData(metric: string, { errors, latency, means }: Increments["metrics"]): boolean {
  if (metric === "errors") return errors === undefined;
  if (metric === "latency") return latency === undefined;
  const mean = means[metric];
  return mean === undefined || mean.canary.n === 0 || mean.baseline.n === 0;
}

/** Reads the reasons, of metrics that decide; also moves the counters that holds and steps are counted by. */
function verdictOf(state: CanaryState, all: Reasons): CanaryLook["verdict"] {
  const reasons = all.filter(({ dry_run }) => !dry_run);
  if (reasons.some(({ reason }) => reason === "evidence" || reason === "specification")) return "ROLLBACK";
  if (reasons.some(({ reason }) => reason !== "suspicion")) return "INCONCLUSIVE";
  if (reasons.length > 0 && state.suspicions < mostSuspicions) {
    state.suspicions += 1;
    return "INCONCLUSIVE";
  }
  state.suspicions = 0;
  state.stepRequests = 0;
  return "CONTINUE";
}
