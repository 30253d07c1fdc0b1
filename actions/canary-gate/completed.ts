import type { ActionDeps, PostDeps } from "#action-kit";

const name = "canary-gate";

/** Remembers that the looks came to their end: `post` leaves everything as it is then. */
export const markCompleted = ({ saveState }: Pick<ActionDeps, "saveState">): void => saveState(name, "completed");

export const wasCompleted = ({ savedState }: Pick<PostDeps, "savedState">): boolean => savedState(name) === "completed";
