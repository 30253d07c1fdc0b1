export * from "./fake-wandb.ts";
export * from "./serve-wandb.ts";
