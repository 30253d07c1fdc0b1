import { join, resolve } from "node:path";
import type { ActionDeps, InputValues, registryInputs } from "#action-kit";
import type { Language } from "#contracts";
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
    const registry = await registryProviders.git(deps, {
      clone: deps.workspace,
      remote: inputs["registry-uri"],
      branch: inputs["git-branch"],
      mode: inputs["git-mode"],
      storeFolder: resolve(deps.workspace, inputs["git-store"] ?? join(state, "registry-store")),
      cacheFolder: cache,
    });
    return withPullRequests(registry, inputs, deps);
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

/** Those that an action opens by its inputs. */
export const openedRegistries = Object.keys(open) as RegistryInputs["registry"][];

/** Where models live, by the action's inputs. Shared by every action that registers, finds or promotes one. */
export async function openRegistry(inputs: RegistryInputs, deps: ActionDeps): Promise<Registry> {
  const state = resolve(deps.workspace, inputs["state-dir"] ?? stateFolder(deps.environment));
  const folders = { state, cache: join(state, "registry-cache", inputs.registry) };
  return await open[inputs.registry](inputs, folders, deps);
}
