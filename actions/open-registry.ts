import { join, resolve } from "node:path";
import type { ActionDeps, InputValues, registryInputs } from "#action-kit";
import { InputError, type Language } from "#contracts";
import { stateFolder } from "#platform";
import {
  azureMlAddress,
  huggingfaceSettings,
  mlflowAddresses,
  type Registry,
  registryProviders,
  sageMakerPlace,
  vertexAddress,
  wandbAddress,
} from "#registry";
import { hubCard } from "#reports";
import { gitWithToken } from "./git-credentials.ts";
import { withPullRequests } from "./propose.ts";

export interface RegistryInputs extends InputValues<typeof registryInputs> {
  "state-dir": string | undefined;
  language: Language;
  "github-token"?: string | undefined;
}

type Open = (inputs: RegistryInputs, folders: { state: string; cache: string }, deps: ActionDeps) => Promise<Registry>;

/** What each registry takes of the inputs and of its vendor's own variables. */
const open: Record<RegistryInputs["registry"], Open> = {
  file: (inputs, { state }, deps) =>
    registryProviders.file(deps, {
      folder: resolve(deps.workspace, inputs["registry-uri"] ?? join(state, "registry")),
    }),
  git: async (inputs, { state, cache }, deps) => {
    const ports = { ...deps, exec: gitWithToken(deps, inputs["github-token"]) };
    const registry = await registryProviders.git(ports, {
      clone: deps.workspace,
      remote: inputs["registry-uri"],
      branch: inputs["git-branch"],
      mode: inputs["git-mode"],
      tags: inputs["git-tags"],
      storeFolder: resolve(deps.workspace, inputs["git-store"] ?? join(state, "registry-store")),
      cacheFolder: cache,
    });
    const isForgotten =
      inputs["git-store"] === undefined && deps.environment.get("RUNNER_ENVIRONMENT") === "github-hosted";
    return withPullRequests(isForgotten ? { ...registry, register: refuseToForget } : registry, inputs, deps);
  },
  mlflow: (inputs, { cache }, deps) =>
    registryProviders.mlflow(deps, {
      ...mlflowAddresses(inputs["registry-uri"], deps.environment),
      username: inputs["registry-username"],
      password: inputs["registry-password"],
      token: inputs["registry-token"],
      cacheFolder: cache,
    }),
  wandb: (inputs, { cache }, deps) =>
    registryProviders.wandb(deps, {
      ...wandbAddress(inputs["registry-uri"], deps.environment),
      apiKey: inputs["wandb-api-key"] ?? deps.environment.get("WANDB_API_KEY") ?? "",
      registry: inputs["wandb-registry"],
      cacheFolder: cache,
    }),
  sagemaker: (inputs, { cache }, deps) =>
    registryProviders.sagemaker(deps, {
      ...sageMakerPlace(inputs["registry-uri"], deps.environment),
      image: inputs["sagemaker-image"],
      approvedAliases: inputs["sagemaker-approved-aliases"],
      cacheFolder: cache,
    }),
  "azure-ml": (inputs, { cache }, deps) =>
    registryProviders["azure-ml"](deps, {
      ...azureMlAddress(inputs["registry-uri"], deps.environment),
      cacheFolder: cache,
    }),
  vertex: (inputs, { cache }, deps) =>
    registryProviders.vertex(deps, {
      ...vertexAddress(inputs["registry-uri"], deps.environment),
      cacheFolder: cache,
    }),
  huggingface: (inputs, { cache }, deps) =>
    registryProviders.huggingface(deps, {
      ...huggingfaceSettings({ token: inputs["hf-token"], namespace: inputs["registry-uri"] }, deps.environment),
      visibility: inputs["hf-visibility"],
      cacheFolder: cache,
      card: (facts) => hubCard(facts, {}, inputs.language),
    }),
};

/** The records would be pushed, and name a model that nobody can fetch. */
async function refuseToForget(): Promise<never> {
  throw new InputError(
    [
      {
        where: "git-store",
        problem: "is not given, and the model's bytes would be gone with this hosted runner",
        mend: "give a folder that outlasts the job, as of a mounted file system; or register on a self-hosted runner, or in another registry",
      },
    ],
    "store-forgotten",
  );
}

/** Those that an action opens by its inputs. */
export const openedRegistries = Object.keys(open) as RegistryInputs["registry"][];

/** Where models live, by the action's inputs. Shared by every action that registers, finds or promotes one. */
export async function openRegistry(inputs: RegistryInputs, deps: ActionDeps): Promise<Registry> {
  const state = resolve(deps.workspace, inputs["state-dir"] ?? stateFolder(deps.environment));
  const folders = { state, cache: join(state, "registry-cache", inputs.registry) };
  return await open[inputs.registry](inputs, folders, deps);
}
