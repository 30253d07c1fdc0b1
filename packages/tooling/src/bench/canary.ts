import { type CanarySettings, defaultSettings, look, newCanaryState, overdispersionOf, type Window } from "#canary";
import type { CanaryBlock, CanaryMetric } from "#contracts";
import { normalCdf, normalQuantile } from "#statistics";
import { type Draw, drawFrom } from "./draw.ts";

export const title = "Canary: share of rollouts rolled back";

/** A tenth of the rollouts unless all are asked for. */
export function* lines({ full }: { full: boolean }): Generator<string> {
  for (const row of canaryRows(full ? 1 : 0.1)) yield JSON.stringify(row);
}

/** How the canary differs: factors on its error rate, its latency and its mean score; 1 is a healthy canary. */
export interface Effect {
  errors: number;
  latency: number;
  quality: number;
}

export interface Outcome {
  rolledBack: boolean;
  /** Requests that the canary had served by then. */
  canaryRequests: number;
}

const healthy: Effect = { errors: 1, latency: 1, quality: 1 };
/** Weights of the default plan; the gate ends at 95 %. */
const plan = Array.from({ length: 19 }, (_, index) => (5 * (index + 1)) / 100);
const baseErrors = 0.01;
/** Latencies are log-normal, so that a factor moves the tail as a share of the spread. */
const latencySpread = 0.5;
const score = { mean: 0.8, spread: 0.12 };

type BlockAt = (weight: number, id: string) => CanaryBlock;

/** One rollout with holds: a look a step, and another look at the same weight while nothing is decided. */
export function rollout(blockAt: BlockAt, declared: readonly CanaryMetric[], settings: CanarySettings): Outcome {
  let state = newCanaryState(declared, settings);
  let canaryRequests = 0;
  let looks = 0;
  for (let step = 0; step < plan.length && looks < 200; looks++) {
    const block = blockAt(plan[step] as number, String(looks));
    const looked = look(state, block, settings);
    state = looked.state;
    canaryRequests += block.canary.requests;
    if (looked.look.verdict === "ROLLBACK") return { rolledBack: true, canaryRequests };
    if (looked.look.verdict === "CONTINUE") step += 1;
  }
  return { rolledBack: false, canaryRequests };
}

/** Independent requests: each arm's are split by chance, as a router does by request id. */
export function independent(draw: Draw, perLook: number, effect: Effect): BlockAt {
  const above = (factor: number, margin: number): number =>
    1 - normalCdf(normalQuantile(0.95) + (Math.log(margin) - Math.log(factor)) / latencySpread);
  const [slow, slower] = [above(effect.latency, 1), above(effect.latency, 1.2)];
  const scores = (n: number, factor: number): number[] =>
    Array.from({ length: n }, () => factor * Math.min(1, Math.max(0, score.mean + score.spread * draw.normal())));
  return (weight, block) => {
    const canary = draw.binomial(perLook, weight);
    const overTau = draw.binomial(canary, slow);
    return {
      block,
      canary: {
        requests: canary,
        errors: draw.binomial(canary, baseErrors * effect.errors),
        over_tau: overTau,
        over_margin: draw.binomial(overTau, slower / slow),
        scores: scores(canary, effect.quality),
      },
      baseline: {
        requests: perLook - canary,
        errors: draw.binomial(perLook - canary, baseErrors),
        over_tau: draw.binomial(perLook - canary, 0.05),
        scores: scores(perLook - canary, 1),
      },
    };
  };
}

