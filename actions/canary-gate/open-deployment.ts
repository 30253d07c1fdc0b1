import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { type Deployment, deploymentSchema, InputError } from "#contracts";
import { readJson, stateFolder } from "#platform";
import { type RouterAdmin, routerAdmin } from "#router";

/** The deployment of an endpoint and the admin API of its router. */
export async function openDeployment(
  inputs: { endpoint?: string | undefined; "state-dir"?: string | undefined },
  deps: ActionDeps,
): Promise<{ deployment: Deployment; admin: RouterAdmin }> {
  if (!inputs.endpoint)
    throw new InputError([
      {
        where: "endpoint",
        problem: "is needed by metric-source: router",
        mend: "name the endpoint that deploy put into service",
      },
    ]);
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const path = join(stateDir, "deployments", inputs.endpoint, "deployment.json");
  const deployment = await readJson(deps.files, path, deploymentSchema, path);
  return {
    deployment,
    admin: routerAdmin(deps, { url: deployment.url.replace(/\/v1$/, ""), tokenFile: deployment.tokenFile }),
  };
}
