import type {
  CreateEndpointConfigCommandInput,
  CreateInferenceComponentCommandInput,
  CreateModelCommandInput,
  DeploymentConfig,
  DescribeEndpointCommandOutput,
  DescribeEndpointConfigCommandOutput,
  DescribeInferenceComponentCommandOutput,
  SageMakerClient,
  Tag,
  UpdateInferenceComponentCommandInput,
} from "@aws-sdk/client-sagemaker";
import { ToolkitError } from "#contracts";
import { awsSettings } from "#platform";
import { awsFailure, isMissing, isTaken, provider } from "./failures.ts";
import type { Ports } from "./ports.ts";

export interface Listed {
  name: string;
  arn: string;
}

/** The operations of SageMaker that serving needs, each with its errors as the toolkit's. */
export interface Service {
  /** undefined: there is none. */
  endpoint(name: string): Promise<DescribeEndpointCommandOutput | undefined>;
  createEndpoint(name: string, config: string, tags: Tag[]): Promise<void>;
  /** Weights are the config's; so are instance counts, unless they are kept. @throws ToolkitError `endpoint-updating` */
  updateEndpoint(
    name: string,
    config: string,
    how: { keepsCounts: boolean; deployment?: DeploymentConfig | undefined },
  ): Promise<void>;
  /** Instances by variant. @throws ToolkitError `endpoint-updating` */
  setCapacity(name: string, counts: Readonly<Record<string, number>>): Promise<void>;
  /** @throws ToolkitError `endpoint-updating` */
  setWeights(name: string, weights: Readonly<Record<string, number>>): Promise<void>;
  /** Nothing happens when it is gone. */
  deleteEndpoint(name: string): Promise<void>;
  config(name: string): Promise<DescribeEndpointConfigCommandOutput>;
  /** Makes it unless it is there. @throws ToolkitError `name-taken` when it is somebody else's */
  createConfig(input: CreateEndpointConfigCommandInput & { EndpointConfigName: string }): Promise<void>;
  configs(part: string): Promise<Listed[]>;
  deleteConfig(name: string): Promise<void>;
  /** Makes it unless it is there. @throws ToolkitError `name-taken` when it is somebody else's */
  createModel(input: CreateModelCommandInput & { ModelName: string }): Promise<void>;
  models(part: string): Promise<Listed[]>;
  deleteModel(name: string): Promise<void>;
  hasModel(name: string): Promise<boolean>;
  /** undefined: there is none. */
  component(name: string): Promise<DescribeInferenceComponentCommandOutput | undefined>;
  createComponent(input: CreateInferenceComponentCommandInput): Promise<void>;
  /** @throws ToolkitError `endpoint-updating` */
  updateComponent(input: UpdateInferenceComponentCommandInput): Promise<void>;
  /** Nothing happens when it is gone. */
  deleteComponent(name: string): Promise<void>;
  tags(arn: string): Promise<Map<string, string>>;
  addTags(arn: string, tags: Tag[]): Promise<void>;
}

