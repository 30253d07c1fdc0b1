import { dirname } from "node:path";
import type { ActionDeps } from "#action-kit";
import { type CanaryState, canaryStateSchema, parseStrictly, ToolkitError } from "#contracts";
import { withFolderLock } from "#platform";

export type Store = (state: CanaryState) => Promise<void>;

/**
 * Hands the rollout's state to the work and stores what comes back, alone: of two runs on one state the second goes on
 * from the first one's. A failure in between leaves the state as it was, or as the work stored it meanwhile.
 * @throws ToolkitError `canary-state-corrupt`, `locked`; InputError when it is no canary state
 */
export async function withStateFile<Result>(
  deps: ActionDeps,
  path: string,
  work: (before: CanaryState | undefined, store: Store) => Promise<{ result: Result; state: CanaryState }>,
): Promise<Result> {
  await deps.files.makeFolder(dirname(path));
  return withFolderLock(
    deps,
    `${path}.lock`,
    async () => {
      const store: Store = (state) => deps.files.writeAtomic(path, `${JSON.stringify(state)}\n`);
      const { result, state } = await work(await readState(deps, path), store);
      await store(state);
      return result;
    },
    { waitSeconds: 60 },
  );
}

export async function readState({ files }: Pick<ActionDeps, "files">, path: string): Promise<CanaryState | undefined> {
  if ((await files.stat(path)) === undefined) return undefined;
  const text = await files.readText(path);
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new ToolkitError({
      code: "canary-state-corrupt",
      message: `${path} is not JSON`,
      hint: "put the state back from a copy, or begin the rollout again at its first step without one",
      cause,
    });
  }
  return parseStrictly(canaryStateSchema, stored, path);
}
