import type { Inputs, PostDeps } from "#action-kit";
import { wasCompleted } from "./completed.ts";
import { openDeployment } from "./open-deployment.ts";
import type { spec } from "./spec.ts";

/** After an ending in between (cancelled, killed, failed): the canary gets nothing, and none of the looks counts. */
export async function post(inputs: Inputs<typeof spec>, deps: PostDeps): Promise<void> {
  if (wasCompleted(deps)) return;
  if (inputs["metric-source"] === "router") {
    const { admin } = await openDeployment(inputs, deps);
    await admin.setWeight(0, null);
    deps.log.warning("the rollout did not come to its end: the canary's weight is 0");
  }
  const state = inputs.state ? `; ${inputs.state} is what it was before` : "";
  deps.log.warning(`canary-gate did not come to its end, so none of its looks counts${state}`);
}
