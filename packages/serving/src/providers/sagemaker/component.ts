import type { InferenceComponentDeploymentConfig, InferenceComponentSpecification } from "@aws-sdk/client-sagemaker";
import { ToolkitError } from "#contracts";
import { isUpdating, provider, underWay } from "./failures.ts";
import { startupOf } from "./fleet.ts";
import type { Guardrail } from "./guardrail.ts";
import type { Home } from "./home.ts";
import type { Hosting } from "./model.ts";

export type ComponentHosting = Extract<Hosting, { mode: "inference-component" }>;

export interface SeenComponent {
  arn: string;
  status: string;
  reason: string;
  /** Model that serves. */
  model: string;
  copies: { now: number; wanted: number };
  specification: InferenceComponentSpecification;
}

const moving = /^(Creating|Updating|Deleting)$/;

/** Half of the copies at a time, without a pause. */
const usual = { percent: 50, waitSeconds: 0, alarms: [] as readonly string[] };

/** A change of the model, batch by batch; with alarms, SageMaker goes back when one is raised. */
export function batchesOf({
  percent,
  waitSeconds,
  alarms,
}: Pick<Guardrail, "percent" | "waitSeconds" | "alarms"> = usual) {
  const config: InferenceComponentDeploymentConfig = {
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value: percent },
      WaitIntervalInSeconds: waitSeconds,
    },
    ...(alarms.length > 0 && { AutoRollbackConfiguration: { Alarms: alarms.map((AlarmName) => ({ AlarmName })) } }),
  };
  return { config, seconds: Math.ceil(100 / percent) * waitSeconds };
}

export const specificationOf = (
  model: string,
  { memoryMb, accelerators }: ComponentHosting,
  startSeconds: number,
): InferenceComponentSpecification => ({
  ModelName: model,
  StartupParameters: startupOf(startSeconds),
  ComputeResourceRequirements: {
    MinMemoryRequiredInMb: memoryMb,
    ...(accelerators > 0 && { NumberOfAcceleratorDevicesRequired: accelerators }),
  },
});

/** The one component of an endpoint, under the endpoint's name, which clients say in a header. */
export function componentOf({ ports, service, ours, config }: Pick<Home, "ports" | "service" | "ours" | "config">) {
  const { clock, secrets } = ports;
  const { endpoint: name, startSeconds } = config;

  /** @throws ToolkitError `name-taken` when it is somebody else's */
  async function look(): Promise<SeenComponent | undefined> {
    const found = await service.component(name);
    if (!found || found.InferenceComponentStatus === "Deleting") return undefined;
    const arn = found.InferenceComponentArn ?? "";
    if ((await service.tags(arn)).get(ours.Key) !== ours.Value)
      throw new ToolkitError({
        code: "name-taken",
        provider,
        message: `inference component ${name} is there and was not made by this toolkit for this endpoint`,
        hint: "take another name for the endpoint",
      });
    const { ModelName: model = "", StartupParameters, ComputeResourceRequirements } = found.Specification ?? {};
    const { CurrentCopyCount: now = 0, DesiredCopyCount: wanted = 0 } = found.RuntimeConfig ?? {};
    return {
      arn,
      status: found.InferenceComponentStatus ?? "",
      reason: secrets.redact(found.FailureReason ?? "").slice(0, 1500),
      model,
      copies: { now, wanted },
      specification: { ModelName: model, StartupParameters, ComputeResourceRequirements },
    };
  }

  /** What is there when SageMaker is done with it. @throws ToolkitError `sagemaker-slow` */
  async function settled(seconds = startSeconds): Promise<SeenComponent | undefined> {
    const deadline = clock.monotonic() + seconds * 1000;
    for (let pause = 1000; ; pause = Math.min(15_000, pause * 1.5)) {
      const { InferenceComponentStatus: status } = (await service.component(name)) ?? {};
      if (!moving.test(status ?? "")) return await look();
      if (config.waits === false) throw underWay(`inference component ${name}`, String(status));
      if (clock.monotonic() >= deadline)
        throw new ToolkitError({
          code: "sagemaker-slow",
          provider,
          retryable: true,
          message: `inference component ${name} is ${status} after ${seconds} s`,
          hint: "the same step goes on from there; give it a longer timeout",
        });
      await clock.sleep(pause);
    }
  }

  /**
   * The component with a model, in service.
   * @param asked told when nobody here waits for it
   * @throws ToolkitError `server-unhealthy`, `under-way`
   */
  async function serve(
    specification: InferenceComponentSpecification,
    copies: number,
    how = batchesOf(),
    asked = async (): Promise<void> => undefined,
  ): Promise<void> {
    let before = await settled();
    if (before?.status === "Failed") {
      await remove();
      before = undefined;
    }
    if (!before)
      await service.createComponent({
        InferenceComponentName: name,
        EndpointName: name,
        VariantName: "baseline",
        Specification: specification,
        RuntimeConfig: { CopyCount: copies },
        Tags: [ours],
      });
    else if (before.model !== specification.ModelName || before.copies.wanted !== copies)
      await service
        .updateComponent({
          InferenceComponentName: name,
          Specification: specification,
          RuntimeConfig: { CopyCount: copies },
          DeploymentConfig: how.config,
        })
        .catch((error: unknown) => {
          // a first try may have got through without an answer
          if (!isUpdating(error)) throw error;
        });
    else return;
    if (config.waits === false) {
      await asked();
      throw underWay(`inference component ${name}`, before ? "Updating" : "Creating");
    }
    // a look at once could still show the state from before
    await clock.sleep(2000);
    const after = await settled(startSeconds + how.seconds);
    if (after?.status === "InService" && after.model === specification.ModelName) return;
    throw unhealthy(after?.reason ?? "its component is gone");
  }

  const unhealthy = (reason: string): ToolkitError =>
    new ToolkitError({
      code: "server-unhealthy",
      provider,
      message: `the model does not come into service: ${reason}`,
      hint: `CloudWatch keeps what the container said, in /aws/sagemaker/InferenceComponents/${name}`,
    });

  async function remove(): Promise<void> {
    if (!(await settled())) return;
    await service.deleteComponent(name);
    await settled();
  }

  return { look, settled, serve, remove, unhealthy };
}
