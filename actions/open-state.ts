import { join, resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import { stateFolder } from "#platform";
import { type StateStore, stateProviders } from "#state";
import { warnWhereForgotten } from "./forgetful-runner.ts";
import { gitWithToken } from "./git-credentials.ts";

export interface StateInputs {
  "state-store": "file" | "git-ref";
  "state-dir": string | undefined;
  "github-token"?: string | undefined;
}

/** Of promote and rollback. */
const promotionLoss =
  "a promotion that dies half-way is not settled by the next run, and two at once do not see each other";

/**
 * Where records that outlast a run are kept, by the action's inputs. A folder that will not be there for the next run is
 * warned of.
 * @param loss what that next run would not know
 */
export async function openState(inputs: StateInputs, deps: ActionDeps, loss = promotionLoss): Promise<StateStore> {
  if (inputs["state-store"] === "git-ref")
    return await stateProviders["git-ref"](
      { ...deps, exec: gitWithToken(deps, inputs["github-token"]) },
      { folder: deps.workspace, remote: "origin" },
    );
  const home = resolve(deps.workspace, inputs["state-dir"] ?? stateFolder(deps.environment));
  const folder = join(home, "records");
  await warnWhereForgotten(deps, {
    path: folder,
    what: "state-store: file",
    loss,
    mend: "Set state-store: git-ref, with permissions: contents: write and a checkout of the repository; or state-dir: a folder that actions/cache brings back",
  });
  return await stateProviders.file(deps, { folder });
}
