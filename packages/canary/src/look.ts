import {
  type CanaryBlock,
  type CanaryLook,
  type CanaryMetric,
  type CanaryState,
  canaryMetrics,
  type MetricEvidence,
  ToolkitError,
} from "#contracts";
import { newcombe } from "#statistics";
import { metricBlocks } from "./block.ts";
import { logEvidence } from "./mixture.ts";
import { phiOf } from "./overdispersion.ts";
import { qualityGuard, qualityIncrements } from "./quality-evidence.ts";
import { mantelHaenszel, type RateBlock, rateIncrements, ratioSequence } from "./rate-evidence.ts";
import { type CanarySettings, logThreshold } from "./settings.ts";
import { specificationBreach } from "./specification-rule.ts";

/** Suspicions in a row that hold the weight; the next one goes on with a flag. */
const mostSuspicions = 3;

export interface Looked {
  state: CanaryState;
  look: CanaryLook;
}

/**
 * Adds one block to a rollout and says what follows from all of them: ROLLBACK on evidence with an effect that matters,
 * INCONCLUSIVE (hold) without the data to say so, else CONTINUE. The state given is not changed.
 * @throws ToolkitError `canary-block-seen`: a block counts once
 */
export function look(before: CanaryState, block: CanaryBlock, settings: CanarySettings): Looked {
  if (before.blocks.includes(block.block)) {
    throw new ToolkitError({
      code: "canary-block-seen",
      message: `block ${block.block} was counted already`,
      hint: "give each look's increments an id of their own",
    });
  }
  const state = structuredClone(before);
  state.blocks.push(block.block);
  const blocks = metricBlocks(block, settings.null, state.scoreScale);
  const phi = addBlock(state, block, blocks, settings);
  const metrics: CanaryLook["metrics"] = {};
  for (const metric of state.declared) metrics[metric] = evidenceOf(state, metric, settings, phi[metric]);
  const reasons = reasonsOf(state, block, blocks, metrics, settings);
  const verdict = verdictOf(state, reasons);
  state.rolledBack ||= verdict === "ROLLBACK";
  return { state, look: { block: block.block, verdict, reasons, metrics } };
}

type Reasons = CanaryLook["reasons"];

function addBlock(
  state: CanaryState,
  { canary, baseline }: CanaryBlock,
  blocks: ReturnType<typeof metricBlocks>,
  settings: CanarySettings,
): Record<CanaryMetric, number> {
  state.stepRequests += canary.requests;
  const phiFor = (metric: "errors" | "latency"): number =>
    settings.assignment === "user" ? 1 : phiUnder(settings, metric, canary.requests, baseline.requests);
  const phi = { errors: phiFor("errors"), latency: phiFor("latency"), quality: 1 };
  const rho = settings.null === "tolerance" ? 1.5 : 1;
  if (blocks.errors) addRate(state, "errors", blocks.errors, rateIncrements(blocks.errors, rho, phi.errors));
  if (blocks.latency)
    addRate(state, "latency", blocks.latency.guard, rateIncrements(blocks.latency.evidence, 1, phi.latency));
  if (blocks.quality) {
    const { quality } = state;
    const increments = qualityIncrements(blocks.quality, settings.null === "tolerance" ? 0.95 : 1);
    quality.logs = quality.logs.map((sum, index) => sum + (increments[index] as number));
    quality.guard += qualityGuard(blocks.quality);
    for (const arm of ["canary", "baseline"] as const) {
      quality[arm].sum += blocks.quality[arm].reduce((sum, score) => sum + score, 0);
      quality[arm].n += blocks.quality[arm].length;
    }
  }
  state.quality.canary.missing += canary.scores_missing ?? 0;
  state.quality.baseline.missing += baseline.scores_missing ?? 0;
  return phi;
}

