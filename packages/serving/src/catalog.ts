import { type Platform, plainHttp } from "#platform";
import type { KubernetesServingConfig } from "./providers/kubernetes/index.ts";
import type { LocalConfig } from "./providers/local/config.ts";
import type { RayServeConfig } from "./providers/ray-serve/index.ts";
import type { SageMakerServingConfig } from "./providers/sagemaker/index.ts";
import type { Serving } from "./serving.ts";

/** One line a provider; loaded when it is chosen. */
export const servingProviders = {
  kubernetes: async (platform: Platform, config: KubernetesServingConfig): Promise<Serving> =>
    (await import("./providers/kubernetes/index.ts")).kubernetesServing(platform, config),
  local: async (platform: Platform, config: LocalConfig): Promise<Serving> =>
    (await import("./providers/local/index.ts")).localServing(platform, config),
  // Ray's dashboard takes fetch for a browser, and refuses it
  "ray-serve": async (platform: Platform, config: RayServeConfig): Promise<Serving> =>
    (await import("./providers/ray-serve/index.ts")).rayServe({ ...platform, http: plainHttp() }, config),
  sagemaker: async (platform: Platform, config: SageMakerServingConfig): Promise<Serving> =>
    (await import("./providers/sagemaker/index.ts")).sageMakerServing(platform, config),
};
export type { KubernetesServingConfig, RenderedManifest } from "./providers/kubernetes/index.ts";
export type { LocalConfig } from "./providers/local/config.ts";
export type { RayServeConfig } from "./providers/ray-serve/index.ts";
export { type OwnApplication, ownApplicationSchema } from "./providers/ray-serve/schema.ts";
export type {
  ContainerKind,
  DataCapture,
  Guardrail,
  Hosting,
  SageMakerModel,
  SageMakerServingConfig,
  Scaling,
} from "./providers/sagemaker/index.ts";
