import { describe, expect, it } from "vitest";
import { askedControlPlane } from "../sagemaker/asked-control-plane.ts";

const target = {
  ServiceNamespace: "sagemaker",
  ResourceId: "endpoint/mail/variant/baseline",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
};
const tracking = (value = 10, metric = "SageMakerVariantInvocationsPerInstance") => ({
  PolicyType: "TargetTrackingScaling",
  PolicyName: "invocations",
  TargetTrackingScalingPolicyConfiguration: {
    TargetValue: value,
    PredefinedMetricSpecification: { PredefinedMetricType: metric },
  },
});

/** An endpoint `mail` with one variant on two instances. */
function endpoint() {
  const asked = askedControlPlane();
  const { ask, wait, scaling } = asked;
  const PrimaryContainer = { Image: "image", ModelDataUrl: "s3://models/model.tar.gz" };
  ask("CreateModel", {
    ModelName: "one",
    ExecutionRoleArn: "arn:aws:iam::111122223333:role/serving",
    PrimaryContainer,
  });
  const variant = { VariantName: "baseline", ModelName: "one", InstanceType: "ml.g5.xlarge", InitialInstanceCount: 2 };
  ask("CreateEndpointConfig", { EndpointConfigName: "first", ProductionVariants: [variant] });
  ask("CreateEndpoint", { EndpointName: "mail", EndpointConfigName: "first" });
  wait(5000);
  const register = (more: object): unknown => scaling("RegisterScalableTarget", { ...target, ...more });
  const described = (): unknown =>
    scaling("DescribeScalableTargets", { ServiceNamespace: "sagemaker", ResourceIds: [target.ResourceId] });
  const instances = (): unknown => asked.control.endpoint("mail")?.variants[0]?.count;
  return { ...asked, register, described, instances };
}

describe("Application Auto Scaling", () => {
  it("registers a variant once, changes only what it is told, and brings the capacity into the range", () => {
    const { register, described, instances, wait } = endpoint();
    register({ MinCapacity: 1, MaxCapacity: 4, Tags: { owner: "us" } });
    expect(instances()).toBe(2);
    register({ SuspendedState: { DynamicScalingInSuspended: true } });
    register({ MinCapacity: 3 });
    expect(described()).toMatchObject({
      ScalableTargets: [{ MinCapacity: 3, MaxCapacity: 4, SuspendedState: { DynamicScalingInSuspended: true } }],
    });
    wait(2000);
    expect(instances()).toBe(3);
  });

  it("tracks a target by one policy, which ends with the target", () => {
    const { register, scaling, control } = endpoint();
    register({ MinCapacity: 1, MaxCapacity: 4 });
    for (const value of [10, 20])
      expect(scaling("PutScalingPolicy", { ...target, ...tracking(value) })).toMatchObject({ Alarms: [] });
    expect(control.targets.get("mail/baseline")?.policies.size).toBe(1);
    expect(scaling("DeregisterScalableTarget", target)).toEqual({});
    expect(control.targets.size).toBe(0);
  });

  it("tells the tags that a target was registered with", () => {
    const { register, scaling } = endpoint();
    const { ScalableTargetARN } = register({ MinCapacity: 1, MaxCapacity: 2, Tags: { owner: "us" } }) as {
      ScalableTargetARN: string;
    };
    expect(scaling("ListTagsForResource", { ResourceARN: ScalableTargetARN })).toEqual({ Tags: { owner: "us" } });
  });

  it("keeps SageMaker from what would take a target away", () => {
    const { ask, register } = endpoint();
    register({ MinCapacity: 1, MaxCapacity: 2 });
    const other = { VariantName: "green", ModelName: "one", InstanceType: "ml.g5.xlarge", InitialInstanceCount: 1 };
    ask("CreateEndpointConfig", { EndpointConfigName: "other", ProductionVariants: [other] });
    expect(ask("UpdateEndpoint", { EndpointName: "mail", EndpointConfigName: "other" })).toMatch(
      /"\[baseline\]" must be deregistered as a scalable target/,
    );
  });

  const known = { MinCapacity: 1, MaxCapacity: 2 };
  const refused: Record<string, [string, object, RegExp]> = {
    "a variant that there is not": [
      "RegisterScalableTarget",
      { ...target, ...known, ResourceId: "endpoint/mail/variant/canary" },
      /ValidationException SageMaker variant doesn't exist/,
    ],
    "another dimension": [
      "RegisterScalableTarget",
      { ...target, ...known, ScalableDimension: "ecs:service:DesiredCount" },
      /Unsupported service namespace/,
    ],
    "a resource that is no variant": [
      "RegisterScalableTarget",
      { ...target, ...known, ResourceId: "endpoint/mail" },
      /Unsupported service namespace/,
    ],
    "a first registration without its range": ["RegisterScalableTarget", target, /Both MinCapacity and MaxCapacity/],
    "a range that is none": [
      "RegisterScalableTarget",
      { ...target, MinCapacity: 3, MaxCapacity: 2 },
      /Maximum capacity cannot be less/,
    ],
    "less than no instance": [
      "RegisterScalableTarget",
      { ...target, MinCapacity: -1, MaxCapacity: 2 },
      /cannot be negative/,
    ],
    "a member that there is not": ["RegisterScalableTarget", { ...target, ...known, Min: 1 }, /no member 'Min'/],
    "a policy of nothing": [
      "PutScalingPolicy",
      { ...target, ...tracking() },
      /^ObjectNotFoundException No scalable target registered/,
    ],
    "the end of what is not registered": [
      "DeregisterScalableTarget",
      target,
      /^ObjectNotFoundException No scalable target found/,
    ],
  };
  for (const [name, [operation, input, expected]] of Object.entries(refused))
    it(`refuses ${name}`, () => {
      const { scaling, control } = endpoint();
      expect(scaling(operation, input)).toMatch(expected);
      expect(control.targets.size).toBe(0);
    });

  it("refuses tags of a target that is registered", () => {
    const { register } = endpoint();
    register(known);
    expect(register({ Tags: { owner: "us" } })).toMatch(/TagResource/);
  });

  it("refuses policies that track nothing of a variant, or the same twice", () => {
    const { register, scaling } = endpoint();
    register(known);
    const put = (more: object): unknown => scaling("PutScalingPolicy", { ...target, ...tracking(), ...more });
    expect(put(tracking(10, "ECSServiceAverageCPUUtilization"))).toMatch(/is not one of sagemaker:variant/);
    expect(put(tracking(0))).toMatch(/above 0/);
    expect(put({ TargetTrackingScalingPolicyConfiguration: { TargetValue: 1 } })).toMatch(/predefined or a customized/);
    expect(put({ TargetTrackingScalingPolicyConfiguration: undefined })).toMatch(/is required by TargetTracking/);
    expect(put({})).toHaveProperty("PolicyARN");
    expect(put({ PolicyName: "again" })).toMatch(/Only one TargetTrackingScaling policy/);
  });

  it("refuses a call while another is under way", () => {
    const { register, control } = endpoint();
    control.options.busyTargets = 1;
    expect(register(known)).toMatch(/^ConcurrentUpdateException/);
    expect(register(known)).toHaveProperty("ScalableTargetARN");
  });
});
