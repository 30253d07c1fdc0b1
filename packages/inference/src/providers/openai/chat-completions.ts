import type { OpenAI } from "openai";
import type * as z from "zod";
import { ToolkitError } from "#contracts";
import type { ChatAnswer, ChatRequest, Inference } from "../../inference.ts";
import { askVendor, type VendorPorts } from "../../vendor-failure.ts";
import { errorBodySchema } from "../openai-compatible/responses.ts";
import { chunkSchema, completionSchema } from "./schema.ts";

export interface ChatCompletionsOptions {
  provider: string;
  keyHint: string;
  /** Name of the model in requests. */
  model: string;
  attempts?: number | undefined;
  /** Parameter that limits the answer: newer models know only the second. */
  limit: "max_tokens" | "max_completion_tokens";
  /** Whether the model takes `temperature` and `stop`; where it does not, the answer says that they were left out. */
  takesSampling: boolean;
  models(): Promise<string[]>;
}

/** The Chat Completions API by the official client: OpenAI's own, Azure's, and Vertex's. */
export function chatCompletions(ports: VendorPorts, client: OpenAI, options: ChatCompletionsOptions): Inference {
  const { provider } = options;
  const ask = <Result>(signal: AbortSignal | undefined, call: () => Promise<Result>): Promise<Result> =>
    askVendor(ports, { ...options, signal }, call);
  return {
    async chat(request, signal) {
      const body = bodyOf(options, request);
      const requestOptions = {
        signal,
        ...(request.requestId ? { headers: { "x-request-id": request.requestId } } : {}),
      };
      const started = ports.clock.monotonic();
      const seconds = (): number => (ports.clock.monotonic() - started) / 1000;
      const { data, requestId } = await ask(signal, async () => {
        if (request.stream) {
          const stream = { ...body, stream: true as const, stream_options: { include_usage: true } };
          const sent = await client.chat.completions.create(stream, requestOptions).withResponse();
          return { data: await readStream(provider, sent.data, seconds), requestId: sent.request_id };
        }
        const sent = await client.chat.completions.create(body, requestOptions).withResponse();
        return { data: readWhole(provider, sent.data), requestId: sent.request_id };
      });
      const ignored = options.takesSampling
        ? []
        : (["temperature", "stop"] as const).filter((name) => request[name] !== undefined);
      return { ...data, latencySeconds: seconds(), requestId, ...(ignored.length > 0 && { ignored }) };
    },
    // the API tells how likely its own answer is, and not how likely a given one
    likelihood: async () => undefined,
    models: (signal) => ask(signal, () => options.models()),
  };
}

function bodyOf(options: ChatCompletionsOptions, request: ChatRequest) {
  const { messages, temperature, seed, stop, responseSchema } = request;
  return {
    model: options.model,
    messages: messages as OpenAI.ChatCompletionMessageParam[],
    [options.limit]: request.maxTokens,
    ...(temperature !== undefined && options.takesSampling ? { temperature } : {}),
    ...(stop !== undefined && options.takesSampling ? { stop: [...stop] } : {}),
    ...(seed === undefined ? {} : { seed }),
    ...(responseSchema && {
      response_format: { type: "json_schema" as const, json_schema: { ...responseSchema, strict: true } },
    }),
  };
}

type Read = Omit<ChatAnswer, "latencySeconds" | "requestId">;

function readWhole(provider: string, value: unknown): Read {
  const { choices, usage, model } = checked(provider, completionSchema, value);
  const { message, finish_reason } = choices[0] as (typeof choices)[number];
  return {
    content: message.content ?? "",
    finishReason: message.refusal ? "refusal" : (finish_reason ?? null),
    ...countsOf(usage),
    model: model ?? null,
    firstTokenSeconds: null,
  };
}

async function readStream(provider: string, pieces: AsyncIterable<unknown>, seconds: () => number): Promise<Read> {
  const answer: Read = { content: "", finishReason: null, ...countsOf(null), model: null, firstTokenSeconds: null };
  for await (const value of pieces) {
    const { choices, usage, model } = checked(provider, chunkSchema, value);
    const [choice] = choices;
    const piece = choice?.delta?.content ?? "";
    if (piece !== "") answer.firstTokenSeconds ??= seconds();
    answer.content += piece;
    answer.finishReason = choice?.delta?.refusal ? "refusal" : (choice?.finish_reason ?? answer.finishReason);
    answer.model = model ?? answer.model;
    if (usage) Object.assign(answer, countsOf(usage));
  }
  if (answer.finishReason === null)
    throw new ToolkitError({
      code: "inference-cut",
      provider,
      message: `the stream ended in the middle, after ${answer.content.length} characters`,
    });
  return answer;
}

function countsOf(usage: z.infer<typeof completionSchema>["usage"]) {
  if (!usage) return { promptTokens: null, completionTokens: null, cachedTokens: null };
  const { prompt_tokens, completion_tokens, total_tokens, prompt_tokens_details } = usage;
  return {
    promptTokens: prompt_tokens,
    // some count their thinking in the total alone, and bill it as output
    completionTokens: Math.max(completion_tokens, (total_tokens ?? 0) - prompt_tokens),
    cachedTokens: prompt_tokens_details?.cached_tokens ?? null,
  };
}

function checked<Schema extends z.ZodType>(provider: string, schema: Schema, value: unknown): z.output<Schema> {
  const failure = errorBodySchema.safeParse(value);
  if (failure.success) {
    const { error } = failure.data;
    const said = typeof error === "string" ? error : error.message;
    throw new ToolkitError({ code: "inference-failed", provider, message: `${provider} answered an error: ${said}` });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const shown = (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 200);
  throw new ToolkitError({
    code: "inference-garbled",
    provider,
    message: `${provider} answered what its API does not: ${shown}`,
  });
}
