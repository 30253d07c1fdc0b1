import type { Platform } from "#platform";
import type { AzureMlRegistryConfig } from "./providers/azure-ml/address.ts";
import type { FileRegistryConfig } from "./providers/file/index.ts";
import type { MlflowConfig } from "./providers/mlflow/address.ts";
import type { VertexRegistryConfig } from "./providers/vertex/address.ts";
import type { WandbRegistryConfig } from "./providers/wandb/open.ts";
import type { Registry } from "./registry.ts";

/** One line a provider; loaded when it is chosen. */
export const registryProviders = {
  file: async (platform: Platform, config: FileRegistryConfig): Promise<Registry> =>
    (await import("./providers/file/index.ts")).fileRegistry(platform, config),
  wandb: async (platform: Platform, config: WandbRegistryConfig): Promise<Registry> =>
    (await import("./providers/wandb/index.ts")).wandbRegistry(platform, config),
  mlflow: async (platform: Platform, config: MlflowConfig): Promise<Registry> =>
    (await import("./providers/mlflow/index.ts")).mlflowRegistry(platform, config),
  "azure-ml": async (platform: Platform, config: AzureMlRegistryConfig): Promise<Registry> =>
    (await import("./providers/azure-ml/index.ts")).azureMlRegistry(platform, config),
  vertex: async (platform: Platform, config: VertexRegistryConfig): Promise<Registry> =>
    (await import("./providers/vertex/index.ts")).vertexRegistry(platform, config),
};
export { type MlflowConfig, mlflowAddresses } from "./providers/mlflow/address.ts";
