export * from "./answers.ts";
export * from "./catalog.ts";
export * from "./counted.ts";
export { type Dialect, type Histogram, llmDialect } from "./counters/dialect.ts";
export { prometheusDialects } from "./counters/dialects.ts";
export { type Labels, labelsOf } from "./providers/prometheus/selector.ts";
export * from "./telemetry.ts";
