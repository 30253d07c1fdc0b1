import { afterEach, describe, expect, it } from "vitest";
import { maskedSecrets, nodeHttp } from "#platform";
import {
  type FakeContainer,
  type FakeSageMaker,
  fakeClock,
  fakeEnvironment,
  fakeSageMaker,
  recordedLog,
  seededRandom,
} from "#testing";
import { inferenceProviders } from "../../catalog.ts";
import type { SageMakerConfig } from "./index.ts";

const key = {
  accessKeyId: "AKIAFAKE",
  secretAccessKey: "very-secret-key",
  region: "eu-central-1",
  service: "sagemaker",
};
const messages = [{ role: "user", content: "Привет?" }] as const;

const completion = {
  model: "mail-triage",
  choices: [{ message: { role: "assistant", content: "Привет, мир" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 3, completion_tokens: 4 },
};
const chunks = ["Привет, ", "мир"].map((content) => JSON.stringify({ choices: [{ delta: { content } }] }));
const last = JSON.stringify({ choices: [{ delta: {}, finish_reason: "stop" }], usage: completion.usage });

const vllm: FakeContainer = {
  contentType: "text/event-stream",
  answer: (_body, stream) =>
    stream
      ? [...chunks, last].map((chunk) => `data: ${chunk}\n\n`).concat("data: [DONE]\n\n")
      : [JSON.stringify(completion)],
};
const lmi: FakeContainer = {
  contentType: "application/jsonlines",
  answer: (_body, stream) => (stream ? [...chunks, last].map((chunk) => `${chunk}\n`) : [JSON.stringify(completion)]),
};
/** Pieces cut anywhere, as frames of AWS cut them. */
const cutting = (container: FakeContainer): FakeContainer => ({
  ...container,
  answer: (body, stream) =>
    container
      .answer(body, stream)
      .join("")
      .match(/[\s\S]{1,7}/g) ?? [],
});

let server: FakeSageMaker;
afterEach(() => server?.close());

async function client(container: FakeContainer, config: Partial<SageMakerConfig> = {}, secret = key.secretAccessKey) {
  server = await fakeSageMaker("mail-triage", key, container);
  const secrets = maskedSecrets();
  const ports = {
    http: nodeHttp(),
    log: recordedLog(secrets),
    clock: fakeClock(Date.now()),
    random: seededRandom(1),
    secrets,
    environment: fakeEnvironment({
      AWS_REGION: key.region,
      AWS_ACCESS_KEY_ID: key.accessKeyId,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: server.origin,
    }),
  };
  const inference = await inferenceProviders.sagemaker(ports, { endpointName: "mail-triage", ...config });
  return { inference, ports };
}

const refusing = (status: number, type: string, body: Record<string, unknown>): void => {
  server.refuse = () => ({ status, type, body });
};

describe("a SageMaker endpoint", () => {
  it("answers whole, asked with the chat body, the variant, the component and the id", async () => {
    const { inference } = await client(vllm, {
      targetVariant: "canary",
      inferenceComponentName: "adapter-1",
      model: "m",
    });
    const answer = await inference.chat({ messages, maxTokens: 8, temperature: 0, requestId: "r-7" });
    expect(answer).toMatchObject({
      content: "Привет, мир",
      finishReason: "stop",
      promptTokens: 3,
      completionTokens: 4,
      model: "mail-triage",
      firstTokenSeconds: null,
      requestId: "r-1",
    });
    expect(server.invocations[0]).toMatchObject({
      endpoint: "mail-triage",
      stream: false,
      body: { model: "m", messages, max_tokens: 8, temperature: 0 },
      headers: {
        "content-type": "application/json",
        "x-amzn-sagemaker-target-variant": "canary",
        "x-amzn-sagemaker-inference-component": "adapter-1",
        "x-amzn-sagemaker-inference-id": "r-7",
      },
    });
    expect(await inference.models()).toEqual(["m"]);
    expect(await inference.likelihood(messages, "x")).toBeUndefined();
  });

  it.each([
    ["server-sent events", vllm],
    ["lines of JSON", lmi],
    ["server-sent events in frames that cut them", cutting(vllm)],
  ])("streams %s", async (_how, container) => {
    const { inference } = await client(container);
    const answer = await inference.chat({ messages, maxTokens: 8, stream: true });
    expect(answer).toMatchObject({ content: "Привет, мир", finishReason: "stop", completionTokens: 4 });
    expect(answer.firstTokenSeconds).not.toBeNull();
    expect(server.invocations[0]).toMatchObject({ stream: true, body: { stream: true } });
  });

  it.each(["ModelStreamError", "InternalStreamFailure"])(
    "has no answer when the stream breaks by %s",
    async (exception) => {
      const broken: FakeContainer = {
        ...vllm,
        answer: () => [`data: ${chunks[0]}\n\n`, { exception, message: "the container died" }],
      };
      const { inference } = await client(broken);
      await expect(inference.chat({ messages, maxTokens: 8, stream: true })).rejects.toMatchObject({
        code: "inference-cut",
      });
    },
  );

  it("has no answer when the stream just ends", async () => {
    const { inference } = await client({ ...vllm, answer: () => [`data: ${chunks[0]}\n\n`] });
    await expect(inference.chat({ messages, maxTokens: 8, stream: true })).rejects.toMatchObject({
      code: "inference-cut",
    });
  });

  it("comes again after throttling and after a model that is loading", async () => {
    const { inference, ports } = await client(vllm);
    const begun = ports.clock.monotonic();
    server.refuse = (count) =>
      count === 1
        ? { status: 400, type: "ThrottlingException", body: { message: "Rate exceeded" } }
        : count === 2
          ? { status: 429, type: "ModelNotReadyException", body: { Message: "loading" } }
          : undefined;
    expect((await inference.chat({ messages, maxTokens: 8 })).content).toBe("Привет, мир");
    expect(ports.clock.monotonic() - begun).toBeGreaterThan(500);
  });

  it.each([
    [
      "the container refuses the prompt",
      424,
      "ModelError",
      { OriginalStatusCode: 400, OriginalMessage: "too long" },
      "inference-refused",
      false,
    ],
    [
      "the container fails",
      424,
      "ModelError",
      { OriginalStatusCode: 500, OriginalMessage: "CUDA" },
      "inference-failed",
      true,
    ],
    [
      "the endpoint is not there",
      400,
      "ValidationError",
      { Message: "Endpoint x of account 1 not found." },
      "inference-refused",
      false,
    ],
    ["the service is down", 503, "ServiceUnavailable", { Message: "x" }, "inference-failed", true],
    ["an inner service is down", 530, "InternalDependencyException", { Message: "x" }, "inference-failed", true],
    ["the token is old", 403, "ExpiredTokenException", { message: "x" }, "inference-unauthorized", false],
  ] as const)("says that %s", async (_what, status, type, body, code, retryable) => {
    const { inference } = await client(vllm, { attempts: 1 });
    refusing(status, type, { Message: "x", ...body });
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code,
      retryable,
      provider: "sagemaker",
    });
  });

  it("names the action that a role lacks", async () => {
    const { inference } = await client(vllm);
    refusing(403, "AccessDeniedException", {
      Message:
        "User: arn:aws:sts::1:assumed-role/ci/x is not authorized to perform: sagemaker:InvokeEndpointWithResponseStream on resource: arn:aws:sagemaker:eu-central-1:1:endpoint/x",
    });
    await expect(inference.chat({ messages, maxTokens: 8, stream: true })).rejects.toMatchObject({
      code: "inference-unauthorized",
      hint: "allow sagemaker:InvokeEndpointWithResponseStream to this role",
    });
  });

  it("is refused with a wrong key, and shows none", async () => {
    const { inference, ports } = await client(vllm, { attempts: 1 }, "wrong-secret-key");
    const error = await inference.chat({ messages, maxTokens: 8 }).catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: "inference-unauthorized" });
    expect((error as Error).message).not.toContain("wrong-secret-key");
    expect(ports.secrets.redact("wrong-secret-key")).toBe("***");
  });

  it.each([
    ["a page", "<html>"],
    ["nothing", ""],
    ["an error body", '{"error":{"message":"out of memory"}}'],
  ])("names %s instead of an answer", async (_what, said) => {
    const { inference } = await client({ ...vllm, answer: () => [said] });
    await expect(inference.chat({ messages, maxTokens: 8 })).rejects.toMatchObject({
      code: expect.stringMatching(/^inference-(garbled|failed)$/),
    });
  });

  it("wants a region, and ends when it is cancelled", async () => {
    const { inference, ports } = await client(vllm);
    await expect(
      inferenceProviders.sagemaker({ ...ports, environment: fakeEnvironment({}) }, { endpointName: "x" }),
    ).rejects.toMatchObject({ code: "no-region" });
    await expect(inference.chat({ messages, maxTokens: 8 }, AbortSignal.abort())).rejects.toMatchObject({
      code: "cancelled",
    });
  });
});
