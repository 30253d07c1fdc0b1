import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { deployReport, rendered } from "#reports";
import { localProvider } from "../deploy/local.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const serving = await localProvider(inputs, deps);
  const deployment = await serving.rollback();
  const { modelRef } = deployment.variants.baseline;
  deps.log.info(`all traffic is on ${modelRef}`);
  return {
    outputs: { "model-ref": modelRef, endpoint: deployment.url },
    report: rendered(deployment, deployReport("rollback", deployment, inputs.language)),
  };
}
