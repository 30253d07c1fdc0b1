import { resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import { type CanaryState, canaryStateSchema, parseStrictly } from "#contracts";
import { type GateStateInputs, sharedKey, sharedStore, withSharedState } from "./shared-state.ts";
import { readState, type Store, withStateFile } from "./state-file.ts";

type Work<Result> = (before: CanaryState | undefined, store: Store) => Promise<{ result: Result; state: CanaryState }>;

/** A rollout's state between its runs. */
export interface KeptState {
  /** Two gates with the same one go on with the same rollout. */
  name: string;
  read(): Promise<CanaryState | undefined>;
  /** Stores what the work gives back; of two runs at once one goes on from the other, or is refused. */
  withState<Result>(work: Work<Result>): Promise<Result>;
}

/** In a file of this machine, or where all runners find it. Undefined: the rollout is over with its run. */
export async function keptState(inputs: GateStateInputs, deps: ActionDeps): Promise<KeptState | undefined> {
  const { state } = inputs;
  if (state === undefined || state === "") return undefined;
  const store = await sharedStore(inputs, deps);
  if (!store) {
    const path = resolve(deps.workspace, state);
    return {
      name: path,
      read: () => readState(deps, path),
      withState: (work) => withStateFile(deps, path, work),
    };
  }
  const key = sharedKey(state);
  return {
    name: key,
    async read() {
      const stored = await store.read(key);
      return stored && parseStrictly(canaryStateSchema, stored.value, key);
    },
    withState: (work) => withSharedState(store, key, canaryStateSchema, work),
  };
}

/** The work on a state, or without one. */
export const onState = async <Result>(kept: KeptState | undefined, work: Work<Result>): Promise<Result> =>
  kept ? await kept.withState(work) : (await work(undefined, async () => undefined)).result;
