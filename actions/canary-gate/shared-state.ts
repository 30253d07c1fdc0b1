import type * as z from "zod";
import type { ActionDeps } from "#action-kit";
import { InputError, parseStrictly, ToolkitError } from "#contracts";
import type { StateStore } from "#state";
import { openState, type StateInputs } from "../open-state.ts";

export interface GateStateInputs {
  state?: string | undefined;
  "state-dir"?: string | undefined;
  "state-store"?: StateInputs["state-store"] | undefined;
}

/** Where runs on several machines meet; undefined where everything is kept on this one. */
export async function sharedStore(inputs: GateStateInputs, deps: ActionDeps): Promise<StateStore | undefined> {
  if (inputs["state-store"] !== "git-ref") return undefined;
  return await openState({ "state-store": "git-ref", "state-dir": inputs["state-dir"] }, deps);
}

/** @throws InputError for a path: what is shared has a name */
export function sharedKey(state: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(state) && !/\.\.|\.$|\.lock$/.test(state)) return `canary/${state}`;
  const legal = "a name of letters, digits, . _ -, such as mail-2026-11";
  throw new InputError([{ where: "state", problem: `"${state}" is no name for state-store: git-ref`, legal }]);
}

/**
 * Hands a rollout's state to the work and stores what comes back, by compare-and-swap: of two runs on one state the one
 * that writes second ends, before it asks for anything.
 * @throws ToolkitError `gate-busy`, `state-unreachable`; InputError when it is of another shape
 */
export async function withSharedState<Schema extends z.ZodType, Result>(
  store: StateStore,
  key: string,
  schema: Schema,
  work: (
    before: z.output<Schema> | undefined,
    keep: (state: z.output<Schema>) => Promise<void>,
  ) => Promise<{ result: Result; state: z.output<Schema> }>,
): Promise<Result> {
  const stored = await store.read(key);
  let version = stored?.version;
  let last = "";
  async function keep(state: z.output<Schema>): Promise<void> {
    const text = JSON.stringify(state);
    if (text === last) return;
    const next = await store.write(key, state, version);
    if (next === undefined) throw raced(key);
    [version, last] = [next, text];
  }
  const { result, state } = await work(stored && parseStrictly(schema, stored.value, key), keep);
  await keep(state);
  return result;
}

const raced = (key: string): ToolkitError =>
  new ToolkitError({
    code: "gate-busy",
    message: `another run goes on with the rollout ${key} at the same time, and was faster`,
    hint: "give the workflow a concurrency group, so that its runs wait for each other",
  });
