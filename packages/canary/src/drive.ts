import type { CanaryDrive, CanaryLook } from "#contracts";

/** What stands at the endpoint now. */
export interface SeenTraffic {
  /** Which models: two that were deployed one after the other are never the same. */
  canary: string | null;
  baseline: string;
  /** Share of the requests that the canary gets. */
  weight: number;
  /** It is 0 because a lease ran out, by the engine's own word, and not because somebody took it away. */
  isLapsed: boolean;
}

/** What somebody else did to the deployment since the rollout began. */
export type Interference = "canary-promoted" | "canary-taken-away" | "canary-replaced" | "weight-moved";

/** Engines keep 32 bits of a weight. */
const same = (left: number, right: number): boolean => Math.abs(left - right) < 2e-6;

export function newDrive(
  deployment: string,
  plan: readonly number[],
  seen: SeenTraffic & { canary: string },
  startedAt: number,
): CanaryDrive {
  const { canary, baseline } = seen;
  return {
    deployment,
    canary,
    baseline,
    plan: [...plan],
    step: 0,
    weight: 0,
    before: 0,
    inForce: true,
    leaseEndsAt: null,
    startedAt,
  };
}

/** Ended without having passed: the canary gets nothing any more. */
const isLost = ({ ended }: Pick<CanaryDrive, "ended">): boolean => ended !== undefined && ended !== "passed";

/**
 * Seconds that a rollout of several runs still has, all of its runs together. One that began by a clock that is ahead of
 * this one's has no more than `longest`.
 */
export const secondsLeft = ({ startedAt }: CanaryDrive, longest: number, now: number): number =>
  Math.min(longest, startedAt === undefined ? longest : startedAt / 1000 + longest - now / 1000);

/** Undefined: the deployment is as the gate left it, or as a lease that ran out did. */
export function interferenceIn(drive: CanaryDrive, seen: SeenTraffic): Interference | undefined {
  if (seen.canary === null && seen.baseline === drive.canary) return "canary-promoted";
  if (seen.canary === null && seen.baseline === drive.baseline) return "canary-taken-away";
  if (seen.canary !== drive.canary || seen.baseline !== drive.baseline) return "canary-replaced";
  if (same(seen.weight, drive.weight) || (!drive.inForce && same(seen.weight, drive.before))) return undefined;
  return seen.isLapsed ? undefined : "weight-moved";
}

/**
 * What is next for a rollout that nobody interfered with. `give`: the step's weight, which is not in force. `look`: it is,
 * and has been since counting began. `hand-over`: every step was judged well. `take-back`: it ended, and the canary still
 * has traffic. `over`: it ended, and there is nothing to do.
 */
export function turnOf(
  { drive, rolledBack }: { drive: CanaryDrive; rolledBack: boolean },
  seen: SeenTraffic,
): "give" | "look" | "hand-over" | "take-back" | "over" {
  if (rolledBack || isLost(drive)) return same(seen.weight, 0) ? "over" : "take-back";
  if (drive.ended === "passed") return "hand-over";
  return drive.inForce && drive.weight > 0 && same(seen.weight, drive.weight) ? "look" : "give";
}

/** The drive as it is written before a weight is asked for. */
export const asking = (drive: CanaryDrive, weight: number, seen: Pick<SeenTraffic, "weight">): CanaryDrive => ({
  ...drive,
  weight,
  before: seen.weight,
  inForce: false,
});

/** The same when the weight was seen to be there. */
export const given = (drive: CanaryDrive, leaseEndsAt: string | null): CanaryDrive => ({
  ...drive,
  before: drive.weight,
  inForce: true,
  leaseEndsAt,
});

/** How far the rollout is after a look; what is asked for then is `wantedBy` it. */
export function afterLook(drive: CanaryDrive, { verdict }: CanaryLook, onInconclusive: "hold" | "abort"): CanaryDrive {
  if (verdict === "ROLLBACK") return { ...drive, ended: "rolled-back" };
  if (verdict === "INCONCLUSIVE") return onInconclusive === "abort" ? { ...drive, ended: "aborted" } : drive;
  const step = drive.step + 1;
  return { ...drive, step, ...(step === drive.plan.length && { ended: "passed" as const }) };
}

/** Weight that the canary should have now. */
export function wantedBy(drive: CanaryDrive): number {
  const { plan, step } = drive;
  if (isLost(drive)) return 0;
  return plan[Math.min(step, plan.length - 1)] ?? 0;
}
