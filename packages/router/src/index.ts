export * from "./admin-client.ts";
