export * from "./action-kit.ts";
export * from "./define-text.ts";
