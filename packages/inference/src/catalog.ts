import type { Platform } from "#platform";
import type { Inference } from "./inference.ts";
import type { AnthropicConfig } from "./providers/anthropic/index.ts";
import type { AzureOpenAiConfig } from "./providers/azure-openai/index.ts";
import type { BedrockConfig } from "./providers/bedrock/index.ts";
import type { OpenAiConfig } from "./providers/openai/index.ts";
import type { OpenAiCompatibleConfig } from "./providers/openai-compatible/index.ts";
import type { SageMakerConfig } from "./providers/sagemaker/index.ts";
import type { VertexConfig } from "./providers/vertex/index.ts";
import type { VendorPorts } from "./vendor-failure.ts";

type Ports = Pick<Platform, "http" | "clock" | "random">;

/** One line a provider; loaded when it is chosen. */
export const inferenceProviders = {
  "openai-compatible": async (ports: Ports, config: OpenAiCompatibleConfig): Promise<Inference> =>
    (await import("./providers/openai-compatible/index.ts")).openAiCompatible(ports, config),
  openai: async (ports: VendorPorts, config: OpenAiConfig): Promise<Inference> =>
    (await import("./providers/openai/index.ts")).openAi(ports, config),
  "azure-openai": async (ports: VendorPorts, config: AzureOpenAiConfig): Promise<Inference> =>
    (await import("./providers/azure-openai/index.ts")).azureOpenAi(ports, config),
  anthropic: async (ports: VendorPorts, config: AnthropicConfig): Promise<Inference> =>
    (await import("./providers/anthropic/index.ts")).anthropic(ports, config),
  bedrock: async (ports: VendorPorts, config: BedrockConfig): Promise<Inference> =>
    (await import("./providers/bedrock/index.ts")).bedrock(ports, config),
  vertex: async (ports: VendorPorts & Pick<Platform, "files">, config: VertexConfig): Promise<Inference> =>
    (await import("./providers/vertex/index.ts")).vertex(ports, config),
  sagemaker: async (ports: VendorPorts & Pick<Platform, "log">, config: SageMakerConfig): Promise<Inference> =>
    (await import("./providers/sagemaker/index.ts")).sageMaker(ports, config),
};
