import { type Interference, interferenceIn } from "#canary";
import { type CanaryDrive, ToolkitError } from "#contracts";
import type { Seen } from "./endpoint.ts";

const told: Record<Interference, string> = {
  "canary-promoted": "was promoted since the rollout began",
  "canary-taken-away": "was taken away since the rollout began",
  "canary-replaced": "is another one, or stands beside another model, than when the rollout began",
  "weight-moved": "has a weight that this gate did not give it",
};

const share = (weight: number): string => `${Math.round(weight * 1e4) / 100} %`;

/**
 * Somebody else decided: the gate moves nothing any more.
 * @throws ToolkitError named after what was decided, see `Interference`
 */
export function requireUntouched(drive: CanaryDrive, seen: Seen): void {
  const code = interferenceIn(drive, seen);
  if (code === undefined) return;
  throw new ToolkitError({
    code,
    message: `the canary of ${drive.deployment} ${told[code]}; it gets ${share(seen.weight)} now, the gate gave it ${share(drive.weight)}`,
    hint: "the gate undoes no decision of a person and moved nothing; begin another rollout with a state of its own",
  });
}

/**
 * A canary that a rollout may begin with.
 * @throws ToolkitError `no-canary`, `weight-not-ours`
 */
export function requireFree(seen: Seen, deployment: string): Seen & { canary: string } {
  const { canary, weight } = seen;
  if (canary === null)
    throw new ToolkitError({
      code: "no-canary",
      message: `${deployment} has no canary`,
      hint: "deploy a candidate with strategy: canary first",
    });
  if (weight === 0) return { ...seen, canary };
  throw new ToolkitError({
    code: "weight-not-ours",
    message: `the canary of ${deployment} gets ${share(weight)} already, and not from this rollout`,
    hint: "go on with the state of the rollout that gave it, let its lease end (rollback with only: abandoned ends it on SageMaker), or take it away by rollback",
  });
}

const codes = new Set<string>([
  ...Object.keys(told),
  "weight-not-ours",
  // another run is at it, and has the say
  "gate-busy",
  "locked",
]);

/** Whether what was thrown means that the weights are somebody else's. */
export const isHandsOff = (error: unknown): boolean => error instanceof ToolkitError && codes.has(error.code);
