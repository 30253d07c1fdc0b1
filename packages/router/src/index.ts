export * from "./admin-client.ts";
export * from "./split.ts";
