export * from "./catalog.ts";
export * from "./telemetry.ts";
