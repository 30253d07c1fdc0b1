export * from "./action-kit.ts";
export * from "./dataset.ts";
export * from "./define-text.ts";
export * from "./evaluation.ts";
export * from "./numbers.ts";
export * from "./registry.ts";
export * from "./report.ts";
export * from "./training.ts";
