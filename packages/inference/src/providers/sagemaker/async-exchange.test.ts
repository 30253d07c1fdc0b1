import { afterEach, describe, expect, it } from "vitest";
import { maskedSecrets, nodeHttp } from "#platform";
import {
  type AsyncContainer,
  awsKey,
  type FakeSageMaker,
  fakeClock,
  fakeEnvironment,
  fakeSageMaker,
  recordedLog,
  seededRandom,
} from "#testing";
import { inferenceProviders } from "../../catalog.ts";
import type { SageMakerConfig } from "./index.ts";

const messages = [{ role: "user", content: "Привет?" }] as const;
const completion = {
  model: "mail",
  choices: [{ message: { role: "assistant", content: "Привет, мир" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
};
const told: AsyncContainer = { output: "s3://answers/mail", failure: "s3://answers/mail/failures", looks: 6 };
const place = { input: "s3://answers/questions/", seconds: 900 };

let server: FakeSageMaker;
afterEach(() => server?.close());

async function client(asynchronous: AsyncContainer | undefined, config: Partial<SageMakerConfig> = {}) {
  const container = { contentType: "application/json", answer: () => [JSON.stringify(completion)] };
  server = await fakeSageMaker("mail", awsKey, container, asynchronous);
  const secrets = maskedSecrets();
  const ports = {
    http: nodeHttp(),
    log: recordedLog(secrets),
    clock: fakeClock(Date.now()),
    random: { ...seededRandom(1), uuid: () => crypto.randomUUID() },
    secrets,
    environment: fakeEnvironment({
      AWS_REGION: awsKey.region,
      AWS_ACCESS_KEY_ID: awsKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: awsKey.secretAccessKey,
      AWS_ENDPOINT_URL: server.origin,
    }),
  };
  const inference = await inferenceProviders.sagemaker(ports, {
    endpointName: "mail",
    asynchronous: place,
    attempts: 1,
    ...config,
  });
  return { inference, ports };
}

describe("an asynchronous SageMaker endpoint", () => {
  it("is asked by an object, answers by another, and keeps neither", async () => {
    const { inference, ports } = await client(told, { model: "m" });
    const began = ports.clock.monotonic();
    expect(await inference.chat({ messages, maxTokens: 8, requestId: "r-7" })).toMatchObject({
      content: "Привет, мир",
      completionTokens: 4,
      requestId: "r-7",
      latencySeconds: (ports.clock.monotonic() - began) / 1000,
    });
    expect(ports.clock.monotonic() - began).toBeGreaterThan(500);
    expect(server.invocations).toMatchObject([
      {
        body: { model: "m", messages, max_tokens: 8 },
        headers: {
          "x-amzn-sagemaker-inputlocation": expect.stringMatching(/^s3:\/\/answers\/questions\/[0-9a-f-]{36}\.json$/),
          "x-amzn-sagemaker-content-type": "application/json",
          "x-amzn-sagemaker-invocationtimeoutseconds": "900",
          "x-amzn-sagemaker-requestttlseconds": "900",
        },
      },
    ]);
    expect([...server.s3.objects.keys()]).toEqual([]);
    expect(ports.log.lines).toEqual([]);
  });

  it("says what the container said", async () => {
    const { inference } = await client({ ...told, fails: "CUDA out of memory" });
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code: "inference-failed",
      message: expect.stringContaining("CUDA out of memory"),
    });
    expect([...server.s3.objects.keys()]).toEqual([]);
  });

  it.each([
    ["and nothing says why", told, /ApproximateBacklogSize/],
    [
      "and may have failed where no place for that is",
      { output: told.output, looks: 1, fails: "CUDA" },
      /S3FailurePath/,
    ],
  ] as const)("is given up at the deadline %s", async (_what, asynchronous, hint) => {
    const { inference } = await client({
      ...asynchronous,
      looks: asynchronous === told ? Number.POSITIVE_INFINITY : 1,
    });
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code: "inference-late",
      message: "no answer came within 900 s",
      hint: expect.stringMatching(hint),
    });
    expect([...server.s3.objects.keys()]).toEqual([]);
  });

  it.each([
    ["s3:PutObject", "inference-unauthorized", /s3:PutObject on s3:\/\/answers\/questions/],
    ["s3:GetObject", "inference-unauthorized", /s3:GetObject on s3:\/\/answers\/mail\/.* and s3:ListBucket on answers/],
    ["s3:ListBucket", "inference-unauthorized", /s3:ListBucket on answers/],
  ])("names %s where the role lacks it", async (action, code, hint) => {
    const { inference } = await client(told);
    server.s3.denied.add(action);
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(hint),
    });
    expect([...server.s3.objects.keys()]).toEqual([]);
  });

  it("has answered all the same where it may not delete, and says what stays", async () => {
    const { inference, ports } = await client(told);
    server.s3.denied.add("s3:DeleteObject");
    expect((await inference.chat({ messages, maxTokens: 8 })).content).toBe("Привет, мир");
    expect(ports.log.lines.join("\n")).toMatch(/s3:\/\/answers\/questions\/.*\.json stays/);
  });

  it("takes away what it laid when it is cancelled", async () => {
    const { inference, ports } = await client({ ...told, looks: Number.POSITIVE_INFINITY });
    const cancel = new AbortController();
    const clock = ports.clock;
    const sleep = clock.sleep;
    Object.assign(clock, {
      sleep: async (ms: number, signal?: AbortSignal) => {
        cancel.abort();
        return await sleep(ms, signal);
      },
    });
    await expect(inference.chat({ messages, maxTokens: 8 }, cancel.signal)).rejects.toMatchObject({
      code: "cancelled",
    });
    expect([...server.s3.objects.keys()]).toEqual([]);
  });

  it("is refused as the other kind, which the hint names, and streams nothing", async () => {
    const { inference } = await client(told, { asynchronous: undefined });
    const hint = expect.stringContaining("sagemaker-async-input");
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({ code: "inference-refused", hint });
    await server.close();
    const asking = await client(told);
    await expect(asking.inference.chat({ messages, maxTokens: 8, stream: true })).rejects.toThrow("streams nothing");
    await expect(client(told, { asynchronous: { ...place, input: "answers/mail" } })).rejects.toMatchObject({
      problems: [{ where: "sagemaker-async-input" }],
    });
  });
});
