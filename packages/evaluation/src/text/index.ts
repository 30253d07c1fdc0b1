export * from "./bleu.ts";
export * from "./catalog.ts";
export * from "./chrf.ts";
export * from "./corpus-measure.ts";
export * from "./rouge.ts";
export * from "./ter.ts";
