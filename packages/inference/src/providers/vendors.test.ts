import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { maskedSecrets, nodeFiles, nodeHttp } from "#platform";
import {
  anthropicVendor,
  awsFrame,
  bedrockVendor,
  chatCompletionsVendor,
  fakeClock,
  fakeEnvironment,
  type InferenceUnderTest,
  inferenceConformance,
  type Recorded,
  seededRandom,
  type Vendor,
  vendorServer,
} from "#testing";
import { inferenceProviders } from "../catalog.ts";

const secret = "sk-very-secret-key";
const recorded = (path: string): Recorded =>
  JSON.parse(readFileSync(join(import.meta.dirname, path), "utf8")) as Recorded;
const reply = (structured: boolean): string => (structured ? '{"score":7}' : "Привет, мир");
const openAiError = '{"error":{"message":"MESSAGE","type":"x","param":null,"code":null}}';
const anthropicError = '{"type":"error","error":{"type":"x","message":"MESSAGE"}}';

const portsOf = (variables: Record<string, string>) => ({
  http: nodeHttp(),
  clock: fakeClock(),
  random: seededRandom(1),
  files: nodeFiles(),
  secrets: maskedSecrets(),
  environment: fakeEnvironment(variables),
});

/** A vendor's fake, and a provider that reads all of its access from the environment. */
async function underTest(
  vendor: Vendor,
  environment: (origin: string, key: string) => Record<string, string>,
  open: (
    ports: ReturnType<typeof portsOf>,
    options: { attempts?: number; timeoutMs?: number; origin: string },
  ) => ReturnType<InferenceUnderTest["open"]>,
): Promise<InferenceUnderTest> {
  const server = await vendorServer(vendor);
  const secrets = maskedSecrets();
  return {
    server,
    secret,
    redact: (text) => secrets.redact(text),
    open: async ({ badKey = false, origin = server.origin, ...options } = {}) => {
      const key = badKey ? "sk-wrong" : secret;
      return await open({ ...portsOf(environment(origin, key)), secrets }, { ...options, origin });
    },
  };
}

inferenceConformance("openai", { ignores: [], errorBody: openAiError }, () =>
  underTest(
    chatCompletionsVendor({
      recorded: recorded("openai/__fixtures__/chat-completion.json"),
      model: "gpt-4o",
      path: "/v1/chat/completions",
      modelsPath: "/v1/models",
      limit: "max_completion_tokens",
      authorized: ({ headers }) => headers.authorization === `Bearer ${secret}`,
      reply,
    }),
    (origin, key) => ({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `${origin}/v1` }),
    (ports, options) => inferenceProviders.openai(ports, { model: "gpt-4o", ...options }),
  ),
);

inferenceConformance("azure-openai", { ignores: [], errorBody: openAiError }, () =>
  underTest(
    chatCompletionsVendor({
      recorded: recorded("azure-openai/__fixtures__/chat-completion.json"),
      model: "my-gpt",
      path: "/openai/deployments/my-gpt/chat/completions",
      modelsPath: "/openai/models",
      query: { "api-version": "2024-10-21" },
      limit: "max_tokens",
      authorized: ({ headers }) => headers["api-key"] === secret && headers.authorization === undefined,
      reply,
    }),
    (origin, key) => ({
      AZURE_OPENAI_ENDPOINT: origin,
      AZURE_OPENAI_API_KEY: key,
      OPENAI_BASE_URL: "http://127.0.0.1:9",
    }),
    (ports, options) => inferenceProviders["azure-openai"](ports, { model: "my-gpt", ...options }),
  ),
);

describe.each([
  ["claude-haiku-4-5", true, true, []],
  ["claude-opus-4-8", false, true, ["temperature"]],
  ["claude-opus-5-5", false, false, ["temperature"]],
] as const)("%s", (model, takesTemperature, takesForcedTool, ignores) => {
  inferenceConformance("anthropic", { ignores, errorBody: anthropicError }, () =>
    underTest(
      anthropicVendor({
        recorded: recorded("anthropic/__fixtures__/message.json"),
        apiKey: secret,
        model,
        takesTemperature,
        takesForcedTool,
        reply,
      }),
      (origin, key) => ({ ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: origin }),
      (ports, options) => inferenceProviders.anthropic(ports, { model, ...options }),
    ),
  );
});

describe.each([
  ["amazon.nova-pro-v1:0", []],
  ["eu.anthropic.claude-opus-5-5", ["temperature"]],
] as const)("%s", (model, ignores) => {
  inferenceConformance(
    "bedrock",
    { ignores, errorBody: '{"message":"MESSAGE"}', streamType: "application/vnd.amazon.eventstream" },
    () =>
      underTest(
        bedrockVendor({
          recorded: recorded("bedrock/__fixtures__/converse.json"),
          model,
          region: "eu-central-1",
          accessKeyId: "AKIAFAKE",
          secretAccessKey: secret,
          reply,
        }),
        (origin, key) => ({
          AWS_REGION: "eu-central-1",
          AWS_ACCESS_KEY_ID: "AKIAFAKE",
          AWS_SECRET_ACCESS_KEY: key,
          AWS_ENDPOINT_URL_BEDROCK_RUNTIME: origin,
        }),
        (ports, options) => inferenceProviders.bedrock(ports, { model, ...options }),
      ),
  );
});