function addRate(
  state: CanaryState,
  metric: "errors" | "latency",
  guard: RateBlock,
  increments: readonly number[],
): void {
  const sums = state[metric];
  sums.logs = sums.logs.map((sum, index) => sum + (increments[index] as number));
  const { numerator, denominator } = mantelHaenszel(guard);
  sums.numerator += numerator;
  sums.denominator += denominator;
  state.rates[metric].push([...guard]);
}

function evidenceOf(
  state: CanaryState,
  metric: CanaryMetric,
  settings: CanarySettings,
  blockPhi: number,
): MetricEvidence {
  const log_threshold = logThreshold(settings, metric);
  if (metric === "quality") {
    const { canary, baseline, guard, logs } = state.quality;
    return {
      log_e: logEvidence(logs),
      log_threshold,
      phi: blockPhi,
      guard: guard > 0,
      ratio: finite(canary.sum / canary.n / (baseline.sum / baseline.n)),
      canary: { events: canary.sum, n: canary.n },
      baseline: { events: baseline.sum, n: baseline.n },
    };
  }
  const { numerator, denominator, logs } = state[metric];
  const blocks = state.rates[metric];
  const total = (index: number): number => blocks.reduce((sum, block) => sum + (block[index] as number), 0);
  // users stay with their arm, so that their requests are alike over all blocks together and not within each
  const sticky = settings.assignment === "user";
  const phi = sticky ? phiUnder(settings, metric, total(0), total(2)) : blockPhi;
  const [low, high] = ratioSequence(blocks, settings.alpha * settings.weights[metric]);
  const tolerated = metric === "errors" ? 1.5 : 1;
  return {
    log_e: logEvidence(sticky ? logs.map((sum) => sum / phi) : logs),
    log_threshold,
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

function phiUnder({ overdispersion }: CanarySettings, metric: "errors" | "latency", nC: number, nB: number): number {
  const known = overdispersion?.[metric];
  return known ? phiOf(known, nC, nB) : 1;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function reasonsOf(
  state: CanaryState,
  block: CanaryBlock,
  blocks: ReturnType<typeof metricBlocks>,
  metrics: CanaryLook["metrics"],
  settings: CanarySettings,
): Reasons {
  const found: Reasons = [];
  for (const metric of canaryMetrics) {
    const evidence = metrics[metric];
    if (!evidence) continue;
    if (blocks[metric] === undefined || emptyQuality(metric, blocks)) found.push({ reason: "no-data", metric });
    const breach =
      settings.rule === "specification"
        ? specificationBreach(metric, blocks)
        : evidence.guard && evidence.log_e >= evidence.log_threshold;
    if (breach) found.push({ reason: settings.rule === "specification" ? "specification" : "evidence", metric });
    else if (settings.rule === "evidence" && evidence.guard && evidence.log_e >= Math.log(3))
      found.push({ reason: "suspicion", metric });
  }
  if (state.declared.length === 0) found.push({ reason: "no-data" });
  if (block.canary.requests === 0 || block.baseline.requests === 0) found.push({ reason: "empty-arm" });
  if (state.stepRequests < settings.minRequests) found.push({ reason: "too-few-requests" });
  if (missingDiffers(state)) found.push({ reason: "missing-scores", metric: "quality" });
  return found;
}

const emptyQuality = (metric: CanaryMetric, { quality }: ReturnType<typeof metricBlocks>): boolean =>
  metric === "quality" && (quality?.canary.length === 0 || quality?.baseline.length === 0);

/** Answers that cannot be judged are not missing at random: arms that differ in them (99.9 %) cannot be compared. */
function missingDiffers({ quality: { canary, baseline } }: CanaryState): boolean {
  const [n1, n0] = [canary.n + canary.missing, baseline.n + baseline.missing];
  if (canary.missing + baseline.missing === 0 || n1 === 0 || n0 === 0) return false;
  const { low, high } = newcombe({ x1: canary.missing, n1, x0: baseline.missing, n0 }, 0.999);
  return low > 0 || high < 0;
}

/** Reads the reasons; also moves the counters that holds and steps are counted by. */
function verdictOf(state: CanaryState, reasons: Reasons): CanaryLook["verdict"] {
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