export async function openService(
  ports: Ports,
  region: string,
  isOurs: (tags: Map<string, string>) => boolean,
): Promise<Service> {
  const sdk = await import("./sdk.ts");
  const client: SageMakerClient = new sdk.SageMakerClient(awsSettings(ports, region, "SAGEMAKER"));

  async function named<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw awsFailure(ports.secrets, { action: `sagemaker:${operation}`, region }, error);
    }
  }

  /** undefined where SageMaker says that there is none. */
  const orAbsent = <Result>(operation: string, work: () => Promise<Result>): Promise<Result | undefined> =>
    named(operation, () =>
      work().catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      }),
    );

  async function requireOurs(what: string, arn: string | undefined): Promise<void> {
    if (arn !== undefined && isOurs(await tags(arn))) return;
    throw new ToolkitError({
      code: "name-taken",
      provider,
      message: `${what} is there and was not made by this toolkit for this endpoint`,
      hint: "take another name for the endpoint",
    });
  }

  async function create(operation: string, work: () => Promise<unknown>): Promise<void> {
    await named(operation, () =>
      work().catch((error: unknown) => {
        // another run was faster, or our own first try got through
        if (!isTaken(error)) throw error;
      }),
    );
  }

  async function tags(arn: string): Promise<Map<string, string>> {
    const found: Tag[] = [];
    for await (const page of pages("ListTags", (next) =>
      client.send(new sdk.ListTagsCommand({ ResourceArn: arn, ...next })),
    ))
      found.push(...(page.Tags ?? []));
    return new Map(found.map(({ Key, Value }) => [Key ?? "", Value ?? ""]));
  }

  async function* pages<Page extends { NextToken?: string | undefined }>(
    operation: string,
    ask: (next: { NextToken?: string }) => Promise<Page>,
  ): AsyncGenerator<Page> {
    let token: string | undefined;
    do {
      const page = await named(operation, () => ask(token === undefined ? {} : { NextToken: token }));
      yield page;
      token = page.NextToken;
    } while (token);
  }

  return {
    tags,
    endpoint: (name) =>
      orAbsent("DescribeEndpoint", () => client.send(new sdk.DescribeEndpointCommand({ EndpointName: name }))),
    createEndpoint: (name, config, Tags) =>
      create("CreateEndpoint", () =>
        client.send(new sdk.CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config, Tags })),
      ),
    async updateEndpoint(name, config, { keepsCounts, deployment }) {
      await named("UpdateEndpoint", () =>
        client.send(
          new sdk.UpdateEndpointCommand({
            EndpointName: name,
            EndpointConfigName: config,
            // what autoscaling made of the fleets is not undone by a deployment
            RetainAllVariantProperties: true,
            ExcludeRetainedVariantProperties: [
              { VariantPropertyType: "DesiredWeight" },
              ...(keepsCounts ? [] : [{ VariantPropertyType: "DesiredInstanceCount" as const }]),
            ],
            ...(deployment && { DeploymentConfig: deployment }),
          }),
        ),
      );
    },
    async setWeights(name, weights) {
      const DesiredWeightsAndCapacities = Object.entries(weights).map(([VariantName, DesiredWeight]) => ({
        VariantName,
        DesiredWeight,
      }));
      await named("UpdateEndpointWeightsAndCapacities", () =>
        client.send(
          new sdk.UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName: name, DesiredWeightsAndCapacities }),
        ),
      );
    },
    async setCapacity(name, counts) {
      const DesiredWeightsAndCapacities = Object.entries(counts).map(([VariantName, DesiredInstanceCount]) => ({
        VariantName,
        DesiredInstanceCount,
      }));
      await named("UpdateEndpointWeightsAndCapacities", () =>
        client.send(
          new sdk.UpdateEndpointWeightsAndCapacitiesCommand({ EndpointName: name, DesiredWeightsAndCapacities }),
        ),
      );
    },
    async deleteEndpoint(name) {
      await orAbsent("DeleteEndpoint", () => client.send(new sdk.DeleteEndpointCommand({ EndpointName: name })));
    },
    config: (name) =>
      named("DescribeEndpointConfig", () =>
        client.send(new sdk.DescribeEndpointConfigCommand({ EndpointConfigName: name })),
      ),
    async createConfig(input) {
      const { EndpointConfigName } = input;
      const found = await orAbsent("DescribeEndpointConfig", () =>
        client.send(new sdk.DescribeEndpointConfigCommand({ EndpointConfigName })),
      );
      if (found) await requireOurs(`endpoint configuration ${EndpointConfigName}`, found.EndpointConfigArn);
      else await create("CreateEndpointConfig", () => client.send(new sdk.CreateEndpointConfigCommand(input)));
    },
    async configs(part) {
      const found: Listed[] = [];
      for await (const page of pages("ListEndpointConfigs", (next) =>
        client.send(new sdk.ListEndpointConfigsCommand({ NameContains: part, MaxResults: 100, ...next })),
      ))
        for (const { EndpointConfigName = "", EndpointConfigArn = "" } of page.EndpointConfigs ?? [])
          found.push({ name: EndpointConfigName, arn: EndpointConfigArn });
      return found;
    },
    async deleteConfig(name) {
      await orAbsent("DeleteEndpointConfig", () =>
        client.send(new sdk.DeleteEndpointConfigCommand({ EndpointConfigName: name })),
      );
    },
    async createModel(input) {
      const found = await orAbsent("DescribeModel", () =>
        client.send(new sdk.DescribeModelCommand({ ModelName: input.ModelName })),
      );
      if (found) await requireOurs(`model ${input.ModelName}`, found.ModelArn);
      else await create("CreateModel", () => client.send(new sdk.CreateModelCommand(input)));
    },
    async models(part) {
      const found: Listed[] = [];
      for await (const page of pages("ListModels", (next) =>
        client.send(new sdk.ListModelsCommand({ NameContains: part, MaxResults: 100, ...next })),
      ))
        for (const { ModelName = "", ModelArn = "" } of page.Models ?? [])
          found.push({ name: ModelName, arn: ModelArn });
      return found;
    },
    async deleteModel(name) {
      await orAbsent("DeleteModel", () => client.send(new sdk.DeleteModelCommand({ ModelName: name })));
    },
    hasModel: async (name) =>
      (await orAbsent("DescribeModel", () => client.send(new sdk.DescribeModelCommand({ ModelName: name })))) !==
      undefined,
    component: (name) =>
      orAbsent("DescribeInferenceComponent", () =>
        client.send(new sdk.DescribeInferenceComponentCommand({ InferenceComponentName: name })),
      ),
    createComponent: (input) =>
      create("CreateInferenceComponent", () => client.send(new sdk.CreateInferenceComponentCommand(input))),
    async updateComponent(input) {
      await named("UpdateInferenceComponent", () => client.send(new sdk.UpdateInferenceComponentCommand(input)));
    },
    async deleteComponent(name) {
      await orAbsent("DeleteInferenceComponent", () =>
        client.send(new sdk.DeleteInferenceComponentCommand({ InferenceComponentName: name })),
      );
    },
    async addTags(arn, Tags) {
      await named("AddTags", () => client.send(new sdk.AddTagsCommand({ ResourceArn: arn, Tags })));
    },
  };
}
