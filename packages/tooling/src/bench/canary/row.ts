import { wilson } from "#statistics";
import { type Draw, drawFrom } from "../draw.ts";
import type { Outcome } from "./rollout.ts";

export interface Row {
  name: string;
  /** Requests of one look, both arms. */
  perLook: number;
  seed: number;
  rollouts: number;
  rolledBack: number;
  /** Ends of its 95 % interval. */
  rolledBackWithin: readonly [number, number];
  /** Of the rollouts that were rolled back, and the lower end of what a goal's median may be to be no other. */
  medianCanaryRequests: number | undefined;
  medianLow: number | undefined;
}

/** Rollouts that the goals' medians are supposed to come from: their table is a simulation, too, and does not say. */
const rolloutsOfGoals = 400;

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
  const at = (place: number): number | undefined => counts[Math.max(0, Math.floor(place))];
  const { low, high } = wilson(counts.length, rollouts);
  // three standard errors of the difference of two medians, as places in the order of the counts
  const apart = 1.5 * Math.sqrt(1 / counts.length + 1 / rolloutsOfGoals);
  return {
    name,
    perLook,
    seed,
    rollouts,
    rolledBack: counts.length / rollouts,
    rolledBackWithin: [low, high],
    medianCanaryRequests: at(counts.length / 2),
    medianLow: at((0.5 - apart) * counts.length),
  };
}
