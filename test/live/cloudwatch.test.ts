import { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { CreateBucketCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeClock, nodeHttp } from "#platform";
import { answerProviders, countedProviders } from "#telemetry";
import { capturedFile, capturedKey, fakeClock, fakeDeps, fakeEnvironment } from "#testing";
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

describe("what an endpoint captured, in moto's S3", () => {
  it("is read by variant, a file once, of a listing that begins at its hour", async () => {
    const s3 = new S3Client({ region: "eu-central-1", endpoint: moto.url, credentials: keys, forcePathStyle: true });
    const Bucket = "captured";
    const CreateBucketConfiguration = { LocationConstraint: "eu-central-1" as const };
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    const put = async (variant: string, id: string, time = Date.now()): Promise<void> => {
      const Body = capturedFile([{ id, question: "спам?", answer: `no, ${id}`, time, encoding: "BASE64" }]);
      await s3.send(new PutObjectCommand({ Bucket, Key: capturedKey({ variant }, time, id), Body }));
    };
    await put("green", "old");
    const environment = fakeEnvironment({
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_ENDPOINT_URL_S3: moto.url,
    });
    const deps = await fakeDeps({ http: nodeHttp(), clock: nodeClock(), environment });
    const source = await answerProviders["data-capture"](deps, {
      region: "eu-central-1",
      bucket: Bucket,
      prefix: "capture",
      endpointName: "mail",
      canary: "green",
      baseline: "blue",
    });
    const since = async (mark: string) => {
      const seen: string[] = [];
      const next = await source.since(mark, ({ arm, said }) => seen.push(`${arm}: ${said?.answer}`));
      return { mark: next, seen };
    };
    const first = await source.now();
    await put("blue", "late", Date.now() + 1);
    for (let file = 0; file < 30; file++) await put("green", `f${file}`);
    await put("green", "of another day", Date.now() - 25 * 60 * minute);
    const one = await since(first);
    expect([one.seen.length, one.seen.filter((answer) => answer.startsWith("baseline"))]).toEqual([
      31,
      ["baseline: no, late"],
    ]);
    expect(new Set(one.seen).size).toBe(31);
    await put("blue", "later");
    const two = await since(one.mark);
    expect([two.seen, (await since(two.mark)).seen]).toEqual([["baseline: no, later"], []]);
  });
});
