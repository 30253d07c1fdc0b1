import { finishRun, upsertRun } from "#wandb-ts";
import type { Home } from "./open.ts";

/**
 * W&B takes artifacts only from runs. All that a registry writes in a project comes from one run with a name of its own:
 * made or taken up again, and ended afterwards, so that a killed writer leaves none that counts as crashed for good.
 */
export async function withRun<Result>(
  { wandb, entity, project, run }: Home,
  work: (run: string) => Promise<Result>,
): Promise<Result> {
  const draft = { entity: await entity(), project, id: run, displayName: run, jobType: "register" };
  const opened = await upsertRun(wandb, draft);
  try {
    return await work(opened.id);
  } finally {
    await finishRun(wandb, opened);
  }
}
