export * from "./fake-aws.ts";
export * from "./gate-under-test.ts";
export * from "./orphans.ts";
export * from "./rearchived.ts";
export * from "./serving-under-test.ts";
export * from "./under-test.ts";
