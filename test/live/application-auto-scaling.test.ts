import {
  ApplicationAutoScalingClient,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { awsKey, type fakeAws, fastClock, sageMakerServingUnderTest } from "#testing";
import { installMoto, type Moto, startMoto } from "./sagemaker/moto.ts";

/**
 * moto beside the emulator, by Amazon's own client, in what moto does as the service does it. It knows no tags, tags no
 * target, takes variants that there are not, and a second policy of the same metric.
 */
let moto: Moto;
let emulator: Awaited<ReturnType<ReturnType<typeof fakeAws>["serveSageMaker"]>>;
let clients: ApplicationAutoScalingClient[];

beforeAll(async () => {
  moto = await startMoto(await installMoto());
  const { aws, open, candidate } = await sageMakerServingUnderTest(fastClock(1000));
  await (await open()).deploy(candidate("one"), "canary");
  emulator = await aws.serveSageMaker();
  const { accessKeyId, secretAccessKey, region } = awsKey;
  clients = [moto.url, emulator.url].map(
    (endpoint) =>
      new ApplicationAutoScalingClient({
        endpoint,
        region,
        credentials: { accessKeyId, secretAccessKey },
        maxAttempts: 1,
      }),
  );
});
afterAll(async () => {
  await emulator?.close();
  await moto?.close();
});

describe("moto's Application Auto Scaling and the emulator", () => {
  it("do the same with a variant of SageMaker", async () => {
    const target = {
      ServiceNamespace: "sagemaker",
      ResourceId: "endpoint/mail/variant/baseline",
      ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    } as const;
    const [byMoto, byEmulator] = await Promise.all(
      clients.map(async (client) => {
        const seen: unknown[] = [];
        const look = async (): Promise<void> => {
          const { ScalableTargets = [] } = await client.send(
            new DescribeScalableTargetsCommand({ ServiceNamespace: "sagemaker", ResourceIds: [target.ResourceId] }),
          );
          seen.push(
            ScalableTargets.map(({ ResourceId, MinCapacity, MaxCapacity, SuspendedState }) => ({
              ResourceId,
              MinCapacity,
              MaxCapacity,
              in: SuspendedState?.DynamicScalingInSuspended ?? false,
            })),
          );
        };
        const register = async (more: object): Promise<void> => {
          await client.send(new RegisterScalableTargetCommand({ ...target, ...more }));
          await look();
        };
        await look();
        await register({ MinCapacity: 1, MaxCapacity: 4 });
        await register({ MinCapacity: 1, MaxCapacity: 4 });
        await register({ SuspendedState: { DynamicScalingInSuspended: true } });
        await register({ MaxCapacity: 6, SuspendedState: { DynamicScalingInSuspended: false } });
        for (const TargetValue of [10, 20]) {
          const { PolicyARN } = await client.send(
            new PutScalingPolicyCommand({
              ...target,
              PolicyName: "invocations",
              PolicyType: "TargetTrackingScaling",
              TargetTrackingScalingPolicyConfiguration: {
                TargetValue,
                PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
              },
            }),
          );
          seen.push(PolicyARN?.replace(/^.*:resource/, ":resource"));
        }
        const other = new RegisterScalableTargetCommand({
          ...target,
          ...{ MinCapacity: 1, MaxCapacity: 2, ResourceId: "service/mail/web" },
        });
        seen.push(await client.send(other).catch(({ name, message }: Error) => `${name}: ${message}`));
        await client.send(new DeregisterScalableTargetCommand(target));
        await look();
        return seen;
      }),
    );
    expect(byEmulator).toEqual(byMoto);
    expect(byEmulator).toHaveLength(9);
  });
});
