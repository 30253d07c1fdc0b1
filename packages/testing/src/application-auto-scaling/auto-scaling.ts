import type { endpoints } from "../sagemaker/endpoints.ts";
import { type Account, type Input, invalid, type Operation, Refusal } from "../sagemaker/operation.ts";

interface Suspended {
  DynamicScalingInSuspended?: boolean;
  DynamicScalingOutSuspended?: boolean;
  ScheduledScalingSuspended?: boolean;
}

export interface ScalableTarget {
  arn: string;
  endpoint: string;
  variant: string;
  min: number;
  max: number;
  suspended: Suspended;
  createdAt: number;
  tags: Record<string, string>;
  /** Policies by name, as they were given. */
  policies: Map<string, Input>;
}

export interface ScalingOptions {
  /** Calls that find another change of their target under way. */
  busyTargets: number;
}

const dimension = "sagemaker:variant:DesiredInstanceCount";

/** Application Auto Scaling of SageMaker's variants: targets and target tracking. It scales nothing by itself. */
export function autoScaling(account: Account, options: ScalingOptions, running: ReturnType<typeof endpoints>) {
  const targets = new Map<string, ScalableTarget>();

  /** What a request is about. */
  function named({ ServiceNamespace, ResourceId, ScalableDimension }: Input): string {
    const [, endpoint, variant] = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(String(ResourceId)) ?? [];
    if (ServiceNamespace !== "sagemaker" || ScalableDimension !== dimension || !endpoint || !variant)
      throw invalid("Unsupported service namespace, resource type or scalable dimension");
    if (options.busyTargets > 0) {
      options.busyTargets -= 1;
      throw new Refusal("ConcurrentUpdateException", "You already have a pending update to an Auto Scaling resource.");
    }
    return `${endpoint}/${variant}`;
  }

  const absent = (what: string, { ServiceNamespace, ResourceId, ScalableDimension }: Input): Refusal =>
    new Refusal(
      "ObjectNotFoundException",
      `${what} for service namespace: ${ServiceNamespace}, resource ID: ${ResourceId}, scalable dimension: ${ScalableDimension}`,
    );

  /** Brings the capacity into the range, as the service does with what is active. */
  function bringIntoRange({ endpoint, variant, min, max }: ScalableTarget): void {
    const count = running.find(endpoint)?.variants.find(({ name }) => name === variant)?.count ?? min;
    const wanted = Math.min(max, Math.max(min, count));
    if (wanted !== count) running.setCount(endpoint, variant, wanted);
  }

  const operations: Record<string, Operation> = {
    RegisterScalableTarget(input) {
      const name = named(input);
      const [endpoint = "", variant = ""] = name.split("/");
      if (!running.find(endpoint)?.variants.some((one) => one.name === variant))
        throw invalid(`SageMaker variant doesn't exist: ${input["ResourceId"]}`);
      const before = targets.get(name);
      const { MinCapacity: min = before?.min, MaxCapacity: max = before?.max } = input as Record<string, number>;
      if (min === undefined || max === undefined)
        throw invalid("Both MinCapacity and MaxCapacity are required to register a scalable target");
      if (min < 0) throw invalid("Minimum capacity cannot be negative");
      if (max < min) throw invalid("Maximum capacity cannot be less than minimum capacity");
      if (before && input["Tags"] !== undefined)
        throw invalid("A scalable target that is registered is tagged by TagResource");
      const target: ScalableTarget = {
        arn: `arn:aws:application-autoscaling:${account.region}:${account.id}:scalable-target/${crypto.randomUUID()}`,
        endpoint,
        variant,
        createdAt: account.now(),
        tags: (input["Tags"] ?? {}) as Record<string, string>,
        policies: new Map(),
        suspended: {},
        ...before,
        min,
        max,
      };
      Object.assign(target, { suspended: { ...target.suspended, ...(input["SuspendedState"] as Suspended) } });
      targets.set(name, target);
      bringIntoRange(target);
      return { ScalableTargetARN: target.arn };
    },
    DeregisterScalableTarget(input) {
      if (!targets.delete(named(input))) throw absent("No scalable target found", input);
      return {};
    },
    DescribeScalableTargets(input) {
      const { ResourceIds, NextToken } = input as { ResourceIds?: string[]; NextToken?: string };
      if (NextToken !== undefined) throw invalid("The emulator has one page");
      const idOf = ({ endpoint, variant }: ScalableTarget): string => `endpoint/${endpoint}/variant/${variant}`;
      return {
        ScalableTargets: [...targets.values()]
          .filter((target) => ResourceIds === undefined || ResourceIds.includes(idOf(target)))
          .map((target) => ({
            ServiceNamespace: "sagemaker",
            ResourceId: idOf(target),
            ScalableDimension: dimension,
            MinCapacity: target.min,
            MaxCapacity: target.max,
            RoleARN: `arn:aws:iam::${account.id}:role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint`,
            CreationTime: target.createdAt / 1000,
            SuspendedState: target.suspended,
            ScalableTargetARN: target.arn,
          })),
      };
    },
    PutScalingPolicy(input) {
      const target = targets.get(named(input));
      if (!target) throw absent("No scalable target registered", input);
      const name = String(input["PolicyName"]);
      if (input["PolicyType"] !== "TargetTrackingScaling") throw invalid("The emulator has target tracking alone");
      requireTracking(input);
      const others = [...target.policies].filter(([other]) => other !== name);
      if (others.some(([, policy]) => metricOf(policy) === metricOf(input)))
        throw invalid("Only one TargetTrackingScaling policy for a given metric specification is allowed.");
      target.policies.set(name, structuredClone(input));
      return {
        PolicyARN: `arn:aws:autoscaling:${account.region}:${account.id}:scalingPolicy:1:resource/sagemaker/${input["ResourceId"]}:policyName/${name}`,
        Alarms: [],
      };
    },
    ListTagsForResource({ ResourceARN }) {
      const found = [...targets.values()].find(({ arn }) => arn === ResourceARN);
      if (!found) throw new Refusal("ResourceNotFoundException", `There is no ${ResourceARN}`);
      return { Tags: found.tags };
    },
  };

  return {
    targets,
    operations,
    isScaled: (endpoint: string, variant: string): boolean => targets.has(`${endpoint}/${variant}`),
  };
}

interface Tracking {
  TargetValue: number;
  PredefinedMetricSpecification?: { PredefinedMetricType: string; ResourceLabel?: string };
  CustomizedMetricSpecification?: unknown;
}

const trackingOf = (policy: Input): Tracking | undefined =>
  policy["TargetTrackingScalingPolicyConfiguration"] as Tracking | undefined;
const metricOf = (policy: Input): string | undefined =>
  trackingOf(policy)?.PredefinedMetricSpecification?.PredefinedMetricType;

function requireTracking(input: Input): void {
  const tracking = trackingOf(input);
  if (!tracking) throw invalid("TargetTrackingScalingPolicyConfiguration is required by TargetTrackingScaling");
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: own, TargetValue } = tracking;
  if (Boolean(predefined) === Boolean(own))
    throw invalid("Either a predefined or a customized metric specification is required, and not both");
  if (!(TargetValue > 0)) throw invalid("TargetValue must be above 0");
  if (!predefined) return;
  if (predefined.PredefinedMetricType !== "SageMakerVariantInvocationsPerInstance")
    throw invalid(`The predefined metric ${predefined.PredefinedMetricType} is not one of ${dimension}`);
  if (predefined.ResourceLabel !== undefined) throw invalid("A resource label belongs to ALBRequestCountPerTarget");
}
