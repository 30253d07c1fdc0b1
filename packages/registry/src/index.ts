export * from "./catalog.ts";
export * from "./registry.ts";
export * from "./version.ts";
