export * from "./distributions.ts";
export * from "./hodges-lehmann.ts";
export * from "./interval.ts";
export * from "./mann-whitney.ts";
export * from "./paired.ts";
export * from "./proportions.ts";
export * from "./random.ts";
export * from "./special.ts";
