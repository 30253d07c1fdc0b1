export * from "./context.ts";
export { coreHost } from "./core-host.ts";
export * from "./gate-outcome.ts";
export type { Host } from "./host.ts";
export * from "./input.ts";
export * from "./parse-inputs.ts";
export * from "./run-action.ts";
export * from "./shared-inputs.ts";
export * from "./spec.ts";
