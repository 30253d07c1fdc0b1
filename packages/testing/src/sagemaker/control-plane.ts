import { join } from "node:path";
import { autoScaling, type ScalingOptions } from "../application-auto-scaling/auto-scaling.ts";
import type { AwsKey } from "../vendors/aws-signature.ts";
import { endpointConfigs } from "./endpoint-configs.ts";
import { type EndpointOptions, endpoints } from "./endpoints.ts";
import { inferenceComponents } from "./inference-components.ts";
import { type ControlAnswer, type ControlRequest, jsonService } from "./json-service.ts";
import { modelPackageGroups } from "./model-package-groups.ts";
import { modelPackages, type PackageOptions } from "./model-packages.ts";
import { type ModelOptions, models } from "./models.ts";
import type { Account, Operation } from "./operation.ts";
import { describedIn, description } from "./shapes.ts";
import { tagging } from "./tags.ts";

export type { ControlAnswer, ControlRequest } from "./json-service.ts";

type BehaviourOptions = PackageOptions & ModelOptions & EndpointOptions & ScalingOptions;

export interface ControlPlaneOptions extends Partial<BehaviourOptions> {
  key: AwsKey;
  now: () => number;
  accountId?: string;
}

const scalingDescription = describedIn(join(import.meta.dirname, "../application-auto-scaling/__fixtures__"));

/**
 * SageMaker's control plane as an AWS JSON 1.1 service: signature, shapes of every input and output by botocore's
 * description, and the behaviour of the resources. Each kind of resource is a file with its operations, added below.
 */
export function sageMakerControlPlane({ key, now, accountId = "111122223333", ...rest }: ControlPlaneOptions) {
  const account: Account = { id: accountId, region: key.region, now };
  const options: BehaviourOptions = {
    settleMs: 0,
    failure: undefined,
    badRoles: new Set(),
    mayPassRole: true,
    startMs: 5000,
    weightMs: 2000,
    containerFailure: () => undefined,
    quota: new Map(),
    scaled: new Set(),
    alarms: new Set(),
    busyTargets: 0,
    ...rest,
  };
  const packages = modelPackages(account, options, () => groups);
  const groups = modelPackageGroups(account, (name) => packages.present().every(({ group }) => group !== name));
  const isNamed = (model: string): boolean =>
    [...configs.configs.values()].some(({ variants, shadow }) =>
      [...variants, ...shadow].some(({ ModelName }) => ModelName === model),
    );
  const served = models(account, options, (model) => isNamed(model) || components.uses(model));
  const configs = endpointConfigs(account, served.required, (config) => running.uses(config));
  const running = endpoints(account, options, {
    configOf: configs.required,
    modelOf: served.required,
    isScaled: (endpoint, variant) => scaled.isScaled(endpoint, variant),
    hasComponents: (endpoint) => components.on(endpoint),
  });
  const components = inferenceComponents(account, options, { endpoint: running.required, modelOf: served.required });
  const scaled = autoScaling(account, options, running);
  const tagged = () =>
    [groups.groups, served.models, configs.configs, running.endpoints, components.components].flatMap((all) => [
      ...all.values(),
    ]);
  const operations: Record<string, Operation> = {
    ...groups.operations,
    ...packages.operations,
    ...served.operations,
    ...configs.operations,
    ...running.operations,
    ...components.operations,
    ...tagging((arn) => tagged().find((resource) => resource.arn === arn)),
  };
  const control = {
    options,
    groups: groups.groups,
    packages: packages.packages,
    models: served.models,
    configs: configs.configs,
    endpoints: running.endpoints,
    /** An endpoint as it is by now. */
    endpoint: running.find,
    components: components.components,
    /** A component as it is by now. */
    component: components.find,
    /** Targets of Application Auto Scaling, by `endpoint/variant`. */
    targets: scaled.targets,
    /** Actions that the role lacks, as `sagemaker:CreateModelPackage`. */
    denied: new Set<string>(),
    /** Whether the session is over. */
    expired: false,
    answer: (request: ControlRequest): ControlAnswer => service(request),
    /** Application Auto Scaling's own address. */
    answerScaling: (request: ControlRequest): ControlAnswer => scalingService(request),
    /** Whether the call changes anything. */
    changes: (headers: Record<string, string>) => !/\.(Describe|List)/.test(headers["x-amz-target"] ?? ""),
  };

  const service = jsonService({ name: "sagemaker", key, account, description, operations, session: control });
  const scalingService = jsonService({
    name: "application-autoscaling",
    key: { ...key, service: "application-autoscaling" },
    account,
    description: scalingDescription,
    operations: scaled.operations,
    session: control,
  });

  return control;
}
