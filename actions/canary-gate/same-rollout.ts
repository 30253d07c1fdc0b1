import { type CanarySettings, requireContinuable } from "#canary";
import { type CanaryDrive, type CanaryState, ToolkitError } from "#contracts";
import type { Driven } from "./driven.ts";

/**
 * How far the rollout of a state is.
 * @throws ToolkitError `canary-not-driven`, `canary-deployment-changed`, `canary-plan-changed`; of other rules as
 * `requireContinuable`
 */
export function requireSameRollout(before: CanaryState, { name, plan }: Driven, settings: CanarySettings): CanaryDrive {
  // one that was rolled back may still have traffic to be taken away
  if (!before.rolledBack) requireContinuable(before, settings);
  const { drive } = before;
  if (!drive) throw changed("canary-not-driven", "the state was gathered without moving any weight");
  if (drive.deployment !== name)
    throw changed("canary-deployment-changed", `the state is of a rollout on ${drive.deployment}, not on ${name}`);
  if (drive.plan.join() !== plan.join())
    throw changed(
      "canary-plan-changed",
      `the rollout began with the plan ${drive.plan.join(", ")}, not ${plan.join(", ")}`,
    );
  return drive;
}

/**
 * A state whose looks move no weights.
 * @throws ToolkitError `canary-driven`; of other rules as `requireContinuable`
 */
export function requireLookedAt(before: CanaryState, settings: CanarySettings): void {
  requireContinuable(before, settings);
  if (before.drive)
    throw changed("canary-driven", `the state is of a rollout that moves the weights of ${before.drive.deployment}`);
}

/** Why a rollout that has ended takes no look any more. */
export function requireGoesOn(state: CanaryState, settings: CanarySettings): ToolkitError {
  requireContinuable(state, settings);
  return new ToolkitError({
    code: "canary-ended",
    message:
      state.drive?.ended === "timed-out"
        ? "this rollout ended when its max-duration was over"
        : "this rollout ended at a look that could not decide, as on-inconclusive: abort demands",
    hint: "begin the next rollout with a state of its own",
  });
}

const changed = (code: string, message: string): ToolkitError =>
  new ToolkitError({
    code,
    message,
    hint: "finish the rollout as it began, or begin another with a state of its own",
  });
