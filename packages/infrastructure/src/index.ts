export * from "./kubernetes/manifests.ts";
export * from "./kubernetes/model-service.ts";
export * from "./kubernetes/requirements.ts";
export * from "./kubernetes/rewrite.ts";
export * from "./kubernetes/steps.ts";
