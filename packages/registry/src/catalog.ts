import type { Platform } from "#platform";
import type { EventSource } from "./event-source.ts";
import type { AzureMlRegistryConfig } from "./providers/azure-ml/address.ts";
import type { FileRegistryConfig } from "./providers/file/index.ts";
import type { GitRegistryConfig } from "./providers/git/config.ts";
import type { HuggingfaceConfig } from "./providers/huggingface/config.ts";
import type { LangsmithConfig } from "./providers/langsmith/config.ts";
import type { MlflowConfig } from "./providers/mlflow/address.ts";
import type { SageMakerRegistryConfig } from "./providers/sagemaker/place.ts";
import type { VertexRegistryConfig } from "./providers/vertex/address.ts";
import type { WandbRegistryConfig } from "./providers/wandb/open.ts";
import type { Registry } from "./registry.ts";

/** One line a provider; loaded when it is chosen. */
export const registryProviders = {
  file: async (platform: Platform, config: FileRegistryConfig): Promise<Registry> =>
    (await import("./providers/file/index.ts")).fileRegistry(platform, config),
  git: async (platform: Platform, config: GitRegistryConfig): Promise<Registry> =>
    (await import("./providers/git/index.ts")).gitRegistry(platform, config),
  huggingface: async (platform: Platform, config: HuggingfaceConfig): Promise<Registry> =>
    (await import("./providers/huggingface/index.ts")).huggingfaceRegistry(platform, config),
  wandb: async (platform: Platform, config: WandbRegistryConfig): Promise<Registry> =>
    (await import("./providers/wandb/index.ts")).wandbRegistry(platform, config),
  mlflow: async (platform: Platform, config: MlflowConfig): Promise<Registry> =>
    (await import("./providers/mlflow/index.ts")).mlflowRegistry(platform, config),
  sagemaker: async (platform: Platform, config: SageMakerRegistryConfig): Promise<Registry> =>
    (await import("./providers/sagemaker/index.ts")).sageMakerRegistry(platform, config),
  "azure-ml": async (platform: Platform, config: AzureMlRegistryConfig): Promise<Registry> =>
    (await import("./providers/azure-ml/index.ts")).azureMlRegistry(platform, config),
  vertex: async (platform: Platform, config: VertexRegistryConfig): Promise<Registry> =>
    (await import("./providers/vertex/index.ts")).vertexRegistry(platform, config),
};

/** What keeps no models, and is only looked at. One line a provider. */
export const eventSourceProviders = {
  langsmith: async (platform: Platform, config: LangsmithConfig): Promise<EventSource> =>
    (await import("./providers/langsmith/index.ts")).langsmithSource(platform, config),
};
export type { GitRegistryConfig } from "./providers/git/config.ts";
export type { CardFacts, HuggingfaceConfig, TrustedPublisher } from "./providers/huggingface/config.ts";
export { huggingfaceSettings } from "./providers/huggingface/environment.ts";

export type RegistryName = keyof typeof registryProviders;
export type EventSourceName = RegistryName | keyof typeof eventSourceProviders;

export { type MlflowConfig, mlflowAddresses } from "./providers/mlflow/address.ts";
export { type SageMakerRegistryConfig, sageMakerPlace } from "./providers/sagemaker/place.ts";
