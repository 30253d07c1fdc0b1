import { type Deployment, InputError, ToolkitError } from "#contracts";
import type { Strategy } from "./serving.ts";

/** The record of a canary that stands for weight, or of none. */
export function unshadowed({ shadow: _share, ...record }: Deployment): Deployment {
  return record;
}

/**
 * The record of a candidate that stands beside, as its strategy has it.
 * @param share of the requests that a shadow gets copies of
 * @throws InputError for what is no share
 */
export function shapedBy(strategy: Strategy, record: Deployment, share = 1): Deployment {
  if (strategy !== "shadow") return unshadowed(record);
  if (share > 0 && share <= 1) return { ...record, shadow: share };
  throw new InputError([{ where: "shadow-percent", problem: `is ${share * 100}`, legal: "above 0, at most 100" }]);
}

/** Why no weight is given to a shadow. */
export const shadowHasNoWeight = (provider: string, modelRef: string): ToolkitError =>
  new ToolkitError({
    code: "shadow-canary",
    provider,
    message: `${modelRef} stands as a shadow: it gets copies, and no weight`,
    hint: "promote it, roll it back, or deploy it with strategy: canary",
  });
