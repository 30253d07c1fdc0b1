export * from "./chat.ts";
export * from "./dataset-config.ts";
export * from "./dataset-lock.ts";
export * from "./error.ts";
export * from "./language.ts";
export * from "./parse.ts";
export * from "./published-schemas.ts";
export * from "./verdict.ts";
