import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import type { Language } from "#contracts";
import { pinnedEnvironment, stateFolder } from "#platform";
import { rollbackPlan, toMarkdown } from "#reports";
import { routerAdmin } from "#router";
import {
  type Engine,
  type LocalConfig,
  type Serving,
  serverProgram,
  serverRequirements,
  servingProviders,
  vllmPython,
  vllmRequirementsFile,
} from "#serving";

export interface LocalInputs {
  endpoint: string;
  "state-dir": string | undefined;
  language: Language;
}

export interface LocalOptions {
  /** Of the router. */
  port?: number;
  healthSeconds?: number;
  dataPlane?: LocalConfig["dataPlane"];
  shadowShare?: number | undefined;
  routerSettings?: LocalConfig["routerSettings"];
}

/** The local provider with the programs that lie beside this bundle. Shared by deploy, promote, rollback and canary-gate. */
export async function localProvider(
  inputs: LocalInputs,
  deps: ActionDeps,
  { port = 0, healthSeconds = 60, dataPlane, shadowShare, routerSettings }: LocalOptions = {},
): Promise<Serving> {
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  return await servingProviders.local(deps, {
    stateDir,
    endpoint: inputs.endpoint,
    port,
    dataPlane,
    python: (engine) => enginePython(engine, deps, stateDir),
    programs: {
      router: join(deps.distFolder, "router"),
      supervisor: join(deps.distFolder, "supervisor"),
      modelServer: serverProgram(deps.distFolder),
    },
    adminOf: (url, tokenFile) => routerAdmin(deps, { url, tokenFile }),
    planOf: (deployment) => toMarkdown(rollbackPlan(deployment, inputs.language)),
    healthSeconds,
    shadowShare,
    routerSettings,
  });
}

/** Python of the engine's environment, made at the first need. */
async function enginePython(engine: Engine, deps: ActionDeps, stateDir: string): Promise<string> {
  if (engine === "llama.cpp")
    return await pinnedEnvironment(deps, serverRequirements, { stateDir, name: "model server", megabytes: 110 });
  const text = await deps.files.readText(vllmRequirementsFile(deps.distFolder));
  const requirements = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return await pinnedEnvironment(deps, requirements, {
    stateDir,
    name: "vLLM",
    megabytes: 10_000,
    python: vllmPython,
  });
}
