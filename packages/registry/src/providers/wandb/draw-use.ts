import { recordUse } from "#wandb-ts";
import type { Consumer } from "../../registry.ts";
import type { Home } from "./open.ts";
import { duringRun } from "./with-run.ts";

/**
 * What `run.use_artifact` draws: in the run that somebody has going (WANDB_RUN_ID), which stays theirs to end, or else in one
 * of this consumer, of its own job type.
 * @throws WandbError `not-found` where the run that was told is not there
 */
export async function drawUse(home: Home, artifactId: string, { purpose, id }: Consumer): Promise<void> {
  const { wandb, project, consumer } = home;
  const entity = await home.entity();
  if (consumer) {
    const place = { entity: consumer.entity ?? entity, project: consumer.project ?? project, run: consumer.id };
    return await recordUse(wandb, place, artifactId);
  }
  await duringRun(home, { id, jobType: purpose }, (run) => recordUse(wandb, { entity, project, run }, artifactId));
}
