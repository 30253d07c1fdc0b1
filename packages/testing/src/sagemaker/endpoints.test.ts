import { describe, expect, it } from "vitest";
import { askedControlPlane } from "./asked-control-plane.ts";
import type { ControlPlaneOptions } from "./control-plane.ts";

const role = "arn:aws:iam::111122223333:role/serving";
const type = "ml.g5.xlarge";

/** An endpoint `mail` with the variants `baseline` and `canary`, two instances each, weights 1 and 0. */
function serving(options: Partial<ControlPlaneOptions> = {}) {
  const asked = askedControlPlane(options);
  const { ask, wait } = asked;
  const model = (name: string, more: object = {}): unknown =>
    ask("CreateModel", {
      ModelName: name,
      ExecutionRoleArn: role,
      PrimaryContainer: { Image: `image:${name}`, ModelDataUrl: "s3://models/model.tar.gz" },
      ...more,
    });
  const variant = (VariantName: string, more: object = {}) => ({
    VariantName,
    ModelName: "one",
    InstanceType: type,
    InitialInstanceCount: 2,
    ...more,
  });
  const config = (EndpointConfigName: string, ProductionVariants: object[]): unknown =>
    ask("CreateEndpointConfig", { EndpointConfigName, ProductionVariants });
  const see = (): Record<string, unknown> => ask("DescribeEndpoint", { EndpointName: "mail" }) as never;
  const update = (EndpointConfigName: string, more: object = {}): unknown =>
    ask("UpdateEndpoint", { EndpointName: "mail", EndpointConfigName, ...more });
  const weigh = (weights: Record<string, number>): unknown =>
    ask("UpdateEndpointWeightsAndCapacities", {
      EndpointName: "mail",
      DesiredWeightsAndCapacities: Object.entries(weights).map(([VariantName, DesiredWeight]) => ({
        VariantName,
        DesiredWeight,
      })),
    });
  model("one");
  model("two");
  config("both", [variant("baseline"), variant("canary", { InitialVariantWeight: 0 })]);
  config("alone", [variant("baseline", { ModelName: "two" })]);
  config("other", [variant("baseline", { ModelName: "two" }), variant("canary", { ModelName: "two" })]);
  ask("CreateEndpoint", { EndpointName: "mail", EndpointConfigName: "both" });
  wait(5000);
  return { ...asked, model, config, variant, see, update, weigh };
}

