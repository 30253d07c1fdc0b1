import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { deployReport, releaseReport, rendered } from "#reports";
import { openServing } from "../open-serving.ts";
import { releaseParts } from "../release-parts.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const serving = await openServing(inputs, deps);
  const deployment = await serving.rollback();
  const { modelRef } = deployment.variants.baseline;
  deps.log.info(`all traffic is on ${modelRef}`);
  const last = deployReport("rollback", deployment, inputs.language);
  const parts = await releaseParts(deps.files, inputs["report-dir"], deps.workspace);
  return {
    outputs: { "model-ref": modelRef, endpoint: deployment.url },
    report: rendered(deployment, releaseReport(parts, "rolled-back", last)),
  };
}
