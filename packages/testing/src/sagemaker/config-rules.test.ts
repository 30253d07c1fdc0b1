import { describe, expect, it } from "vitest";
import { askedControlPlane } from "./asked-control-plane.ts";

const role = "arn:aws:iam::111122223333:role/serving";
const onInstances = {
  VariantName: "baseline",
  ModelName: "one",
  InstanceType: "ml.g5.xlarge",
  InitialInstanceCount: 1,
};
const copied = { ...onInstances, VariantName: "canary", InitialVariantWeight: 0.5 };
const serverless = {
  VariantName: "baseline",
  ModelName: "one",
  ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 5 },
};
const forComponents = { VariantName: "baseline", InstanceType: "ml.g5.xlarge", InitialInstanceCount: 1 };
const capture = {
  InitialSamplingPercentage: 20,
  DestinationS3Uri: "s3://captured/mail",
  CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
};
const inPlace = { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://answers/mail" } } };

/** The models `one` and `two`, and configurations of them. */
function account() {
  const asked = askedControlPlane();
  const { ask, wait } = asked;
  for (const ModelName of ["one", "two"])
    ask("CreateModel", {
      ModelName,
      ExecutionRoleArn: role,
      PrimaryContainer: { Image: `image:${ModelName}`, ModelDataUrl: "s3://models/model.tar.gz" },
    });
  const config = (EndpointConfigName: string, ProductionVariants: object[], more: object = {}): unknown =>
    ask("CreateEndpointConfig", { EndpointConfigName, ProductionVariants, ...more });
  const start = (EndpointConfigName: string): unknown => {
    ask("CreateEndpoint", { EndpointName: "mail", EndpointConfigName });
    wait(5000);
    return ask("DescribeEndpoint", { EndpointName: "mail" });
  };
  const update = (EndpointConfigName: string, more: object = {}): unknown =>
    ask("UpdateEndpoint", { EndpointName: "mail", EndpointConfigName, ...more });
  return { ...asked, config, start, update };
}

describe("SageMaker's configurations", () => {
  it("have a shadow beside one variant, both of which capture what they are asked and say", () => {
    const { config, start } = account();
    config("shadowed", [onInstances], { ShadowProductionVariants: [copied], DataCaptureConfig: capture });
    expect(start("shadowed")).toMatchObject({
      ProductionVariants: [{ VariantName: "baseline", CurrentWeight: 1, CurrentInstanceCount: 1 }],
      ShadowProductionVariants: [{ VariantName: "canary", CurrentWeight: 0.5, CurrentInstanceCount: 1 }],
      DataCaptureConfig: { CaptureStatus: "Started", CurrentSamplingPercentage: 20, KmsKeyId: "" },
    });
  });

  it("are serverless, asynchronous, or wait for inference components", () => {
    for (const [variant, more, seen] of [
      [serverless, {}, { ProductionVariants: [{ CurrentServerlessConfig: { MemorySizeInMB: 2048 } }] }],
      [onInstances, inPlace, { AsyncInferenceConfig: inPlace.AsyncInferenceConfig }],
      [forComponents, { ExecutionRoleArn: role }, { ProductionVariants: [{ CurrentInstanceCount: 1 }] }],
    ] as const) {
      const { config, start } = account();
      expect(config("first", [variant], more)).toHaveProperty("EndpointConfigArn");
      expect(start("first")).toMatchObject({ EndpointStatus: "InService", ...seen });
    }
  });

  const refused: Record<string, [object[], object, RegExp]> = {
    "two variants and a shadow": [
      [onInstances, { ...onInstances, VariantName: "other" }],
      { ShadowProductionVariants: [copied] },
      /one variant for ProductionVariants and one for Shadow/,
    ],
    "two shadows": [
      [onInstances],
      { ShadowProductionVariants: [copied, { ...copied, VariantName: "other" }] },
      /one variant for ProductionVariants and one for Shadow/,
    ],
    "a shadow of the variant's name": [
      [onInstances],
      { ShadowProductionVariants: [{ ...copied, VariantName: "baseline" }] },
      /must be unique/,
    ],
    "a shadow of a model that there is not": [
      [onInstances],
      { ShadowProductionVariants: [{ ...copied, ModelName: "three" }] },
      /Could not find model/,
    ],
    "a shadow without instances": [
      [onInstances],
      { ShadowProductionVariants: [{ ...copied, InitialInstanceCount: undefined }] },
      /InitialInstanceCount/,
    ],
    "a shadow of a serverless variant": [[serverless], { ShadowProductionVariants: [copied] }, /Shadow.*serverless/],
    "a shadow of an asynchronous one": [
      [onInstances],
      { ...inPlace, ShadowProductionVariants: [copied] },
      /Shadow variants are not supported for async/,
    ],
    "two serverless variants": [
      [serverless, { ...serverless, VariantName: "canary" }],
      {},
      /Multiple production variants are not supported for serverless/,
    ],
    "a serverless variant beside instances": [[serverless, copied], {}, /Multiple production variants/],
    "a serverless variant with instances": [[{ ...serverless, InitialInstanceCount: 1 }], {}, /has no instances/],
    "a serverless variant of no model": [[{ ...serverless, ModelName: undefined }], {}, /needs ModelName/],
    "a memory between two sizes": [
      [{ ...serverless, ServerlessConfig: { MemorySizeInMB: 1500, MaxConcurrency: 5 } }],
      {},
      /one of 1024/,
    ],
    "a memory above the largest": [
      [{ ...serverless, ServerlessConfig: { MemorySizeInMB: 7168, MaxConcurrency: 5 } }],
      {},
      /less than or equal to 6144/,
    ],
    "more concurrency than there is": [
      [{ ...serverless, ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 201 } }],
      {},
      /less than or equal to 200/,
    ],
    "data capture of a serverless variant": [[serverless], { DataCaptureConfig: capture }, /Data capture.*serverless/],
    "data capture of an asynchronous one": [
      [onInstances],
      { ...inPlace, DataCaptureConfig: capture },
      /Data capture is not supported for async/,
    ],
    "data capture without a bucket": [
      [onInstances],
      { DataCaptureConfig: { ...capture, DestinationS3Uri: "https://captured" } },
      /failed to satisfy|is not in S3/,
    ],
    "data capture of nothing": [[onInstances], { DataCaptureConfig: { ...capture, CaptureOptions: [] } }, /at least 1/],
    "data capture of the same twice": [
      [onInstances],
      { DataCaptureConfig: { ...capture, CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Input" }] } },
      /given twice/,
    ],
    "more than all requests": [
      [onInstances],
      { DataCaptureConfig: { ...capture, InitialSamplingPercentage: 101 } },
      /less than or equal to 100/,
    ],
    "two asynchronous variants": [
      [onInstances, copied],
      inPlace,
      /Multiple production variants are not supported for async/,
    ],
    "an asynchronous one without an output": [
      [onInstances],
      { AsyncInferenceConfig: {} },
      /AsyncInferenceConfig.OutputConfig' failed/,
    ],
    "inference components without a role": [[forComponents], {}, /ExecutionRoleArn/],
    "two variants for inference components": [
      [forComponents, { ...forComponents, VariantName: "canary" }],
      { ExecutionRoleArn: role },
      /Multiple production variants are not supported for inference-component/,
    ],
  };
  for (const [name, [variants, more, expected]] of Object.entries(refused))
    it(`refuse ${name}`, () => {
      const { config, control } = account();
      expect(config("first", variants, more)).toMatch(expected);
      expect(control.configs.size).toBe(0);
    });

  it("of another kind are refused by an endpoint, except instances after a serverless one", () => {
    const kinds = {
      instances: [onInstances, {}],
      serverless: [serverless, {}],
      async: [onInstances, inPlace],
      "inference-component": [forComponents, { ExecutionRoleArn: role }],
    } as const;
    for (const from of Object.keys(kinds))
      for (const to of Object.keys(kinds)) {
        const { config, start, update } = account();
        for (const [kind, [variant, more]] of Object.entries(kinds)) config(kind, [variant], more);
        start(from);
        const taken = from === to || (from === "serverless" && to === "instances");
        const said = expect(update(to));
        if (taken) said.toHaveProperty("EndpointArn");
        else said.toMatch(/cannot be updated to/);
      }
  });

  it("of a serverless endpoint are not rolled out in batches", () => {
    const { config, start, update } = account();
    config("first", [serverless]);
    config("second", [{ ...serverless, ModelName: "two" }]);
    start("first");
    const MaximumBatchSize = { Type: "CAPACITY_PERCENT", Value: 50 };
    const rolling = { RollingUpdatePolicy: { MaximumBatchSize, WaitIntervalInSeconds: 60 } };
    expect(update("second", { DeploymentConfig: rolling })).toMatch(/Rolling updates are not supported for serverless/);
    expect(update("second")).toHaveProperty("EndpointArn");
  });
});
