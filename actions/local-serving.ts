import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import type { Language } from "#contracts";
import { pinnedEnvironment, stateFolder } from "#platform";
import { rollbackPlan, toMarkdown } from "#reports";
import { routerAdmin } from "#router";
import { type Serving, serverProgram, serverRequirements, servingProviders } from "#serving";

export interface LocalInputs {
  endpoint: string;
  "state-dir": string | undefined;
  language: Language;
}

/** The local provider with the programs that lie beside this bundle. Shared by deploy, promote, rollback and canary-gate. */
export async function localProvider(
  inputs: LocalInputs,
  deps: ActionDeps,
  { port = 0, healthSeconds = 60 } = {},
): Promise<Serving> {
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const python = await pinnedEnvironment(deps, serverRequirements, { stateDir, name: "model server", megabytes: 110 });
  return await servingProviders.local(deps, {
    stateDir,
    endpoint: inputs.endpoint,
    port,
    python,
    programs: {
      router: join(deps.distFolder, "router"),
      supervisor: join(deps.distFolder, "supervisor"),
      modelServer: serverProgram(deps.distFolder),
    },
    adminOf: (url, tokenFile) => routerAdmin(deps, { url, tokenFile }),
    planOf: (deployment) => toMarkdown(rollbackPlan(deployment, inputs.language)),
    healthSeconds,
  });
}
