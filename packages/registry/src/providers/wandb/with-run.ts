import { finishRun, upsertRun } from "#wandb-ts";
import type { Home } from "./open.ts";

/**
 * W&B takes artifacts only from runs. All that a registry writes in a project comes from one run with a name of its own:
 * made or taken up again, and ended afterwards, so that a killed writer leaves none that counts as crashed for good.
 */
export async function withRun<Result>(home: Home, work: (run: string) => Promise<Result>): Promise<Result> {
  return await duringRun(home, { id: home.run, jobType: "register" }, work);
}

/** The same for a run of another name and kind. */
export async function duringRun<Result>(
  { wandb, entity, project }: Home,
  { id, jobType }: { id: string; jobType: string },
  work: (run: string) => Promise<Result>,
): Promise<Result> {
  const opened = await upsertRun(wandb, { entity: await entity(), project, id, displayName: id, jobType });
  try {
    return await work(opened.id);
  } finally {
    await finishRun(wandb, opened);
  }
}
