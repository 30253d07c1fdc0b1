import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { countedProviders } from "#telemetry";
import { fakeClock, fakeDeps, fakeEnvironment } from "#testing";
import { installMoto, type Moto, startMoto } from "./sagemaker/moto.ts";

/** moto, which knows CloudWatch's protocol and sums, but no trimmed counts: requests and errors alone. */
const minute = 60_000;
const keys = { accessKeyId: "AKIAMOTO", secretAccessKey: "moto-secret-key" };
let moto: Moto;
let client: CloudWatchClient;

beforeAll(async () => {
  moto = await startMoto(await installMoto());
  client = new CloudWatchClient({ region: "eu-central-1", endpoint: moto.url, credentials: keys });
});
afterAll(async () => moto?.close());

describe("what moto's CloudWatch was told", () => {
  it("is read by variant: invocations and errors, each look what the one before had not", async () => {
    const start = Math.floor((Date.now() - 30 * minute) / minute) * minute;
    const put = async (variant: string, at: number, values: Record<string, number>): Promise<void> => {
      const Dimensions = [
        { Name: "EndpointName", Value: "mail" },
        { Name: "VariantName", Value: variant },
      ];
      const Timestamp = new Date(start + at * minute);
      const MetricData = Object.entries(values).map(([MetricName, Value]) => ({
        MetricName,
        Value,
        Timestamp,
        Dimensions,
      }));
      await client.send(new PutMetricDataCommand({ Namespace: "AWS/SageMaker", MetricData }));
    };
    const clock = fakeClock(start);
    const environment = fakeEnvironment({
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_ENDPOINT_URL_CLOUDWATCH: moto.url,
    });
    const deps = await fakeDeps({ http: nodeHttp(), clock, environment });
    const source = await countedProviders.cloudwatch(deps, {
      region: "eu-central-1",
      endpointName: "mail",
      canary: "green",
      baseline: "blue",
    });
    const mark = await source.now();
    await put("green", 0, { Invocations: 40, Invocation4XXErrors: 1, Invocation5XXErrors: 2 });
    await put("green", 1, { Invocations: 10, Invocation4XXErrors: 0, Invocation5XXErrors: 0 });
    await put("blue", 1, { Invocations: 400, Invocation5XXErrors: 4 });
    clock.advance(3 * minute);
    const first = await source.since(mark, undefined);
    expect(first).toMatchObject({ canary: { requests: 50, errors: 3 }, baseline: { requests: 400, errors: 4 } });
    await put("green", 2, { Invocations: 5, Invocation5XXErrors: 5 });
    await put("green", 4, { Invocations: 6, Invocation5XXErrors: 0 });
    clock.advance(3 * minute);
    // the five of the third minute came late
    expect(await source.since(first.mark, undefined)).toMatchObject({
      canary: { requests: 11, errors: 5 },
      baseline: { requests: 0 },
    });
  });
});
