import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { ToolkitError } from "#contracts";
import { readJson, stateFolder, withFolderLock } from "#platform";
import { claimSchema } from "./claim-schema.ts";

export interface Claim {
  /** What is judged: two gates with the same are on one deployment. */
  subject: string;
  /** Path of the state that goes on; a gate without one is done when its run is. */
  state: string | undefined;
  stateDir: string | undefined;
  /** How long the subject stays claimed after a look. */
  seconds: number;
}

/**
 * Works while no other gate judges the same deployment from this machine: two would both take the other's effect for the
 * canary's. A rollout over several runs keeps its claim between them, until it `ended` or goes on too late.
 * @throws ToolkitError `gate-busy` naming the other gate and its run
 */
export async function withClaim<Result>(
  deps: ActionDeps,
  { subject, state, stateDir, seconds }: Claim,
  work: () => Promise<Result>,
  ended: (result: Result) => boolean = () => true,
): Promise<Result> {
  const folder = join(stateDir ?? stateFolder(deps.environment), "gates");
  const path = join(folder, `${subject.replace(/[^a-z0-9-]/gi, "-")}.json`);
  await deps.files.makeFolder(folder);
  const renew = (holder: string): Promise<void> =>
    deps.files.writeAtomic(
      path,
      `${JSON.stringify({ holder, run: deps.github.runUrl, until: deps.clock.now() + seconds * 1000 })}\n`,
    );

  async function alone(): Promise<Result> {
    const other = (await deps.files.stat(path)) && (await readJson(deps.files, path, claimSchema, path));
    if (other && other.holder !== state && other.until > deps.clock.now())
      throw busy(`${other.holder} (${other.run}) until ${new Date(other.until).toISOString()}`, path);
    if (state === undefined) return await work();
    await renew(state);
    const result = await work();
    if (ended(result)) await deps.files.remove(path);
    else await renew(state);
    return result;
  }

  try {
    return await withFolderLock(deps, `${path}.lock`, alone, { waitSeconds: 0 });
  } catch (error) {
    if (error instanceof ToolkitError && error.code === "locked") throw busy(error.message, `${path}.lock`);
    throw error;
  }
}

const busy = (by: string, path: string): ToolkitError =>
  new ToolkitError({
    code: "gate-busy",
    message: `another gate judges this deployment: ${by}`,
    hint: `let it end, or go on with its state; if it was given up, remove ${path}`,
  });
