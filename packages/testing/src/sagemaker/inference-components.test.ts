import { describe, expect, it } from "vitest";
import { askedControlPlane } from "./asked-control-plane.ts";
import type { ControlPlaneOptions } from "./control-plane.ts";

const role = "arn:aws:iam::111122223333:role/serving";
const instances = { VariantName: "baseline", InstanceType: "ml.g5.xlarge", InitialInstanceCount: 1 };
const needs = { ComputeResourceRequirements: { MinMemoryRequiredInMb: 1024, NumberOfAcceleratorDevicesRequired: 1 } };
const specified = (ModelName: string) => ({ Specification: { ModelName, ...needs } });
const batches = (Value: number, more: object = {}) => ({
  DeploymentConfig: {
    RollingUpdatePolicy: { MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value }, WaitIntervalInSeconds: 60 },
    ...more,
  },
});

/** An endpoint `mail` for components, and the models `one`, `two` and `bad`. */
function hosting(options: Partial<ControlPlaneOptions> = {}) {
  const asked = askedControlPlane({
    containerFailure: ({ Image }) => (Image === "image:bad" ? "did not pass the ping health check" : undefined),
    ...options,
  });
  const { ask, wait } = asked;
  for (const ModelName of ["one", "two", "bad"])
    ask("CreateModel", {
      ModelName,
      ExecutionRoleArn: role,
      PrimaryContainer: { Image: `image:${ModelName}`, ModelDataUrl: "s3://models/model.tar.gz" },
    });
  const config = (EndpointConfigName: string, ProductionVariants: object[], more: object = {}): unknown =>
    ask("CreateEndpointConfig", { EndpointConfigName, ProductionVariants, ...more });
  config("components", [instances], { ExecutionRoleArn: role });
  config("plain", [{ ...instances, ModelName: "one" }]);
  ask("CreateEndpoint", { EndpointName: "mail", EndpointConfigName: "components" });
  ask("CreateEndpoint", { EndpointName: "plain", EndpointConfigName: "plain" });
  wait(5000);
  const named = { InferenceComponentName: "mail" };
  const create = (more: object = {}): unknown =>
    ask("CreateInferenceComponent", {
      ...named,
      ...{ EndpointName: "mail", VariantName: "baseline", RuntimeConfig: { CopyCount: 2 } },
      ...specified("one"),
      ...more,
    });
  const update = (model: string, more: object = {}): unknown =>
    ask("UpdateInferenceComponent", { ...named, ...specified(model), ...more });
  const see = (): unknown => ask("DescribeInferenceComponent", named);
  return { ...asked, create, update, see, named };
}

describe("SageMaker's inference components", () => {
  it("come into service beside each other on one endpoint, and are listed by it", () => {
    const { ask, create, see, wait } = hosting();
    create();
    expect(see()).toMatchObject({ InferenceComponentStatus: "Creating", RuntimeConfig: { CurrentCopyCount: 0 } });
    create({ InferenceComponentName: "other", ...specified("two") });
    wait(5000);
    expect(see()).toMatchObject({
      InferenceComponentStatus: "InService",
      RuntimeConfig: { CurrentCopyCount: 2, DesiredCopyCount: 2 },
      Specification: { ModelName: "one" },
    });
    expect(ask("ListInferenceComponents", { EndpointNameEquals: "mail" })).toMatchObject({
      InferenceComponents: [{ InferenceComponentName: "mail" }, { InferenceComponentName: "other" }],
    });
    expect(ask("ListInferenceComponents", { EndpointNameEquals: "plain" })).toEqual({ InferenceComponents: [] });
  });

  it("change their model in batches, for as long as told", () => {
    const { create, update, see, wait } = hosting();
    create();
    wait(5000);
    update("two", batches(50));
    wait(5000 + 119_000);
    expect(see()).toMatchObject({ InferenceComponentStatus: "Updating", Specification: { ModelName: "one" } });
    wait(1000);
    expect(see()).toMatchObject({ InferenceComponentStatus: "InService", Specification: { ModelName: "two" } });
  });

  it("keep the model that serves when another does not start, or an alarm is raised", () => {
    const { control, create, update, see, wait } = hosting();
    create();
    wait(5000);
    update("bad");
    wait(5000);
    const kept = { InferenceComponentStatus: "InService", Specification: { ModelName: "one" } };
    expect(see()).toMatchObject({ ...kept, FailureReason: "did not pass the ping health check" });
    update("two", batches(50, { AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] } }));
    wait(30_000);
    control.options.alarms.add("errors");
    expect(see()).toMatchObject({ ...kept, FailureReason: expect.stringContaining("Alarms") });
  });

  it("fail for good when their first containers do not start, and can be deleted", () => {
    const { ask, create, see, named, wait } = hosting();
    create(specified("bad"));
    wait(5000);
    expect(see()).toMatchObject({ InferenceComponentStatus: "Failed", FailureReason: expect.stringContaining("ping") });
    ask("DeleteInferenceComponent", named);
    expect(see()).toMatchObject({ InferenceComponentStatus: "Deleting" });
    wait(2000);
    expect(see()).toMatch(/Could not find inference component/);
  });

  const refused: Record<string, [object, RegExp]> = {
    "on an endpoint of models": [{ EndpointName: "plain" }, /not supported in this Endpoint/],
    "on an endpoint that there is not": [{ EndpointName: "none" }, /Could not find endpoint/],
    "on a variant that there is not": [{ VariantName: "canary" }, /Could not find variant/],
    "of a model that there is not": [specified("three"), /Could not find model/],
    "of no model": [{ Specification: needs }, /needs ModelName/],
    "that need nothing": [{ Specification: { ModelName: "one" } }, /ComputeResourceRequirements is required/],
    "without a number of copies": [{ RuntimeConfig: undefined }, /RuntimeConfig is required/],
    "with a member that there is not": [{ Copies: 1 }, /no member 'Copies'/],
  };
  for (const [name, [more, expected]] of Object.entries(refused))
    it(`are refused ${name}`, () => {
      const { create, control } = hosting();
      expect(create(more)).toMatch(expected);
      expect(control.components.size).toBe(0);
    });

  it("are refused twice by one name, while they change, in batches too large, and under an endpoint that goes", () => {
    const { ask, create, update, named, wait } = hosting();
    create();
    expect(create()).toMatch(/already existing inference component/);
    expect(update("two")).toMatch(/Cannot update in-progress/);
    expect(ask("DeleteInferenceComponent", named)).toMatch(/Cannot update in-progress/);
    wait(5000);
    for (const percent of [4, 51]) expect(update("two", batches(percent))).toMatch(/between 5% and 50%/);
    expect(ask("DeleteEndpoint", { EndpointName: "mail" })).toMatch(/delete them first/);
    expect(ask("DeleteModel", { ModelName: "one" })).toMatch(/named by/);
    expect(ask("DescribeInferenceComponent", { InferenceComponentName: "x" })).toMatch(/Could not find/);
  });
});
