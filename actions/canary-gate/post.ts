import type { Inputs, PostDeps } from "#action-kit";
import { wasCompleted } from "./completed.ts";
import type { spec } from "./spec.ts";

/** After an ending in between (cancelled, killed, failed). A file moves no traffic, so nothing has to be taken back. */
export async function post(inputs: Inputs<typeof spec>, deps: PostDeps): Promise<void> {
  if (wasCompleted(deps)) return;
  const state = inputs.state ? `; ${inputs.state} is what it was before` : "";
  deps.log.warning(`canary-gate did not come to its end, so none of its looks counts${state}`);
}
