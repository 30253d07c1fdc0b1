export * from "./imported.ts";
export * from "./inspect.ts";
export * from "./lm-evaluation-harness.ts";
export * from "./promptfoo.ts";
