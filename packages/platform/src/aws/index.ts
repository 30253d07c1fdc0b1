export * from "./errors.ts";
export * from "./http-handler.ts";
export * from "./settings.ts";
