export * from "./budget.ts";
export * from "./cost.ts";
export * from "./price-table.ts";
export * from "./prices.ts";
