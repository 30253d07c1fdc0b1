import type { ActionDeps, PostDeps } from "#action-kit";
import { type Deployment, ToolkitError } from "#contracts";
import type { Serving } from "#serving";
import { type AnnouncementInputs, endpointAnnouncer } from "./announce-endpoint.ts";

const name = "endpoint-change";

/**
 * Remembers that the endpoint is being changed until the work came to an end of its own, good or bad: a job that is
 * cancelled in between has a post step that sees it.
 * @param id of the deployment
 */
export async function changing<Result>(
  { saveState }: Pick<ActionDeps, "saveState">,
  id: string,
  work: () => Promise<Result>,
): Promise<Result> {
  saveState(name, id);
  try {
    const result = await work();
    saveState(name, "");
    return result;
  } catch (error) {
    // what the provider refused or gave up it has cleared away by itself
    if (error instanceof ToolkitError && error.code !== "cancelled") saveState(name, "");
    throw error;
  }
}

/**
 * For the post step: after an ending in between, traffic and record are brought to one state that serves.
 * @param bring how: `settle` goes back to what the record says, a rollback is done to its end
 */
export async function bringTogether(
  inputs: AnnouncementInputs,
  deps: PostDeps,
  open: () => Promise<Serving>,
  bring: (serving: Serving) => Promise<Deployment | undefined>,
): Promise<void> {
  const id = deps.savedState(name);
  if (id === "") return;
  const record = await bring(await open());
  const modelRef = record?.variants.baseline.modelRef;
  deps.log.warning(
    record
      ? `the job ended in the middle: ${modelRef} has the traffic, as deployment.json says (${record.rollout?.step ?? "unknown step"})`
      : "the job ended in the middle: nothing is deployed, as before",
  );
  await endpointAnnouncer(inputs, deps).say(id, "failure", (text) => text.interrupted(modelRef ?? "—"));
}
