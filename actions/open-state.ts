import { join, resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import { stateFolder } from "#platform";
import { type StateStore, stateProviders } from "#state";

export interface StateInputs {
  "state-store": "file" | "git-ref";
  "state-dir": string | undefined;
}

/** Where records that outlast a run are kept, by the action's inputs. */
export async function openState(inputs: StateInputs, deps: ActionDeps): Promise<StateStore> {
  if (inputs["state-store"] === "git-ref")
    return await stateProviders["git-ref"](deps, { folder: deps.workspace, remote: "origin" });
  const home = resolve(deps.workspace, inputs["state-dir"] ?? stateFolder(deps.environment));
  return await stateProviders.file(deps, { folder: join(home, "records") });
}
