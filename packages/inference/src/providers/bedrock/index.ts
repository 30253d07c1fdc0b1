import type { BedrockRuntimeClientConfig, ConverseCommandInput } from "@aws-sdk/client-bedrock-runtime";
import { ToolkitError } from "#contracts";
import { awsCredentials, awsHandlerThrough, awsRegionOf } from "#platform";
import { claudeTraits } from "../../claude.ts";
import type { ChatAnswer, ChatRequest, Inference } from "../../inference.ts";
import { askVendor, type VendorPorts } from "../../vendor-failure.ts";
import { readStream } from "./read-stream.ts";
import { converseSchema } from "./schema.ts";

export interface BedrockConfig {
  /** Id of the model or of an inference profile. */
  model: string;
  /** AWS_REGION unless given. */
  region?: string | undefined;
  /** AWS_ENDPOINT_URL_BEDROCK_RUNTIME unless given. */
  endpoint?: string | undefined;
  timeoutMs?: number | undefined;
  attempts?: number | undefined;
}

const provider = "bedrock";

/** Models of Amazon Bedrock by Converse. */
export async function bedrock(ports: VendorPorts, config: BedrockConfig): Promise<Inference> {
  const { environment, http, clock } = ports;
  const region = awsRegionOf(ports, config.region);
  const endpoint = config.endpoint ?? environment.get("AWS_ENDPOINT_URL_BEDROCK_RUNTIME");
  const { BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } = await import(
    "@aws-sdk/client-bedrock-runtime"
  );
  const settings: BedrockRuntimeClientConfig = {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...awsCredentials(ports),
    maxAttempts: 1,
    requestHandler: awsHandlerThrough(http, config.timeoutMs ?? 120_000) as never,
  };
  const client = new BedrockRuntimeClient(settings);
  const vendor = { provider, keyHint: "check the AWS credentials and bedrock:InvokeModel", attempts: config.attempts };
  return {
    async chat(request, signal) {
      const started = clock.monotonic();
      const seconds = (): number => (clock.monotonic() - started) / 1000;
      const answer = await askVendor(ports, { ...vendor, signal }, async () => {
        const input = inputOf(config.model, request);
        const options = signal ? { abortSignal: signal } : {};
        const tool = request.responseSchema?.name;
        if (request.stream) {
          const sent = await client.send(new ConverseStreamCommand(input), options);
          const { said, firstTokenSeconds } = await readStream(sent.stream, seconds);
          return { ...readConversed(said, tool), firstTokenSeconds, requestId: sent.$metadata.requestId ?? null };
        }
        const said = await client.send(new ConverseCommand(input), options);
        return { ...readConversed(said, tool), firstTokenSeconds: null, requestId: said.$metadata.requestId ?? null };
      });
      const ignored = ignoredOf(config.model, request);
      return {
        ...answer,
        model: config.model,
        latencySeconds: seconds(),
        ...(ignored.length > 0 && { ignored }),
      };
    },
    likelihood: async () => undefined,
    // the runtime lists none; that is another service with rights of its own
    models: async () => [config.model],
  };
}

const traitsOf = (model: string): ReturnType<typeof claudeTraits> =>
  model.includes("claude") ? claudeTraits(model) : { temperature: true, forcedTool: true };

function ignoredOf(model: string, { temperature, seed }: ChatRequest): string[] {
  return [
    ...(temperature !== undefined && !traitsOf(model).temperature ? ["temperature"] : []),
    ...(seed === undefined ? [] : ["seed"]),
  ];
}

function inputOf(model: string, request: ChatRequest): ConverseCommandInput {
  const { messages, maxTokens, temperature, stop, responseSchema } = request;
  const traits = traitsOf(model);
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => ({ text: content }));
  return {
    modelId: model,
    messages: messages
      .filter(({ role }) => role !== "system")
      .map(({ role, content }) => ({
        role: role === "assistant" ? "assistant" : "user",
        content: [{ text: content }],
      })),
    ...(system.length > 0 && { system }),
    inferenceConfig: {
      maxTokens,
      ...(temperature !== undefined && traits.temperature && { temperature }),
      ...(stop !== undefined && { stopSequences: [...stop] }),
    },
    ...(responseSchema && (traits.forcedTool ? forcedTool(responseSchema) : textFormat(responseSchema))),
  };
}

function forcedTool({ name, schema }: NonNullable<ChatRequest["responseSchema"]>): Partial<ConverseCommandInput> {
  const toolSpec = { name, description: "Give your answer.", inputSchema: { json: schema as never } };
  return { toolConfig: { tools: [{ toolSpec }], toolChoice: { tool: { name } } } };
}

function textFormat({ name, schema }: NonNullable<ChatRequest["responseSchema"]>): Partial<ConverseCommandInput> {
  const structure = { jsonSchema: { name, schema: JSON.stringify(schema) } };
  return { outputConfig: { textFormat: { type: "json_schema", structure } } };
}

const reasons: Record<string, string> = {
  end_turn: "stop",
  tool_use: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
};

function readConversed(
  said: unknown,
  tool: string | undefined,
): Pick<ChatAnswer, "content" | "finishReason" | "promptTokens" | "completionTokens" | "cachedTokens"> {
  const parsed = converseSchema.safeParse(said);
  if (!parsed.success)
    throw garbled(`${provider} answered what its API does not: ${JSON.stringify(said)?.slice(0, 200)}`);
  const { output, stopReason, usage } = parsed.data;
  const { content } = output.message;
  const given = content.filter(({ toolUse }) => toolUse !== undefined && toolUse.name === tool);
  if (given.length > 1) throw garbled("the model answered twice");
  const cached = usage.cacheReadInputTokens ?? 0;
  return {
    content: given[0] ? JSON.stringify(given[0].toolUse?.input) : content.map(({ text = "" }) => text).join(""),
    finishReason: reasons[stopReason] ?? stopReason,
    promptTokens: usage.inputTokens + cached + (usage.cacheWriteInputTokens ?? 0),
    completionTokens: usage.outputTokens,
    cachedTokens: cached,
  };
}

const garbled = (message: string): ToolkitError => new ToolkitError({ code: "inference-garbled", provider, message });
