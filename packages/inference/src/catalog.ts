import type { Platform } from "#platform";
import type { Inference } from "./inference.ts";
import type { OpenAiCompatibleConfig } from "./providers/openai-compatible/index.ts";
import type { SageMakerConfig } from "./providers/sagemaker/index.ts";
import type { VendorPorts } from "./vendor-failure.ts";

type Ports = Pick<Platform, "http" | "clock" | "random">;

/** One line a provider; loaded when it is chosen. */
export const inferenceProviders = {
  "openai-compatible": async (ports: Ports, config: OpenAiCompatibleConfig): Promise<Inference> =>
    (await import("./providers/openai-compatible/index.ts")).openAiCompatible(ports, config),
  sagemaker: async (ports: VendorPorts, config: SageMakerConfig): Promise<Inference> =>
    (await import("./providers/sagemaker/index.ts")).sageMaker(ports, config),
};
