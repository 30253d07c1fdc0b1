export * from "./catalog.ts";
export * from "./dataset-source.ts";
export * from "./label-of.ts";
export * from "./prepare-dataset.ts";
export * from "./verify-lock.ts";
