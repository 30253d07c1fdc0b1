export * from "./catalog.ts";
export * from "./checksum-list.ts";
export * from "./choose-bump.ts";
export { contentDigest, type FoundFile, type ModelFile, modelFiles, withDigests } from "./model-files.ts";
export { wandbAddress } from "./providers/wandb/address.ts";
export type { WandbRegistryConfig } from "./providers/wandb/open.ts";
export * from "./registry.ts";
export * from "./required-provenance.ts";
export * from "./version.ts";
