import { type Draw, drawFrom } from "../draw.ts";
import type { Outcome } from "./rollout.ts";

export interface Row {
  name: string;
  /** Requests of one look, both arms. */
  perLook: number;
  seed: number;
  rollouts: number;
  rolledBack: number;
  /** Of the rollouts that were rolled back, and its lower end within three standard errors. */
  medianCanaryRequests: number | undefined;
  medianLow: number | undefined;
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
  const at = (place: number): number | undefined => counts[Math.max(0, Math.floor(place))];
  return {
    name,
    perLook,
    seed,
    rollouts,
    rolledBack: counts.length / rollouts,
    medianCanaryRequests: at(counts.length / 2),
    medianLow: at(counts.length / 2 - 1.5 * Math.sqrt(counts.length)),
  };
}
