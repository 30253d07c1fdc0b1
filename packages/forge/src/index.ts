export * from "./attestor.ts";
export * from "./base-ref.ts";
export * from "./catalog.ts";
export * from "./forge.ts";
export * from "./issuer.ts";
export * from "./repository-reader.ts";
