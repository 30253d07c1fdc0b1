import { dirname, resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import { requireSameComparison } from "#canary";
import { type AbState, abStateSchema } from "#contracts";
import { readJson, withFolderLock } from "#platform";
import { type GateStateInputs, sharedKey, sharedStore, withSharedState } from "./shared-state.ts";

/**
 * Hands a comparison's state to the work and stores what comes back, alone. A failure in between leaves it as it was.
 * @throws ToolkitError `locked`, `canary-rules-changed`; InputError when it is no state of an A/B comparison
 */
export async function withAbState<Result>(
  deps: ActionDeps,
  inputs: GateStateInputs,
  settings: Parameters<typeof requireSameComparison>[1],
  work: (before: AbState | undefined) => Promise<{ result: Result; state: AbState }>,
): Promise<Result> {
  if (!inputs.state) return (await work(undefined)).result;
  const continued = (before: AbState | undefined) => {
    if (before) requireSameComparison(before, settings);
    return work(before);
  };
  const store = await sharedStore(inputs, deps);
  if (store) return await withSharedState(store, sharedKey(inputs.state), abStateSchema, continued);
  const path = resolve(deps.workspace, inputs.state);
  await deps.files.makeFolder(dirname(path));
  const alone = async (): Promise<Result> => {
    const before = (await deps.files.stat(path)) ? await readJson(deps.files, path, abStateSchema, path) : undefined;
    const { result, state } = await continued(before);
    await deps.files.writeAtomic(path, `${JSON.stringify(state)}\n`);
    return result;
  };
  return await withFolderLock(deps, `${path}.lock`, alone, { waitSeconds: 60 });
}
