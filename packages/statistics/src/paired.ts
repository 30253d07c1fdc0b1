import { binomialTail, normalQuantile } from "./distributions.ts";
import { seededUniform } from "./random.ts";

/** Value at a share of the sorted values, linear between two (type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] as number;
  return below + (at - Math.floor(at)) * ((sorted[Math.ceil(at)] as number) - below);
}

/** Two-sided p that paired differences are symmetric about 0: every sign for 20 pairs or fewer, else seeded draws. */
export function signFlipTest(differences: readonly number[], { draws = 10_000, seed = 1 } = {}): number {
  const moved = Float64Array.from(differences.filter((difference) => difference !== 0));
  const observed = Math.abs(moved.reduce((sum, difference) => sum + difference, 0)) - 1e-12;
  const exact = moved.length <= 20;
  const total = exact ? 2 ** moved.length : draws;
  const uniform = seededUniform(seed);
  let extreme = 0;
  for (let draw = 0; draw < total; draw++) {
    let [sum, signs] = [0, draw];
    for (let index = 0; index < moved.length; index++) {
      // one number of the generator holds 32 signs
      if (!exact && index % 32 === 0) signs = uniform() * 4_294_967_296;
      sum += signs & 1 ? (moved[index] as number) : -(moved[index] as number);
      signs >>>= 1;
    }
    if (Math.abs(sum) >= observed) extreme += 1;
  }
  return exact ? extreme / total : (extreme + 1) / (total + 1);
}

/** Exact two-sided McNemar test of b against c discordant pairs. */
export function mcnemarExact(b: number, c: number): number {
  return b + c === 0 ? 1 : Math.min(1, 2 * binomialTail(Math.max(b, c), b + c, 0.5));
}

/** Holm's step-down adjustment (Holm 1979), in the order given. */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((left, right) => left.p - right.p);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}

/** Pairs needed to see a mean difference of `delta` (two-sided, normal approximation). */
export function sampleSizeNeeded(sdOfDifferences: number, delta: number, { alpha = 0.05, power = 0.8 } = {}): number {
  const z = normalQuantile(1 - alpha / 2) + normalQuantile(power);
  return Math.ceil(((z * sdOfDifferences) / delta) ** 2);
}
