export * from "./catalog.ts";
export { contentDigest, type FoundFile, type ModelFile, modelFiles } from "./model-files.ts";
export * from "./registry.ts";
export * from "./version.ts";
