export * from "./catalog.ts";
export { contentDigest, type FoundFile, type ModelFile, modelFiles } from "./model-files.ts";
export { type AzureMlRegistryConfig, azureMlAddress } from "./providers/azure-ml/address.ts";
export { type VertexRegistryConfig, vertexAddress } from "./providers/vertex/address.ts";
export { wandbAddress } from "./providers/wandb/address.ts";
export type { WandbRegistryConfig } from "./providers/wandb/open.ts";
export * from "./registry.ts";
export * from "./version.ts";
