import { join, resolve } from "node:path";
import type { ActionDeps } from "#action-kit";
import { stateFolder } from "#platform";
import { mlflowAddresses, type Registry, registryProviders, wandbAddress } from "#registry";

/** Those that an action opens by its inputs. */
export const openedRegistries = ["file", "mlflow", "wandb"] as const;

export interface RegistryInputs {
  registry: (typeof openedRegistries)[number];
  "registry-uri": string | undefined;
  "registry-username": string | undefined;
  "registry-password": string | undefined;
  "registry-token": string | undefined;
  "state-dir": string | undefined;
}

/** Where models live, by the action's inputs. Shared by every action that registers, finds or promotes one. */
export async function openRegistry(inputs: RegistryInputs, deps: ActionDeps): Promise<Registry> {
  const stateDir = resolve(deps.workspace, inputs["state-dir"] ?? stateFolder(deps.environment));
  if (inputs.registry === "file") {
    const folder = resolve(deps.workspace, inputs["registry-uri"] ?? join(stateDir, "registry"));
    return await registryProviders.file(deps, { folder });
  }
  if (inputs.registry === "wandb")
    return await registryProviders.wandb(deps, {
      ...wandbAddress(inputs["registry-uri"], deps.environment),
      apiKey: deps.environment.get("WANDB_API_KEY") ?? "",
      cacheFolder: join(stateDir, "registry-cache", "wandb"),
    });
  return await registryProviders.mlflow(deps, {
    ...mlflowAddresses(inputs["registry-uri"], deps.environment),
    username: inputs["registry-username"],
    password: inputs["registry-password"],
    token: inputs["registry-token"],
    cacheFolder: join(stateDir, "registry-cache", "mlflow"),
  });
}
