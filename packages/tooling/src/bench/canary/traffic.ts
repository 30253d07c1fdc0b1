import type { Window } from "#canary";
import { normalCdf, normalQuantile } from "#statistics";
import type { Draw } from "../draw.ts";
import { plan, type Traffic } from "./rollout.ts";

/** How the canary differs: factors on its error rate, its latency and its mean score. */
export interface Effect {
  errors: number;
  latency: number;
  quality: number;
}

export const healthy: Effect = { errors: 1, latency: 1, quality: 1 };

const baseErrors = 0.01;
/** By definition of tau. */
const baseSlow = 0.05;
/** Latencies are log-normal, so that a factor moves the tail as a share of the spread. */
const latencySpread = 0.5;
const score = { mean: 0.8, spread: 0.12 };

/** What multiplies an arm's rates in one look. */
interface Swing {
  errors: number;
  slow: number;
}

const calm = (): Swing => ({ errors: 1, slow: 1 });

/** Each arm's share of requests is split by chance, as a router does by request id; its rates swing from look to look. */
function split(draw: Draw, perLook: number, effect: Effect, swing: () => Swing): Traffic {
  const above = (margin: number): number =>
    1 - normalCdf(normalQuantile(1 - baseSlow) + (Math.log(margin) - Math.log(effect.latency)) / latencySpread);
  const [slow, slower] = [above(1), above(1.2)];
  const scores = (n: number, factor: number): number[] =>
    Array.from({ length: n }, () => factor * Math.min(1, Math.max(0, score.mean + score.spread * draw.normal())));
  return (weight, look, minutes) => {
    const swings = { canary: swing(), baseline: swing() };
    return Array.from({ length: minutes }, (_, minute) => {
      const requests = Math.round((perLook * (minute + 1)) / minutes) - Math.round((perLook * minute) / minutes);
      const canary = draw.binomial(requests, weight);
      const overTau = draw.binomial(canary, Math.min(1, slow * swings.canary.slow));
      const baseline = requests - canary;
      return {
        block: minutes === 1 ? look : `${look}.${minute}`,
        canary: {
          requests: canary,
          errors: draw.binomial(canary, Math.min(1, baseErrors * effect.errors * swings.canary.errors)),
          over_tau: overTau,
          over_margin: draw.binomial(overTau, slower / slow),
          scores: scores(canary, effect.quality),
        },
        baseline: {
          requests: baseline,
          errors: draw.binomial(baseline, Math.min(1, baseErrors * swings.baseline.errors)),
          over_tau: draw.binomial(baseline, Math.min(1, baseSlow * swings.baseline.slow)),
          scores: scores(baseline, 1),
        },
      };
    });
  };
}

/** Independent requests. */
export const independent = (draw: Draw, perLook: number, effect: Effect): Traffic => split(draw, perLook, effect, calm);

/** Squared coefficient of variation of a look's rate: half its mean. */
const burstiness = 0.25;

/**
 * A healthy canary in bursts: each arm's rates are another multiple of their mean in each look, independent of the other
 * arm's. The windows are of the baseline alone, each as long as a look.
 */
export function bursty(
  draw: Draw,
  perLook: number,
  known: number,
): { traffic: Traffic; windows: { errors: Window[]; latency: Window[] } } {
  const swing = (): Swing => ({ errors: draw.gamma(burstiness), slow: draw.gamma(burstiness) });
  const windows = (rate: number): Window[] =>
    Array.from({ length: known }, () => [perLook, draw.binomial(perLook, Math.min(1, rate * draw.gamma(burstiness)))]);
  return {
    traffic: split(draw, perLook, healthy, swing),
    windows: { errors: windows(baseErrors), latency: windows(baseSlow) },
  };
}

/** What one user's requests are like: shares of them that fail, and that are slower than tau. */
interface User {
  place: number;
  errors: number;
  slow: number;
}

/** Requests slower than 1.2 tau among those slower than tau, where latencies are log-normal. */
const slowerShare = (1 - normalCdf(normalQuantile(1 - baseSlow) + Math.log(1.2) / latencySpread)) / baseSlow;

/**
 * Users that stay with their arm and differ widely, their error rates as Beta(.02, 1.98) and their slow requests as
 * Beta(.1, 1.9); random buckets of them as windows.
 */
export function sticky(
  draw: Draw,
  perLook: number,
  users: number,
): { traffic: Traffic; windows: { errors: Window[]; latency: Window[] } } {
  const population = Array.from(
    { length: users },
    (): User => ({ place: draw.uniform(), errors: draw.beta(0.02, 1.98), slow: draw.beta(0.1, 1.9) }),
  );
  const each = (take: (place: number, failed: boolean, slow: boolean) => void): void => {
    for (let request = 0; request < perLook; request++) {
      const { place, errors, slow } = population[Math.floor(draw.uniform() * users)] as User;
      take(place, draw.uniform() < errors, draw.uniform() < slow);
    }
  };
  const buckets = Array.from({ length: 60 }, () => ({ requests: 0, errors: 0, slow: 0 }));
  for (let look = 0; look < plan.length; look++)
    each((place, failed, slow) => {
      const bucket = buckets[Math.floor(place * buckets.length)] as (typeof buckets)[number];
      bucket.requests += 1;
      if (failed) bucket.errors += 1;
      if (slow) bucket.slow += 1;
    });
  const traffic: Traffic = (weight, block) => {
    const none = () => ({ requests: 0, errors: 0, over_tau: 0 });
    const arms = { canary: none(), baseline: none() };
    each((place, failed, slow) => {
      const arm = place < weight ? arms.canary : arms.baseline;
      arm.requests += 1;
      if (failed) arm.errors += 1;
      if (slow) arm.over_tau += 1;
    });
    const { canary, baseline } = arms;
    return [{ block, canary: { ...canary, over_margin: draw.binomial(canary.over_tau, slowerShare) }, baseline }];
  };
  return {
    traffic,
    windows: {
      errors: buckets.map(({ requests, errors }): Window => [requests, errors]),
      latency: buckets.map(({ requests, slow }): Window => [requests, slow]),
    },
  };
}
