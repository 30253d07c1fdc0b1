export * from "./agreement-chart.ts";
export * from "./confusion-matrix.ts";
export * from "./interval-chart.ts";
export * from "./line-chart.ts";
export * from "./pipeline-picture.ts";