/** Users that stay with their arm and differ widely in their error rates, Beta(.02, 1.98); buckets of them as windows. */
export function sticky(draw: Draw, perLook: number, users: number): { blockAt: BlockAt; windows: Window[] } {
  const population = Array.from({ length: users }, () => ({ place: draw.uniform(), rate: draw.beta(0.02, 1.98) }));
  const each = (take: (place: number, failed: boolean) => void): void => {
    for (let request = 0; request < perLook; request++) {
      const user = population[Math.floor(draw.uniform() * users)] as { place: number; rate: number };
      take(user.place, draw.uniform() < user.rate);
    }
  };
  const buckets = Array.from({ length: 60 }, (): [number, number] => [0, 0]);
  for (let look = 0; look < plan.length; look++)
    each((place, failed) => {
      const bucket = buckets[Math.floor(place * buckets.length)] as [number, number];
      bucket[0] += 1;
      if (failed) bucket[1] += 1;
    });
  const blockAt: BlockAt = (weight, block) => {
    const arms = { canary: { requests: 0, errors: 0 }, baseline: { requests: 0, errors: 0 } };
    each((place, failed) => {
      const arm = place < weight ? arms.canary : arms.baseline;
      arm.requests += 1;
      if (failed) arm.errors += 1;
    });
    return { block, ...arms };
  };
  return { blockAt, windows: buckets };
}

export interface Row {
  name: string;
  perLook: number;
  seed: number;
  rollouts: number;
  rolledBack: number;
  /** Median over the rollouts that were rolled back. */
  medianCanaryRequests: number | undefined;
}

export function rowOf(
  name: string,
  perLook: number,
  seed: number,
  rollouts: number,
  one: (draw: Draw) => Outcome,
): Row {
  const draw = drawFrom(seed);
  const outcomes = Array.from({ length: rollouts }, () => one(draw));
  const counts = outcomes
    .filter(({ rolledBack }) => rolledBack)
    .map(({ canaryRequests }) => canaryRequests)
    .sort((left, right) => left - right);
  const medianCanaryRequests = counts[Math.floor(counts.length / 2)];
  return { name, perLook, seed, rollouts, rolledBack: counts.length / rollouts, medianCanaryRequests };
}

const all: CanaryMetric[] = ["errors", "latency", "quality"];
const effects: [string, Effect, CanaryMetric[]][] = [
  ["errors x2", { ...healthy, errors: 2 }, ["errors"]],
  ["errors x3", { ...healthy, errors: 3 }, ["errors"]],
  ["errors x5", { ...healthy, errors: 5 }, ["errors"]],
  ["p95 x1.3", { ...healthy, latency: 1.3 }, ["latency"]],
  ["p95 x1.5", { ...healthy, latency: 1.5 }, ["latency"]],
  ["p95 x2", { ...healthy, latency: 2 }, ["latency"]],
  ["quality -7 %", { ...healthy, quality: 0.93 }, ["quality"]],
  ["quality -10 %", { ...healthy, quality: 0.9 }, ["quality"]],
  ["quality -20 %", { ...healthy, quality: 0.8 }, ["quality"]],
];

/** False rollbacks of healthy canaries, detection of bad ones, and sticky users; `size` multiplies the rollouts. */
function* canaryRows(size = 1): Generator<Row> {
  const count = (rollouts: number): number => Math.max(1, Math.round(rollouts * size));
  for (const [index, [perLook, rollouts]] of (
    [
      [200, 2000],
      [500, 2000],
      [2000, 1000],
      [10_000, 300],
    ] as const
  ).entries())
    for (const rule of ["evidence", "specification"] as const)
      yield rowOf(`healthy, rule ${rule}`, perLook, 101 + index, count(rollouts), (draw) =>
        rollout(independent(draw, perLook, healthy), all, { ...defaultSettings, rule }),
      );
  for (const [index, [name, effect, declared]] of effects.entries())
    for (const perLook of [500, 2000])
      yield rowOf(name, perLook, 201 + index, count(400), (draw) =>
        rollout(independent(draw, perLook, effect), declared, defaultSettings),
      );
  for (const users of [200, 1000, 10_000])
    for (const assignment of ["request", "user"] as const)
      yield rowOf(`healthy, ${users} sticky users judged by ${assignment}`, 2000, 301 + users, count(300), (draw) => {
        const { blockAt, windows } = sticky(draw, 2000, users);
        const overdispersion = assignment === "user" ? { errors: overdispersionOf(windows) } : undefined;
        return rollout(blockAt, ["errors"], { ...defaultSettings, assignment, overdispersion });
      });
}
