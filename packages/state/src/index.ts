export * from "./catalog.ts";
export * from "./state-store.ts";
