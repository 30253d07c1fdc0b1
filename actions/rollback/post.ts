import type { Inputs, PostDeps } from "#action-kit";
import { openServing } from "../open-serving.ts";
import { bringTogether } from "../unfinished-change.ts";
import type { spec } from "./spec.ts";

/** After an ending in between (cancelled, killed): the way back is gone to its end; the next run settles the aliases. */
export async function post(inputs: Inputs<typeof spec>, deps: PostDeps): Promise<void> {
  const { endpoint } = inputs;
  if (endpoint === undefined) return;
  const open = () => openServing({ ...inputs, endpoint }, deps);
  await bringTogether(inputs, deps, open, (serving) => serving.rollback());
}
