export * from "./catalog.ts";
export * from "./model-server.ts";
export * from "./serving.ts";
export * from "./weight.ts";
