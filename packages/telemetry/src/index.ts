export * from "./answers.ts";
export * from "./catalog.ts";
export * from "./counted.ts";
export { type Dialect, llmDialect } from "./counters/dialect.ts";
export { type Labels, labelsOf } from "./providers/prometheus/selector.ts";
export * from "./telemetry.ts";
