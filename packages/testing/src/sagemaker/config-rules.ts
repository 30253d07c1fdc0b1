import type { ConfiguredVariant } from "./configured-variant.ts";
import { type Input, invalid } from "./operation.ts";

export type Hosting = "instances" | "serverless" | "async" | "inference-component";

/** How a configuration hosts its models, by the fields that say so. */
export function hostingOf(given: Input, variants: readonly ConfiguredVariant[]): Hosting {
  if (given["AsyncInferenceConfig"] !== undefined) return "async";
  if (variants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined)) return "serverless";
  return variants.some(({ ModelName }) => ModelName === undefined) ? "inference-component" : "instances";
}

/**
 * What CreateEndpointConfig excludes, after its reference (one production variant beside one shadow), the developer
 * guide's "Feature exclusions" of Serverless Inference, and aws-cdk-rfcs#431 (an asynchronous endpoint has one variant on
 * instances). SageMaker's words for most of it are not known, only that it refuses.
 */
export function requireConfig(given: Input, variants: ConfiguredVariant[], shadow: ConfiguredVariant[]): void {
  const all = [...variants, ...shadow];
  const hosting = hostingOf(given, variants);
  if (new Set(all.map(({ VariantName }) => VariantName)).size < all.length)
    throw invalid("Production variant names must be unique.");
  if (variants.every(({ InitialVariantWeight = 1 }) => InitialVariantWeight === 0))
    throw invalid("At least one production variant needs a weight above 0.");
  if (shadow.length > 0) {
    if (variants.length > 1 || shadow.length > 1)
      throw invalid("You can specify one variant for ProductionVariants and one for ShadowProductionVariants.");
    if (hosting !== "instances") throw invalid(`Shadow variants are not supported for ${hosting} endpoints.`);
  }
  if (hosting !== "instances" && variants.length > 1)
    throw invalid(`Multiple production variants are not supported for ${hosting} endpoints.`);
  for (const variant of all) requireVariant(variant, given);
  requireCapture(given, hosting);
}

function requireVariant(variant: ConfiguredVariant, given: Input): void {
  const { VariantName, ModelName, InstanceType, InitialInstanceCount, ServerlessConfig } = variant;
  if (ServerlessConfig) {
    if (ModelName === undefined) throw invalid(`Variant ${VariantName} needs ModelName.`);
    if (InstanceType !== undefined || InitialInstanceCount !== undefined)
      throw invalid(`Variant ${VariantName} is serverless, and has no instances.`);
    if (ServerlessConfig.MemorySizeInMB % 1024 !== 0)
      throw invalid("MemorySizeInMB is one of 1024, 2048, 3072, 4096, 5120, 6144.");
    return;
  }
  if (InstanceType === undefined || InitialInstanceCount === undefined)
    throw invalid(`Variant ${VariantName} needs InstanceType and InitialInstanceCount.`);
  if (ModelName === undefined && given["ExecutionRoleArn"] === undefined)
    throw invalid(`Variant ${VariantName} needs ModelName, or the configuration ExecutionRoleArn.`);
}

function requireCapture({ DataCaptureConfig: capture }: Input, hosting: Hosting): void {
  if (capture === undefined) return;
  const { DestinationS3Uri, CaptureOptions } = capture as {
    DestinationS3Uri: string;
    CaptureOptions: { CaptureMode: string }[];
  };
  // "real-time endpoints and batch transform jobs", says the guide of data capture
  if (hosting === "serverless" || hosting === "async")
    throw invalid(`Data capture is not supported for ${hosting} endpoints.`);
  if (!/^s3:\/\/[a-z0-9.-]{3,63}(\/|$)/.test(DestinationS3Uri)) throw invalid(`${DestinationS3Uri} is not in S3.`);
  const modes = CaptureOptions.map(({ CaptureMode }) => CaptureMode);
  if (new Set(modes).size < modes.length) throw invalid("A capture mode is given twice.");
}
