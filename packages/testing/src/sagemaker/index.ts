export * from "./fake-aws.ts";
export * from "./orphans.ts";
export * from "./rearchived.ts";
export * from "./under-test.ts";
