import {
  type AbMetric,
  type AbReport,
  type AbState,
  type CanaryBlock,
  type FurtherMetric,
  ToolkitError,
} from "#contracts";
import { addToSequence, newMeanSequence, sequenceInterval } from "#statistics";
import { scoreScaleOf, shareOfMost } from "./block.ts";
import { missingDiffers } from "./missing.ts";
import { newPairing } from "./pairing.ts";
import { alphaOf, type CanarySettings } from "./settings.ts";
import { textOf } from "./state.ts";

type Arm = "canary" | "baseline";
type Rules = Pick<CanarySettings, "alpha" | "weights" | "further">;

/** Quality is a metric as the further ones are, between 0 and 1. */
const quality: FurtherMetric = { larger: "better", max: 1, matters: 0.95 };

const ruleOf = (metric: string, { further }: Pick<CanarySettings, "further">): FurtherMetric | undefined =>
  metric === "quality" ? quality : further?.[metric];

/** A comparison that has seen nothing yet. */
export function newAbState(declared: readonly string[], { alpha, weights, further = {} }: Rules): AbState {
  const arm = { sum: 0, n: 0 };
  const metric = () => ({ sequence: newMeanSequence(), canary: { ...arm }, baseline: { ...arm } });
  return {
    schemaVersion: 1,
    rule: "ab",
    declared: [...declared],
    rules: { alpha, shares: { ...weights }, further: { ...further } },
    blocks: [],
    metrics: Object.fromEntries(declared.map((name) => [name, metric()])),
  };
}

/** A look of an A/B comparison while its traffic goes by, in bounded memory. */
export interface AbFold {
  /** A value of quality (0 to 1) or a further metric in order of arrival; of another metric it is passed over. */
  value(metric: string, arm: Arm, value: number): void;
  /** Requests whose value could not be told. */
  missing(metric: string, arm: Arm, count?: number): void;
  end(): AbState;
}

/**
 * Adds one look. The state given is not changed.
 * @throws ToolkitError `canary-block-seen`: a block counts once
 */
export function newAbFold(before: AbState, block: string): AbFold {
  if (before.blocks.includes(block))
    throw new ToolkitError({ code: "canary-block-seen", message: `block ${block} was counted already` });
  const state = structuredClone(before);
  state.blocks.push(block);
  const { rules } = state;
  const pairings = new Map(
    Object.entries(state.metrics).map(([metric, { sequence }]) => {
      const alpha = alphaOf({ alpha: rules.alpha, weights: rules.shares }, metric);
      const pairing = newPairing((baseline, canary) => addToSequence(sequence, (1 + canary - baseline) / 2, alpha));
      return [metric, pairing];
    }),
  );
  return {
    value(metric, arm, value) {
      const rule = ruleOf(metric, rules);
      const sums = state.metrics[metric]?.[arm];
      if (!rule || !sums) return;
      const share = shareOfMost(value, rule.max);
      sums.sum += share * rule.max;
      sums.n += 1;
      pairings.get(metric)?.add(arm, share);
    },
    missing(metric, arm, count = 1) {
      const sums = state.metrics[metric]?.[arm];
      if (sums && count > 0) sums.missing = (sums.missing ?? 0) + count;
    },
    end() {
      for (const pairing of pairings.values()) pairing.end();
      return state;
    },
  };
}

/** The same of a line of a metrics file. */
export function addAbBlock(
  before: AbState,
  block: CanaryBlock,
  scale: 1 | 10 = scoreScaleOf({ canary: block.canary.scores ?? [], baseline: block.baseline.scores ?? [] }),
): AbState {
  const fold = newAbFold(before, block.block);
  const { canary, baseline } = block;
  for (const metric of before.declared) {
    const valuesOf = (arm: CanaryBlock[Arm]): readonly number[] =>
      metric === "quality" ? (arm.scores ?? []).map((score) => score / scale) : (arm.extra?.[metric] ?? []);
    const [ofCanary, ofBaseline] = [valuesOf(canary), valuesOf(baseline)];
    for (const name of ["canary", "baseline"] as const) {
      const { scores_missing, extra_missing } = block[name];
      fold.missing(metric, name, (metric === "quality" ? scores_missing : extra_missing?.[metric]) ?? 0);
    }
    const longest = Math.max(ofCanary.length, ofBaseline.length);
    for (let index = 0; index < longest; index++) {
      if (index < ofBaseline.length) fold.value(metric, "baseline", ofBaseline[index] as number);
      if (index < ofCanary.length) fold.value(metric, "canary", ofCanary[index] as number);
    }
  }
  return fold.end();
}

