import { dirname } from "node:path";
import type { ActionDeps } from "#action-kit";
import { requireSameComparison } from "#canary";
import { type AbState, abStateSchema } from "#contracts";
import { readJson, withFolderLock } from "#platform";

/**
 * Hands a comparison's state to the work and stores what comes back, alone. A failure in between leaves it as it was.
 * @throws ToolkitError `locked`, `canary-rules-changed`; InputError when it is no state of an A/B comparison
 */
export async function withAbState<Result>(
  deps: ActionDeps,
  path: string | undefined,
  settings: Parameters<typeof requireSameComparison>[1],
  work: (before: AbState | undefined) => Promise<{ result: Result; state: AbState }>,
): Promise<Result> {
  if (path === undefined) return (await work(undefined)).result;
  await deps.files.makeFolder(dirname(path));
  const alone = async (): Promise<Result> => {
    const before = (await deps.files.stat(path)) ? await readJson(deps.files, path, abStateSchema, path) : undefined;
    if (before) requireSameComparison(before, settings);
    const { result, state } = await work(before);
    await deps.files.writeAtomic(path, `${JSON.stringify(state)}\n`);
    return result;
  };
  return await withFolderLock(deps, `${path}.lock`, alone, { waitSeconds: 60 });
}
