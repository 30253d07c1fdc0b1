export * from "./errors.ts";
export * from "./http-handler.ts";
export * from "./s3-place.ts";
export * from "./settings.ts";
