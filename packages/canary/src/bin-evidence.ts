import type { FurtherMetric } from "#contracts";
import { seededUniform } from "#statistics";
import { type BothArms, shareOfMost } from "./block.ts";
import { furtherTerms, guardOf, type MeanArm, type MeanEvidence, newMeanFold } from "./mean-evidence.ts";
import { bets } from "./mixture.ts";

/** How many values lay above `low` and at most `high`, in the metric's unit. */
export interface ValueBin {
  low: number;
  high: number;
  count: number;
}

/** A part of a metric's value that an own histogram tells: a price of prompts, a price of answers. */
export type ValuePart = Record<keyof BothArms, readonly ValueBin[]>;

export interface BinEvidence {
  evidence: MeanEvidence;
  capped: BothArms;
}

const arms = ["canary", "baseline"] as const;

/**
 * Evidence on the mean of a further metric of which only histograms are known. A value counts as the middle of its bin, one
 * above the last bound as the maximum. In which order a look's values came nobody knows; any order that does not look at the
 * arms is a bet as good (seeded, so that a look read again is the same).
 *
 * A value of several parts (what a prompt costs, and what its answer costs) is known part by part only, not which parts
 * belong together. Each is bet on alone, as a share of an equal piece of the maximum, and the wealths' geometric mean is
 * what counts: for weights w that add up to 1, prod (1 + b d_i)^w_i <= 1 + b sum w_i d_i (means, Hardy, Littlewood and Polya
 * 1934, 2.5), which is the bet on the whole value.
 * @returns undefined where a value lies above the last bound, and that bound under the maximum: nobody can tell how far
 */
export function binEvidence(
  parts: readonly ValuePart[],
  rule: FurtherMetric,
  nullHypothesis: "any" | "tolerance",
  seed: number,
): BinEvidence | undefined {
  const weight = 1 / parts.length;
  const max = rule.max * weight;
  if (parts.some((part) => isBeyondBounds(part, max))) return undefined;
  const terms = furtherTerms(rule, nullHypothesis);
  const capped = { canary: 0, baseline: 0 };
  const logs = bets.map(() => 0);
  const told = parts.map((part, at) => {
    const fold = newMeanFold({ ...terms, unit: max });
    for (const [arm, value] of inSomeOrder(part, seededUniform(seed + at))) {
      if (value > max) capped[arm] += 1;
      fold.add(arm, shareOfMost(value, max));
    }
    const evidence = fold.evidence();
    for (const [bet, log] of evidence.logs.entries()) logs[bet] = (logs[bet] as number) + weight * log;
    return evidence;
  });
  const [canary, baseline] = arms.map((arm) => wholeOf(told.map((evidence) => evidence[arm]))) as [MeanArm, MeanArm];
  const asShares = ({ sum, n }: MeanArm): MeanArm => ({ sum: sum / rule.max, n });
  return {
    evidence: { logs, guard: guardOf(asShares(canary), asShares(baseline), terms.guard), canary, baseline },
    capped,
  };
}

/** Whether a value lies above a last bound that is under the maximum. */
export const isBeyondBounds = (part: ValuePart, max: number): boolean =>
  arms.some((arm) => part[arm].some(({ low, high }) => high === Number.POSITIVE_INFINITY && low < max));

/** An arm's value by the means of its parts; nothing where a part is missing. */
function wholeOf(parts: readonly MeanArm[]): MeanArm {
  const n = Math.max(...parts.map((part) => part.n));
  if (parts.some((part) => part.n === 0)) return { sum: 0, n: 0 };
  return { sum: n * parts.reduce((sum, part) => sum + part.sum / part.n, 0), n };
}

/** Values of both arms side by side, each arm's drawn without replacement. */
function* inSomeOrder(part: ValuePart, uniform: () => number): Generator<[keyof BothArms, number]> {
  const drawn = { canary: drawFrom(part.canary, uniform), baseline: drawFrom(part.baseline, uniform) };
  const longest = Math.max(drawn.canary.left(), drawn.baseline.left());
  const [stepC, stepB] = [drawn.canary.left() / longest, drawn.baseline.left() / longest];
  let [atC, atB] = [0, 0];
  for (let index = 1; index <= longest; index++) {
    for (; atB < Math.round(index * stepB); atB++) yield ["baseline", drawn.baseline.next()];
    for (; atC < Math.round(index * stepC); atC++) yield ["canary", drawn.canary.next()];
  }
}

function drawFrom(bins: readonly ValueBin[], uniform: () => number): { left(): number; next(): number } {
  const counts = bins.map(({ count }) => Math.round(count));
  let left = counts.reduce((sum, count) => sum + count, 0);
  return {
    left: () => left,
    next() {
      let place = Math.floor(uniform() * left);
      left -= 1;
      let bin = 0;
      while (place >= (counts[bin] as number)) place -= counts[bin++] as number;
      counts[bin] = (counts[bin] as number) - 1;
      return middleOf(bins[bin] as ValueBin);
    },
  };
}

/** As many values in some order as are wanted at most, for tests that take single values. */
export function valuesOfBins(bins: readonly ValueBin[], most: number, seed: number): number[] {
  const drawn = drawFrom(bins, seededUniform(seed));
  return Array.from({ length: Math.min(most, drawn.left()) }, () => drawn.next());
}

const middleOf = ({ low, high }: ValueBin): number => (high === Number.POSITIVE_INFINITY ? high : (low + high) / 2);
