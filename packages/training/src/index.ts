export * from "./base-model.ts";
export * from "./catalog.ts";
export * from "./metrics-tail.ts";
export * from "./preflight.ts";
export * from "./training.ts";
