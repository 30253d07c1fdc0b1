export * from "./fake-clock.ts";
export * from "./fake-deps.ts";
export * from "./fake-environment.ts";
export * from "./fake-host.ts";
export * from "./fake-openai.ts";
export * from "./recorded-log.ts";
export * from "./seeded-random.ts";
