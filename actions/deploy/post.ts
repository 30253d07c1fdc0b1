import type { Inputs, PostDeps } from "#action-kit";
import { openServing } from "../open-serving.ts";
import { bringTogether } from "../unfinished-change.ts";
import type { spec } from "./spec.ts";

/** After an ending in between (cancelled, killed): the candidate gets nothing, and what serves goes on. */
export async function post(inputs: Inputs<typeof spec>, deps: PostDeps): Promise<void> {
  const open = () => openServing(inputs, deps);
  await bringTogether(inputs, deps, open, (serving) => serving.settle());
}
