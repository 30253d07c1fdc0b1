export * from "./chat.ts";
export * from "./error.ts";
export * from "./language.ts";
export * from "./parse.ts";
export * from "./verdict.ts";