describe("SageMaker's endpoints", () => {
  it("come into service in their time, and say what they are on the way", () => {
    const { ask, wait } = serving();
    ask("CreateEndpoint", { EndpointName: "second", EndpointConfigName: "alone" });
    const status = (): unknown => (ask("DescribeEndpoint", { EndpointName: "second" }) as never)["EndpointStatus"];
    expect(status()).toBe("Creating");
    wait(4999);
    expect(status()).toBe("Creating");
    wait(1);
    expect(status()).toBe("InService");
    ask("DeleteEndpoint", { EndpointName: "second" });
    expect(status()).toBe("Deleting");
    wait(2000);
    expect(ask("DescribeEndpoint", { EndpointName: "second" })).toMatch(/^ValidationException Could not find endpoint/);
  });

  it("move weights from current to desired, as 32-bit numbers", () => {
    const { see, weigh, wait } = serving();
    weigh({ baseline: 0.95, canary: 0.05 });
    const canary = { VariantName: "canary", CurrentWeight: 0, DesiredWeight: Math.fround(0.05) };
    expect(see()).toMatchObject({ EndpointStatus: "Updating", ProductionVariants: [{}, canary] });
    wait(2000);
    const moved = { ...canary, CurrentWeight: Math.fround(0.05) };
    expect(see()).toMatchObject({ EndpointStatus: "InService", ProductionVariants: [{}, moved] });
  });

  it("keep the config that serves until the new one does, with weights and counts only where they are retained", () => {
    const { see, weigh, update, wait } = serving();
    weigh({ baseline: 0.5, canary: 0.5 });
    wait(2000);
    update("other", {
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: "DesiredInstanceCount" }],
    });
    expect(see()).toMatchObject({
      EndpointConfigName: "both",
      EndpointStatus: "Updating",
      PendingDeploymentSummary: { EndpointConfigName: "other" },
    });
    wait(5000);
    expect(see()).toMatchObject({
      EndpointConfigName: "other",
      ProductionVariants: [{ CurrentWeight: 0.5 }, { CurrentWeight: 0.5 }],
    });
    update("alone");
    wait(5000);
    expect(see()).toMatchObject({ ProductionVariants: [{ VariantName: "baseline", CurrentWeight: 1 }] });
  });

  it("fail for good when the first containers do not come up, and go back when later ones do not", () => {
    const { ask, model, config, variant, see, update, wait } = serving({
      containerFailure: ({ Image }) => (Image === "image:bad" ? "did not pass the ping health check" : undefined),
    });
    model("bad");
    config("bad", [variant("baseline", { ModelName: "bad" })]);
    update("bad");
    wait(5000);
    expect(see()).toMatchObject({ EndpointStatus: "RollingBack", EndpointConfigName: "both" });
    expect(update("alone")).toMatch(/Cannot update in-progress endpoint/);
    wait(5000);
    const reason = { FailureReason: "did not pass the ping health check" };
    expect(see()).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "both", ...reason });

    ask("CreateEndpoint", { EndpointName: "second", EndpointConfigName: "bad" });
    wait(5000);
    const second = { EndpointName: "second" };
    expect(ask("DescribeEndpoint", second)).toMatchObject({ EndpointStatus: "Failed", ...reason });
    expect(ask("UpdateEndpoint", { ...second, EndpointConfigName: "alone" })).toMatch(/Cannot update failed endpoint/);
    expect(ask("DeleteEndpoint", second)).toEqual({});
  });

  it("shift guarded traffic for as long as told, and go back on an alarm", () => {
    const { control, see, update, wait } = serving();
    const guarded = (routing: object): object => ({
      DeploymentConfig: {
        BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { WaitIntervalInSeconds: 60, ...routing } },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] },
      },
    });
    const half = { Type: "CAPACITY_PERCENT", Value: 50 };
    update("other", guarded({ Type: "LINEAR", LinearStepSize: half }));
    wait(5000 + 119_000);
    expect(see()).toMatchObject({ EndpointStatus: "Updating" });
    wait(1000);
    expect(see()).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "other" });
    update("both", guarded({ Type: "CANARY", CanarySize: half }));
    wait(30_000);
    control.options.alarms.add("errors");
    expect(see()).toMatchObject({ EndpointStatus: "RollingBack" });
    wait(5000);
    expect(see()).toMatchObject({ EndpointConfigName: "other", FailureReason: expect.stringContaining("alarms") });
  });

  it("shift without alarms whatever alarms there are", () => {
    const { control, see, update, wait } = serving();
    control.options.alarms.add("errors");
    update("other");
    wait(5000);
    expect(see()).toMatchObject({ EndpointStatus: "InService", EndpointConfigName: "other" });
  });
});

