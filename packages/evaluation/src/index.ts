export * from "./catalog.ts";
export * from "./compare.ts";
export * from "./evaluate.ts";
export * from "./import/index.ts";
export * from "./labels.ts";
export * from "./metric.ts";
export * from "./score.ts";
export * from "./thresholds.ts";