/**
 * Whether a comparison may go on from this state.
 * @throws ToolkitError `canary-rules-changed` under other rules than before
 */
export function requireSameComparison({ rules }: AbState, { alpha, weights, further }: Rules): void {
  const same =
    rules.alpha === alpha && textOf(rules.shares) === textOf(weights) && textOf(rules.further) === textOf(further);
  if (!same)
    throw new ToolkitError({
      code: "canary-rules-changed",
      message: "the state was gathered under another alpha, other shares of it or other declarations of metrics",
      hint: "finish the comparison under the rules it began with, or begin another with a state of its own",
    });
}

/**
 * Who is better after all looks so far: a winner only when a metric's confidence sequence favours one arm and none favours
 * the other. All sequences together are wrong with probability alpha at most, however often this is asked.
 */
export function abReportOf(state: AbState, source: string): AbReport {
  const metrics: Record<string, AbMetric> = {};
  for (const metric of state.declared) {
    const compared = abMetricOf(state, metric);
    if (compared) metrics[metric] = compared;
  }
  const told = ({ n, missing = 0 }: { n: number; missing?: number | undefined }) => ({ n, missing });
  const biased = Object.keys(metrics).filter((metric) => {
    const { canary, baseline } = state.metrics[metric] ?? {};
    return canary && baseline && missingDiffers({ canary: told(canary), baseline: told(baseline) });
  });
  // what is missing is not missing at random: such a metric names nobody, and nobody knows what it would have said
  for (const metric of biased) metrics[metric] = { ...(metrics[metric] as AbMetric), favours: null };
  const favoured = new Set(Object.values(metrics).flatMap(({ favours }) => favours ?? []));
  const [winner = null] = favoured.size === 1 && biased.length === 0 ? [...favoured] : [];
  const missing: AbReport["missing"] = [];
  if (state.declared.length === 0) missing.push({ reason: "no-data" });
  for (const [metric, { favours, pairs }] of Object.entries(metrics)) {
    if (biased.includes(metric)) missing.push({ reason: "missing-scores", metric });
    else if (favoured.size > 1 && favours) missing.push({ reason: "conflict", metric });
    else if (pairs === 0) missing.push({ reason: "no-data", metric });
    else if (favoured.size === 0) missing.push({ reason: "not-separated", metric });
  }
  return {
    schemaVersion: 1,
    rule: "ab",
    verdict: winner === "canary" ? "pass" : winner === "baseline" ? "fail" : "inconclusive",
    winner,
    missing,
    source,
    alpha: state.rules.alpha,
    declared: state.declared,
    looks: state.blocks.length,
    metrics,
    notes: [],
  };
}

function abMetricOf({ rules, metrics }: AbState, metric: string): AbMetric | undefined {
  const rule = ruleOf(metric, rules);
  const sums = metrics[metric];
  if (!rule || !sums) return undefined;
  const alpha = alphaOf({ alpha: rules.alpha, weights: rules.shares }, metric);
  const { sequence } = sums;
  const inUnits = (shifted: number): number => (2 * shifted - 1) * rule.max;
  const [low, high] = sequenceInterval(sequence, alpha).map(inUnits) as [number, number];
  const difference = sequence.n === 0 ? null : inUnits(sequence.sum / sequence.n);
  const larger = low > 0 ? "canary" : high < 0 ? "baseline" : null;
  const other = larger === "canary" ? "baseline" : larger && "canary";
  return {
    canary: { mean: meanOf(sums.canary), n: sums.canary.n },
    baseline: { mean: meanOf(sums.baseline), n: sums.baseline.n },
    larger: rule.larger,
    difference,
    low,
    high,
    alpha,
    pairs: sequence.n,
    favours: rule.larger === "better" ? larger : other,
    pairsWanted: larger || !difference ? null : pairsFor(difference, (high - low) / 2, sequence.n),
  };
}

const meanOf = ({ sum, n }: { sum: number; n: number }): number | null => (n === 0 ? null : sum / n);

/** The sequence narrows about as 1 / sqrt(n). */
const pairsFor = (difference: number, half: number, n: number): number | null => {
  const wanted = Math.ceil(n * (half / Math.abs(difference)) ** 2);
  return Number.isSafeInteger(wanted) ? wanted : null;
};
