export * from "./adaptive-pool.ts";
export * from "./catalog.ts";
export * from "./concurrency-window.ts";
export * from "./inference.ts";
export * from "./response-cache.ts";
export * from "./run-pool.ts";
