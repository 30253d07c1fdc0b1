import type Anthropic from "@anthropic-ai/sdk";
import { InputError, ToolkitError } from "#contracts";
import { claudeTraits } from "../../claude.ts";
import { fetchThrough } from "../../http-fetch.ts";
import type { ChatRequest, Inference } from "../../inference.ts";
import { askVendor, type VendorPorts } from "../../vendor-failure.ts";
import { readMessage } from "./read-message.ts";

export interface AnthropicConfig {
  model: string;
  /** ANTHROPIC_API_KEY unless given. */
  apiKey?: string | undefined;
  /** ANTHROPIC_BASE_URL unless given, else the public API. */
  baseUrl?: string | undefined;
  timeoutMs?: number | undefined;
  attempts?: number | undefined;
}

const provider = "anthropic";

/** The API's last version with a temperature; the client's own, 2026-10-21, refuses one for every model. */
const olderVersion = { "anthropic-version": "2023-06-01" };

/** Claude by the official client. */
export async function anthropic(ports: VendorPorts, config: AnthropicConfig): Promise<Inference> {
  const { environment, http, secrets, clock } = ports;
  const apiKey = config.apiKey ?? environment.get("ANTHROPIC_API_KEY");
  if (!apiKey)
    throw new InputError([{ where: "api-key", problem: "is missing", mend: "set ANTHROPIC_API_KEY" }], "no-key");
  secrets.mask(apiKey);
  const { default: Client } = await import("@anthropic-ai/sdk");
  const timeoutMs = config.timeoutMs ?? 120_000;
  const client = new Client({
    apiKey,
    baseURL: config.baseUrl ?? environment.get("ANTHROPIC_BASE_URL") ?? "https://api.anthropic.com",
    fetch: fetchThrough(http, timeoutMs),
    maxRetries: 0,
    timeout: timeoutMs * 2,
    logLevel: "off",
    openTelemetry: false,
  });
  const vendor = { provider, keyHint: "check ANTHROPIC_API_KEY", attempts: config.attempts };
  return {
    async chat(request, signal) {
      const started = clock.monotonic();
      const seconds = (): number => (clock.monotonic() - started) / 1000;
      const body = bodyOf(config.model, request);
      const answer = await askVendor(ports, { ...vendor, signal }, async () => {
        const options = { signal, ...("temperature" in body && { headers: olderVersion }) };
        const { message, ...rest } = await (request.stream
          ? streamed(client, body, options, seconds)
          : whole(client, body, options));
        return { ...readMessage(message, request.responseSchema?.name), ...rest };
      });
      const ignored = ignoredOf(config.model, request);
      return {
        ...answer,
        latencySeconds: seconds(),
        ...(ignored.length > 0 && { ignored }),
      };
    },
    likelihood: async () => undefined,
    models: (signal) =>
      askVendor(ports, { ...vendor, signal }, async () => {
        const { data } = await client.models.list({}, { signal });
        return data.map(({ id }) => id);
      }),
  };
}

/** The API has no seed, and newer models no temperature. */
function ignoredOf(model: string, { temperature, seed }: ChatRequest): string[] {
  return [
    ...(temperature !== undefined && !claudeTraits(model).temperature ? ["temperature"] : []),
    ...(seed === undefined ? [] : ["seed"]),
  ];
}

function bodyOf(model: string, request: ChatRequest): Anthropic.MessageCreateParamsNonStreaming {
  const { messages, temperature, stop, responseSchema } = request;
  const traits = claudeTraits(model);
  const system = messages.filter(({ role }) => role === "system").map(({ content }) => content);
  return {
    model,
    max_tokens: request.maxTokens,
    messages: messages
      .filter(({ role }) => role !== "system")
      .map(({ role, content }) => ({ role: role === "assistant" ? "assistant" : "user", content })),
    ...(system.length > 0 && { system: system.join("\n\n") }),
    ...(stop !== undefined && { stop_sequences: [...stop] }),
    // the client's types know newer models only
    ...(temperature !== undefined && traits.temperature ? { temperature } : {}),
    ...(responseSchema && (traits.forcedTool ? forcedTool(responseSchema) : textFormat(responseSchema))),
  };
}

const forcedTool = ({ name, schema }: NonNullable<ChatRequest["responseSchema"]>) => ({
  tools: [{ name, description: "Give your answer.", input_schema: schema as Anthropic.Tool.InputSchema }],
  tool_choice: { type: "tool" as const, name, disable_parallel_tool_use: true },
});

const textFormat = ({ schema }: NonNullable<ChatRequest["responseSchema"]>) => ({
  output_config: { format: { type: "json_schema" as const, schema } },
});

interface CallOptions {
  signal: AbortSignal | undefined;
  headers?: Record<string, string>;
}

async function whole(client: Anthropic, body: Anthropic.MessageCreateParamsNonStreaming, options: CallOptions) {
  const { data, request_id } = await client.messages.create(body, options).withResponse();
  return { message: data as unknown, requestId: request_id ?? null, firstTokenSeconds: null };
}

async function streamed(
  client: Anthropic,
  body: Anthropic.MessageCreateParamsNonStreaming,
  options: CallOptions,
  seconds: () => number,
) {
  const stream = client.messages.stream(body, options);
  let firstTokenSeconds: number | null = null;
  stream.on("text", () => {
    firstTokenSeconds ??= seconds();
  });
  try {
    const message: unknown = await stream.finalMessage();
    return { message, requestId: stream.request_id ?? null, firstTokenSeconds };
  } catch (error) {
    if (/without (?:receiving|producing)|stream ended/i.test((error as Error).message))
      throw new ToolkitError({
        code: "inference-cut",
        provider,
        message: "the stream ended in the middle",
        cause: error,
      });
    throw error;
  }
}
