export * from "./call.ts";
export * from "./dying.ts";
export * from "./fake-wandb.ts";
export * from "./open-test-wandb.ts";
export * from "./orphans.ts";
export * from "./registered-in-wandb.ts";
export * from "./serve-wandb.ts";
export { blobKey, manifestKey, md5Of, type StoredArtifact } from "./state.ts";
export * from "./under-test.ts";
