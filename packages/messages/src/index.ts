export * from "./action-kit.ts";
export * from "./define-text.ts";
export * from "./numbers.ts";
export * from "./report.ts";