describe("SageMaker's endpoints refuse", () => {
  const routing = (more: object): object => ({
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { WaitIntervalInSeconds: 60, ...more } },
  });
  const size = (Type: string, Value: number): object => ({ Type, Value });
  const rolling = (percent: number): object => ({
    RollingUpdatePolicy: { MaximumBatchSize: size("CAPACITY_PERCENT", percent), WaitIntervalInSeconds: 60 },
  });
  const alarms = Array.from({ length: 11 }, (_, index) => ({ AlarmName: `a${index}` }));
  const guarded: Record<string, [string, object, RegExp]> = {
    "other variant names": ["alone", routing({ Type: "ALL_AT_ONCE" }), /Variant names must be the same/],
    "a canary of more than half of the capacity": [
      "other",
      routing({ Type: "CANARY", CanarySize: size("CAPACITY_PERCENT", 51) }),
      /CanarySize must be between/,
    ],
    "a canary of more than half of the instances": [
      "other",
      routing({ Type: "CANARY", CanarySize: size("INSTANCE_COUNT", 3) }),
      /CanarySize must be between/,
    ],
    "a canary without its size": ["other", routing({ Type: "CANARY" }), /CanarySize belongs/],
    "a linear step without its size": ["other", routing({ Type: "LINEAR" }), /LinearStepSize belongs/],
    "a linear step of less than a tenth": [
      "other",
      routing({ Type: "LINEAR", LinearStepSize: size("CAPACITY_PERCENT", 9) }),
      /LinearStepSize must be between/,
    ],
    "two policies": ["other", { ...routing({ Type: "ALL_AT_ONCE" }), ...rolling(10) }, /either/],
    "no policy": ["other", { AutoRollbackConfiguration: { Alarms: [{ AlarmName: "a" }] } }, /either/],
    "a rolling update of several variants": ["other", rolling(10), /not supported for endpoints with multiple/],
    "a batch of more than half": ["other", rolling(51), /MaximumBatchSize must be between/],
    "more than ten alarms": [
      "other",
      { ...routing({ Type: "ALL_AT_ONCE" }), AutoRollbackConfiguration: { Alarms: alarms } },
      /length at most 10/,
    ],
  };
  for (const [name, [config, DeploymentConfig, expected]] of Object.entries(guarded))
    it(`${name} in a guarded update`, () => {
      const { update, see } = serving();
      const before = see();
      expect(update(config, { DeploymentConfig })).toMatch(expected);
      expect(see()).toEqual(before);
    });

  const variant = { VariantName: "a", ModelName: "one", InstanceType: type, InitialInstanceCount: 1 };
  const mail = { EndpointName: "mail" };
  const config = (ProductionVariants: object[]): object => ({ EndpointConfigName: "new", ProductionVariants });
  const container = { Image: "image", ModelDataUrl: "s3://models/a" };
  const model = { ModelName: "new", ExecutionRoleArn: role, PrimaryContainer: container };
  const weights = (list: object[]): object => ({ ...mail, DesiredWeightsAndCapacities: list });
  const refused: Record<string, [string, object, RegExp]> = {
    "a model's name that is taken": ["CreateModel", { ...model, ModelName: "one" }, /already existing model/],
    "a model without a role": ["CreateModel", { ...model, ExecutionRoleArn: undefined }, /ExecutionRoleArn is missing/],
    "a model without an image": ["CreateModel", { ...model, PrimaryContainer: {} }, /Image is missing/],
    "a model without a container": ["CreateModel", { ...model, PrimaryContainer: undefined }, /PrimaryContainer/],
    "a model with two sources": [
      "CreateModel",
      {
        ...model,
        PrimaryContainer: {
          ...container,
          ModelDataSource: {
            S3DataSource: { S3Uri: "s3://models/a/", S3DataType: "S3Prefix", CompressionType: "None" },
          },
        },
      },
      /both ModelDataUrl and ModelDataSource/,
    ],
    "a model that there is not": ["DescribeModel", { ModelName: "three" }, /Could not find model/],
    "the end of a model that a config names": ["DeleteModel", { ModelName: "one" }, /named by an endpoint config/],
    "a config's name that is taken": [
      "CreateEndpointConfig",
      { ...config([variant]), EndpointConfigName: "both" },
      /already existing endpoint configuration/,
    ],
    "a config of a model that there is not": [
      "CreateEndpointConfig",
      config([{ ...variant, ModelName: "three" }]),
      /Could not find model/,
    ],
    "a variant's name twice": ["CreateEndpointConfig", config([variant, variant]), /must be unique/],
    "a variant without instances": [
      "CreateEndpointConfig",
      config([{ ...variant, InitialInstanceCount: undefined }]),
      /InitialInstanceCount/,
    ],
    "an instance type that there is not": [
      "CreateEndpointConfig",
      config([{ ...variant, InstanceType: "ml.none" }]),
      /enum value set/,
    ],
    "variants without weight": [
      "CreateEndpointConfig",
      config([{ ...variant, InitialVariantWeight: 0 }]),
      /a weight above 0/,
    ],
    "a member of a variant that there is not": [
      "CreateEndpointConfig",
      config([{ ...variant, Weight: 1 }]),
      /no member 'ProductionVariants.1.Weight'/,
    ],
    "a config that there is not": [
      "DescribeEndpointConfig",
      { EndpointConfigName: "x" },
      /Could not find endpoint conf/,
    ],
    "the end of a config in use": ["DeleteEndpointConfig", { EndpointConfigName: "both" }, /is in use/],
    "an endpoint's name that is taken": [
      "CreateEndpoint",
      { ...mail, EndpointConfigName: "both" },
      /Cannot create already existing endpoint/,
    ],
    "an endpoint of a config that there is not": [
      "CreateEndpoint",
      { EndpointName: "second", EndpointConfigName: "x" },
      /Could not find endpoint configuration/,
    ],
    "an update of an endpoint that there is not": [
      "UpdateEndpoint",
      { EndpointName: "second", EndpointConfigName: "both" },
      /Could not find endpoint/,
    ],
    "the weight of a variant that there is not": [
      "UpdateEndpointWeightsAndCapacities",
      weights([{ VariantName: "green", DesiredWeight: 1 }]),
      /Could not find variant "green"/,
    ],
    "a weight below 0": [
      "UpdateEndpointWeightsAndCapacities",
      weights([{ VariantName: "canary", DesiredWeight: -1 }]),
      /greater than or equal to 0/,
    ],
    "no weight at all": [
      "UpdateEndpointWeightsAndCapacities",
      weights([{ VariantName: "baseline", DesiredWeight: 0 }]),
      /above 0/,
    ],
  };
  for (const [name, [operation, input, expected]] of Object.entries(refused))
    it(name, () => {
      const { ask, control } = serving();
      const state = (): string => JSON.stringify([[...control.models], [...control.configs], control.endpoint("mail")]);
      const before = state();
      expect(ask(operation, input)).toMatch(expected);
      expect(state()).toBe(before);
    });

  it("every change while another is under way", () => {
    const { ask, update, weigh, wait } = serving();
    update("other");
    const inProgress = /^ValidationException Cannot update in-progress endpoint "arn:/;
    expect(update("alone")).toMatch(inProgress);
    expect(weigh({ canary: 1 })).toMatch(inProgress);
    expect(ask("DeleteEndpoint", mail)).toMatch(inProgress);
    wait(5000);
    expect(weigh({ canary: 0 })).toHaveProperty("EndpointArn");
    expect(update("alone")).toMatch(inProgress);
  });

  it("to take away, or to give other instances to, a variant that autoscaling holds", () => {
    const { control, config, variant, update } = serving();
    const held = /"\[canary\]" must be deregistered as a scalable target/;
    config("faster", [variant("baseline"), variant("canary", { InstanceType: "ml.g5.2xlarge" })]);
    control.options.scaled.add("mail/canary");
    expect(update("alone")).toMatch(held);
    expect(update("faster")).toMatch(held);
    expect(update("other")).toHaveProperty("EndpointArn");
  });

  it("more instances than the account may have, blue and green together", () => {
    const { ask, update, weigh } = serving({ quota: new Map([[type, 5]]) });
    const over = /^ResourceLimitExceeded.*'ml.g5.xlarge for endpoint usage' is 5 .*utilization of 4 .*delta of 4/;
    expect(update("other")).toMatch(over);
    expect(ask("CreateEndpoint", { EndpointName: "second", EndpointConfigName: "other" })).toMatch(over);
    expect(weigh({ canary: 0.5 })).toHaveProperty("EndpointArn");
  });

  it("a role that it cannot use, and one that the caller may not hand on", () => {
    const { model, control } = serving();
    control.options.badRoles.add(role);
    expect(model("three")).toMatch(/^ValidationException Could not assume role/);
    control.options.mayPassRole = false;
    expect(model("three")).toMatch(/^AccessDenied.*iam:PassRole on resource: arn:aws:iam/);
  });

  it("the end of a config that an update is bringing", () => {
    const { ask, update } = serving();
    update("other");
    for (const EndpointConfigName of ["both", "other"])
      expect(ask("DeleteEndpointConfig", { EndpointConfigName })).toMatch(/is in use/);
    expect(ask("DeleteEndpointConfig", { EndpointConfigName: "alone" })).toEqual({});
  });
});
