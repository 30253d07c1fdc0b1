import type { ActionDeps, PostDeps } from "#action-kit";
import { type CanaryDrive, canaryDriveSchema } from "#contracts";

const name = "canary-gate";
const driveName = "canary-gate-drive";

/** Remembers that the looks came to their end: `post` leaves everything as it is then. */
export const markCompleted = ({ saveState }: Pick<ActionDeps, "saveState">): void => saveState(name, "completed");

export const wasCompleted = ({ savedState }: Pick<PostDeps, "savedState">): boolean => savedState(name) === "completed";

/** Remembers what the canary was given, before it is. */
export const rememberDrive = ({ saveState }: Pick<ActionDeps, "saveState">, drive: CanaryDrive): void =>
  saveState(driveName, JSON.stringify(drive));

export function rememberedDrive({ savedState }: Pick<PostDeps, "savedState">): CanaryDrive | undefined {
  const text = savedState(driveName);
  return text === "" ? undefined : canaryDriveSchema.parse(JSON.parse(text));
}
