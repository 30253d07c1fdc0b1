export * from "./catalog.ts";
export * from "./engine.ts";
export * from "./model-server.ts";
export * from "./serving.ts";
export * from "./vllm.ts";
export * from "./weight.ts";
