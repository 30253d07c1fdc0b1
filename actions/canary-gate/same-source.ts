import { type CanaryState, ToolkitError } from "#contracts";

export type Place = NonNullable<CanaryState["telemetry"]>;

/**
 * Place where the next look of a source begins.
 * @throws ToolkitError `canary-source-changed`
 */
export function placeIn({ telemetry }: CanaryState, name: string): Place {
  if (telemetry?.source === name) return telemetry;
  throw new ToolkitError({
    code: "canary-source-changed",
    message: `the state was gathered from ${telemetry?.source ?? "a file"}, and ${name} is another source`,
    hint: "finish the rollout with the selectors and the address it began with, or begin another with a state of its own",
  });
}
