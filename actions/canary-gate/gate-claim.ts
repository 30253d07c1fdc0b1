import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { parseStrictly, ToolkitError } from "#contracts";
import { readJson, stateFolder, withFolderLock } from "#platform";
import type { StateStore } from "#state";
import { claimSchema } from "./claim-schema.ts";

export interface Claim {
  /** What is judged: two gates with the same are on one deployment. */
  subject: string;
  /** Name of the state that goes on; a gate without one is done when its run is. */
  state: string | undefined;
  stateDir: string | undefined;
  /** How long the subject stays claimed after a look. */
  seconds: number;
  /** Where runs of other machines see the claim. */
  shared?: StateStore | undefined;
  /** How long a gate without a state lasts at most, for those. */
  longest?: number;
}

/** A schedule that goes on with a rollout that has ended keeps no other one away. */
const isOver = (error: unknown): boolean =>
  error instanceof ToolkitError && (error.code === "canary-ended" || error.code === "canary-rolled-back");

const slugOf = (subject: string): string => subject.replace(/[^a-z0-9-]/gi, "-");
type Held = ReturnType<typeof claimSchema.parse>;

/**
 * Works while no other gate judges the same deployment from this machine, or from any where the claim is shared: two would
 * both take the other's effect for the canary's. A rollout over several runs keeps its claim between them, until it `ended`
 * or goes on too late.
 * @throws ToolkitError `gate-busy` naming the other gate and its run
 */
export async function withClaim<Result>(
  deps: ActionDeps,
  claim: Claim,
  work: () => Promise<Result>,
  ended: (result: Result) => boolean = () => true,
): Promise<Result> {
  if (claim.shared) return await withSharedClaim(deps, { ...claim, shared: claim.shared }, work, ended);
  const { subject, state, stateDir, seconds } = claim;
  const folder = join(stateDir ?? stateFolder(deps.environment), "gates");
  const path = join(folder, `${slugOf(subject)}.json`);
  await deps.files.makeFolder(folder);
  const renew = (holder: string): Promise<void> =>
    deps.files.writeAtomic(path, `${JSON.stringify(heldBy(holder, seconds, deps))}\n`);

  async function alone(): Promise<Result> {
    const other = (await deps.files.stat(path)) && (await readJson(deps.files, path, claimSchema, path));
    if (other && other.holder !== state && other.until > deps.clock.now()) throw busyBy(other, path);
    if (state === undefined) return await work();
    await renew(state);
    try {
      const result = await work();
      if (ended(result)) await deps.files.remove(path);
      else await renew(state);
      return result;
    } catch (error) {
      if (isOver(error)) await deps.files.remove(path);
      throw error;
    }
  }

  try {
    return await withFolderLock(deps, `${path}.lock`, alone, { waitSeconds: 0 });
  } catch (error) {
    if (error instanceof ToolkitError && error.code === "locked") throw busy(error.message, `remove ${path}.lock`);
    throw error;
  }
}

/** Nothing is locked: of two that begin at once one writes the claim. A run that dies keeps it until its time is over. */
async function withSharedClaim<Result>(
  deps: ActionDeps,
  { subject, state, seconds, shared, longest = seconds }: Claim & { shared: StateStore },
  work: () => Promise<Result>,
  ended: (result: Result) => boolean,
): Promise<Result> {
  const key = `gates/${slugOf(subject)}`;
  const found = await shared.read(key);
  const other = found && parseStrictly(claimSchema, found.value, key);
  if (other && other.holder !== state && other.until > deps.clock.now()) throw busyBy(other, `refs/genai-mlops/${key}`);
  const holder = state ?? deps.random.uuid();
  let version = await shared.write(key, heldBy(holder, state === undefined ? longest : seconds, deps), found?.version);
  if (version === undefined) throw busy("one that began at the same time", "run this one again later");
  /** Who lost it meanwhile has nothing to give back. */
  const leave = async (until: number): Promise<void> => {
    version = version && (await shared.write(key, { ...heldBy(holder, 0, deps), until }, version));
  };
  let goesOn = false;
  try {
    const result = await work();
    goesOn = state !== undefined && !ended(result);
    return result;
  } catch (error) {
    goesOn = state !== undefined && !isOver(error);
    throw error;
  } finally {
    await leave(goesOn ? deps.clock.now() + seconds * 1000 : 0).catch((error: unknown) =>
      deps.log.warning(`the claim on ${subject} ends by its time: ${error instanceof Error ? error.message : error}`),
    );
  }
}

const heldBy = (holder: string, seconds: number, { clock, github }: Pick<ActionDeps, "clock" | "github">): Held => ({
  holder,
  run: github.runUrl,
  until: clock.now() + seconds * 1000,
});

const busyBy = ({ holder, run, until }: Held, place: string): ToolkitError =>
  busy(`${holder} (${run}) until ${new Date(until).toISOString()}`, `remove ${place}`);

const busy = (by: string, mend: string): ToolkitError =>
  new ToolkitError({
    code: "gate-busy",
    message: `another gate judges this deployment: ${by}`,
    hint: `let it end, or go on with its state; if it was given up, ${mend}`,
  });
