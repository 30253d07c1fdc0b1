import type { CanaryBlock } from "#contracts";

/** Weights of the default plan; the gate ends at 95 %. */
export const plan = Array.from({ length: 19 }, (_, index) => (5 * (index + 1)) / 100);

/** What both arms did in one look at this weight, cut into equal minutes. */
export type Traffic = (weight: number, look: string, minutes: number) => CanaryBlock[];

/** One rollout's judge; it remembers what it has seen. */
export interface Gate {
  /** How finely it wants a look cut. */
  minutes: number;
  judge(minutes: readonly CanaryBlock[]): "advance" | "hold" | "rollback";
}

export interface Outcome {
  rolledBack: boolean;
  /** Requests that the canary had served by then. */
  canaryRequests: number;
}

/** More looks than any rollout has in practice: what is still held then has not been rolled back. */
const mostLooks = 200;

/** One rollout: a look a step, and another look at the same weight while nothing is decided. */
export function rollout(traffic: Traffic, gate: Gate): Outcome {
  let canaryRequests = 0;
  let step = 0;
  for (let look = 0; step < plan.length && look < mostLooks; look++) {
    const minutes = traffic(plan[step] as number, String(look), gate.minutes);
    for (const { canary } of minutes) canaryRequests += canary.requests;
    const verdict = gate.judge(minutes);
    if (verdict === "rollback") return { rolledBack: true, canaryRequests };
    if (verdict === "advance") step += 1;
  }
  return { rolledBack: false, canaryRequests };
}

type Arm = CanaryBlock["canary"];

/** Minutes as one block. */
export function merged(minutes: readonly CanaryBlock[]): CanaryBlock {
  const [first] = minutes as [CanaryBlock];
  if (minutes.length === 1) return first;
  const arm = (pick: (block: CanaryBlock) => Arm): Arm => {
    const total = (name: "requests" | "errors" | "over_tau" | "over_margin"): number =>
      minutes.reduce((sum, block) => sum + (pick(block)[name] ?? 0), 0);
    return {
      requests: total("requests"),
      errors: total("errors"),
      over_tau: total("over_tau"),
      over_margin: total("over_margin"),
      scores: minutes.flatMap((block) => pick(block).scores ?? []),
    };
  };
  return { block: first.block, canary: arm(({ canary }) => canary), baseline: arm(({ baseline }) => baseline) };
}
