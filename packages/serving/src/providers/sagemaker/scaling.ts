import type { ApplicationAutoScalingClient, SuspendedState } from "@aws-sdk/client-application-auto-scaling";
import type { Problem } from "#contracts";
import { ToolkitError } from "#contracts";
import { awsSettings } from "#platform";
import { awsFailure, provider } from "./failures.ts";
import type { Ports } from "./ports.ts";
import type { Scaling } from "./state.ts";

export type { Scaling } from "./state.ts";

export function scalingProblems({ min, max, target }: Scaling): Problem[] {
  const problems: Problem[] = [];
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min))
    problems.push({
      where: "sagemaker-autoscaling",
      problem: `is ${min}..${max}`,
      legal: "min..max instances with 1 ≤ min ≤ max, as 1..4",
    });
  if (!(target > 0 && target <= 1e6))
    problems.push({ where: "sagemaker-autoscaling-target", problem: `is ${target}`, legal: "above 0, a minute" });
  return problems;
}

/** Variants of one endpoint as scalable targets of ours, by Application Auto Scaling; each verb is idempotent. */
export interface AutoScaling {
  /** Registers variants with these settings and resumes what was suspended. @throws ToolkitError `scaling-taken` */
  apply(variants: readonly string[], scaling: Scaling): Promise<void>;
  /** @throws ToolkitError `scaling-taken` when somebody else scales one of them */
  requireOurs(variants: readonly string[]): Promise<void>;
  /** Lets nothing add instances, or take them away, until `apply`; of what is registered. */
  suspend(variants: readonly string[], directions: SuspendedState): Promise<void>;
  /** Deregisters variants, with their policies; what is none of ours stays. */
  release(variants: readonly string[]): Promise<void>;
}

interface Opened {
  sdk: typeof import("./scaling-sdk.ts");
  client: ApplicationAutoScalingClient;
}

const namespace = "sagemaker" as const;
const dimension = "sagemaker:variant:DesiredInstanceCount" as const;
const policy = "genai-mlops-invocations";
const tag = "genai-mlops";
const resumed: SuspendedState = {
  DynamicScalingInSuspended: false,
  DynamicScalingOutSuspended: false,
  ScheduledScalingSuspended: false,
};

/** Its client is loaded when a deployment asks for scaling, or one did before. */
export function autoScalingOf(ports: Ports, region: string, endpoint: string): AutoScaling {
  const { clock, secrets } = ports;
  const mark = `serving:${endpoint}`;
  const idOf = (variant: string): string => `endpoint/${endpoint}/variant/${variant}`;
  const target = (variant: string) => ({
    ServiceNamespace: namespace,
    ResourceId: idOf(variant),
    ScalableDimension: dimension,
  });
  let opening: Promise<Opened> | undefined;
  const opened = (): Promise<Opened> => {
    opening ??= import("./scaling-sdk.ts").then((sdk) => ({
      sdk,
      client: new sdk.ApplicationAutoScalingClient(awsSettings(ports, region, "APPLICATION_AUTO_SCALING")),
    }));
    return opening;
  };

  /** Another change of the same target may be on its way, which ends in seconds. */
  async function named<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof Error && error.name === "ConcurrentUpdateException") || attempt === 6)
          throw awsFailure(secrets, { action: `application-autoscaling:${operation}`, region }, error);
      }
      await clock.sleep(2000 * attempt);
    }
  }

  /** Of the variants, those that are registered, and whether by us. */
  async function registered(variants: readonly string[]): Promise<{ variant: string; isOurs: boolean }[]> {
    if (variants.length === 0) return [];
    const { sdk, client } = await opened();
    const { ScalableTargets: found = [] } = await named("DescribeScalableTargets", () =>
      client.send(
        new sdk.DescribeScalableTargetsCommand({
          ServiceNamespace: namespace,
          ResourceIds: variants.map(idOf),
          ScalableDimension: dimension,
        }),
      ),
    );
    const all: { variant: string; isOurs: boolean }[] = [];
    for (const { ResourceId = "", ScalableTargetARN: ResourceARN } of found) {
      // the oldest targets have none, and can have no tag
      const { Tags = {} } = ResourceARN
        ? await named("ListTagsForResource", () => client.send(new sdk.ListTagsForResourceCommand({ ResourceARN })))
        : {};
      all.push({ variant: ResourceId.split("/").at(-1) ?? "", isOurs: Tags[tag] === mark });
    }
    return all;
  }

  /** Those of ours. */
  async function requireOurs(variants: readonly string[]): Promise<string[]> {
    const found = await registered(variants);
    const taken = found.find(({ isOurs }) => !isOurs);
    if (taken) throw scalingTaken(endpoint, taken.variant);
    return found.map(({ variant }) => variant);
  }

  return {
    async requireOurs(variants) {
      await requireOurs(variants);
    },
    async apply(variants, { min, max, target: invocations }) {
      const { sdk, client } = await opened();
      const found = await requireOurs(variants);
      for (const variant of variants) {
        const isNew = !found.includes(variant);
        await named("RegisterScalableTarget", () =>
          client.send(
            new sdk.RegisterScalableTargetCommand({
              ...target(variant),
              MinCapacity: min,
              MaxCapacity: max,
              SuspendedState: resumed,
              ...(isNew && { Tags: { [tag]: mark } }),
            }),
          ),
        );
        await named("PutScalingPolicy", () =>
          client.send(
            new sdk.PutScalingPolicyCommand({
              ...target(variant),
              PolicyName: policy,
              PolicyType: "TargetTrackingScaling",
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue: invocations,
                PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
              },
            }),
          ),
        );
      }
    },
    async suspend(variants, directions) {
      const { sdk, client } = await opened();
      for (const { variant, isOurs } of await registered(variants))
        if (isOurs)
          await named("RegisterScalableTarget", () =>
            client.send(new sdk.RegisterScalableTargetCommand({ ...target(variant), SuspendedState: directions })),
          );
    },
    async release(variants) {
      const { sdk, client } = await opened();
      for (const { variant, isOurs } of await registered(variants))
        if (isOurs)
          await named("DeregisterScalableTarget", () =>
            client.send(new sdk.DeregisterScalableTargetCommand(target(variant))).catch((error: unknown) => {
              // another run was faster, or our own first try got through
              if (!(error instanceof Error && error.name === "ObjectNotFoundException")) throw error;
            }),
          );
    },
  };
}

const scalingTaken = (endpoint: string, variant: string): ToolkitError =>
  new ToolkitError({
    code: "scaling-taken",
    provider,
    message: `variant ${variant} of ${endpoint} is scaled already, by somebody else's target of Application Auto Scaling`,
    hint: "leave sagemaker-autoscaling out, or deregister that target first",
  });
