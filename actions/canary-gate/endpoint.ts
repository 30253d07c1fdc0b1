import type { ActionDeps, Inputs } from "#action-kit";
import type { SeenTraffic } from "#canary";
import { type CanaryReport, type Deployment, type ServedVariant, ToolkitError } from "#contracts";
import type { Serving, TrafficWeight } from "#serving";
import type { Driven } from "./driven.ts";
import type { spec } from "./spec.ts";

export interface Seen extends SeenTraffic {
  deployment: Deployment;
}

/** What the gate does to an endpoint. */
export interface Endpoint {
  see(): Promise<Seen>;
  setWeight(canary: number, leaseSeconds: number | null): Promise<TrafficWeight>;
}

const idOf = ({ modelRef, server, startedAt }: ServedVariant): string => `${modelRef} ${server} ${startedAt}`;

/** Opened anew for every call, since credentials may be renewed while a rollout goes on. */
export function endpointOf(
  { target, endpoint }: Pick<Driven, "target" | "endpoint">,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Endpoint {
  async function open(): Promise<Serving> {
    const { openServing } = await import("../open-serving.ts");
    // weights wait for nobody
    const never = { "on-busy": "refuse", "busy-timeout": 0 } as const;
    return await openServing({ ...inputs, ...never, target, endpoint }, deps);
  }
  return {
    async see() {
      const serving = await open();
      const { canary: weight, leaseExpiresAt } = await serving.weights();
      const deployment = await serving.describe();
      if (!deployment)
        throw new ToolkitError({
          code: "not-deployed",
          message: `nothing is deployed at ${endpoint}`,
          hint: "deploy a model, and a candidate with strategy: canary",
        });
      const { canary, baseline } = deployment.variants;
      return {
        deployment,
        canary: canary && idOf(canary),
        baseline: idOf(baseline),
        weight,
        isLapsed: weight === 0 && leaseExpiresAt !== null,
      };
    },
    setWeight: async (canary, leaseSeconds) => await (await open()).setWeight(canary, leaseSeconds),
  };
}

export const modelRefsOf = ({ deployment }: Seen): NonNullable<CanaryReport["modelRefs"]> => ({
  canary: deployment.variants.canary?.modelRef ?? "",
  baseline: deployment.variants.baseline.modelRef,
});