inferenceConformance("vertex", { ignores: [], errorBody: openAiError }, () =>
  underTest(
    chatCompletionsVendor({
      recorded: recorded("vertex/__fixtures__/chat-completion.json"),
      model: "google/gemini-2.5-flash",
      path: "/v1/projects/my-project/locations/europe-west1/endpoints/openapi/chat/completions",
      limit: "max_tokens",
      authorized: ({ headers }) => headers.authorization === `Bearer ${secret}`,
      reply,
    }),
    (_origin, key) => ({
      GOOGLE_CLOUD_PROJECT: "my-project",
      GOOGLE_CLOUD_LOCATION: "europe-west1",
      GOOGLE_OAUTH_ACCESS_TOKEN: key,
    }),
    (ports, { origin, ...options }) =>
      inferenceProviders.vertex(ports, { model: "google/gemini-2.5-flash", baseUrl: origin, ...options }),
  ),
);

describe("a stream of Bedrock", () => {
  const event = (type: string, payload: object) =>
    awsFrame(
      { ":message-type": "event", ":event-type": type, ":content-type": "application/json" },
      Buffer.from(JSON.stringify(payload)),
    );
  const answerOf = async (frames: Uint8Array[], responseSchema?: { name: string; schema: Record<string, unknown> }) => {
    const headers = { "content-type": "application/vnd.amazon.eventstream" };
    const server = await vendorServer({ answer: () => ({ status: 200, headers, events: frames }) });
    const access = { AWS_REGION: "eu-central-1", AWS_ACCESS_KEY_ID: "AKIAFAKE", AWS_SECRET_ACCESS_KEY: "s" };
    const ports = portsOf({ ...access, AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.origin });
    const inference = await inferenceProviders.bedrock(ports, { model: "amazon.nova-pro-v1:0" });
    const messages = [{ role: "user" as const, content: "x" }];
    const request = { messages, maxTokens: 64, stream: true, ...(responseSchema && { responseSchema }) };
    return await inference.chat(request).finally(() => server.close());
  };
  const usage = event("metadata", { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 } });

  it("gives what a tool was given in pieces", async () => {
    const answer = await answerOf(
      [
        event("contentBlockStart", {
          contentBlockIndex: 0,
          start: { toolUse: { toolUseId: "t", name: "evaluation" } },
        }),
        event("contentBlockDelta", { contentBlockIndex: 0, delta: { toolUse: { input: '{"score"' } } }),
        event("contentBlockDelta", { contentBlockIndex: 0, delta: { toolUse: { input: ":7}" } } }),
        event("messageStop", { stopReason: "tool_use" }),
        usage,
      ],
      { name: "evaluation", schema: { type: "object" } },
    );
    expect(answer).toMatchObject({ content: '{"score":7}', finishReason: "stop", completionTokens: 2 });
  });

  it("names an exception within it, and an end without a reason", async () => {
    const text = event("contentBlockDelta", { contentBlockIndex: 0, delta: { text: "half" } });
    const exception = awsFrame(
      { ":message-type": "exception", ":exception-type": "throttlingException", ":content-type": "application/json" },
      Buffer.from('{"message":"slow down"}'),
    );
    await expect(answerOf([text, exception])).rejects.toMatchObject({ code: "inference-failed", retryable: false });
    await expect(answerOf([text, usage])).rejects.toMatchObject({ code: "inference-cut" });
  });
});

describe("the count of tokens", () => {
  it("holds the thinking that a vendor counts in its total alone", async () => {
    const server = await vendorServer({
      answer: () => ({ status: 200, body: recorded("vertex/__fixtures__/chat-completion.json").body }),
    });
    const ports = portsOf({ GOOGLE_CLOUD_PROJECT: "p", GOOGLE_OAUTH_ACCESS_TOKEN: "t" });
    const inference = await inferenceProviders.vertex(ports, {
      model: "google/gemini-2.5-flash",
      baseUrl: server.origin,
    });
    const answer = await inference.chat({ messages: [{ role: "user", content: "x" }], maxTokens: 64 });
    expect(answer).toMatchObject({ promptTokens: 7, completionTokens: 51 });
    await server.close();
  });
});

describe("providers without access", () => {
  it.each([
    ["openai", () => inferenceProviders.openai(portsOf({}), { model: "m" }), /OPENAI_API_KEY/],
    [
      "azure-openai",
      () => inferenceProviders["azure-openai"](portsOf({}), { model: "m" }),
      /AZURE_OPENAI_ENDPOINT[\s\S]*AZURE_OPENAI_API_KEY/,
    ],
    ["anthropic", () => inferenceProviders.anthropic(portsOf({}), { model: "m" }), /ANTHROPIC_API_KEY/],
    ["bedrock", () => inferenceProviders.bedrock(portsOf({}), { model: "m" }), /AWS_REGION/],
    ["vertex", () => inferenceProviders.vertex(portsOf({}), { model: "m" }), /GOOGLE_CLOUD_PROJECT/],
    [
      "vertex",
      () => inferenceProviders.vertex(portsOf({ GOOGLE_CLOUD_PROJECT: "p" }), { model: "m" }),
      /google-github-actions\/auth/,
    ],
  ])("%s says what is missing", async (_name, open, missing) => {
    await expect(open()).rejects.toThrow(missing);
  });
});

describe("vendors' clients", () => {
  it("are loaded only when they are chosen", () => {
    for (const name of ["openai", "azure-openai", "anthropic", "bedrock", "vertex"]) {
      const source = readFileSync(join(import.meta.dirname, name, "index.ts"), "utf8");
      const fixed = [...source.matchAll(/^import (?!type )[^;]*from "(openai|@anthropic-ai[^"]*|@aws-sdk[^"]*)"/gm)];
      expect(fixed, name).toEqual([]);
      expect(source, name).toMatch(/await import\(\s*"(openai|@anthropic-ai\/sdk|@aws-sdk\/[a-z-]+)",?\s*\)/);
    }
  });
});
