import type * as z from "zod";
import { ToolkitError } from "#contracts";
import { type HttpResponse, type Platform, sendWithRetry } from "#platform";
import type { ChatAnswer, ChatRequest, Inference } from "../../inference.ts";
import { chunkSchema, completionSchema, errorBodySchema, modelsSchema } from "./responses.ts";
import { eventData } from "./sse.ts";

export interface OpenAiCompatibleConfig {
  /** Address up to and with `/v1`. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** Name of the model in requests. */
  model: string;
  /** Milliseconds for one answer. */
  timeoutMs?: number | undefined;
  /** Attempts in all; 1 to see every failure as it is. */
  attempts?: number | undefined;
}

type Ports = Pick<Platform, "http" | "clock" | "random">;
const provider = "openai-compatible";

/** Any server that speaks the Chat Completions API: llama.cpp, vLLM, Ray Serve, OpenAI, and our router. */
export function openAiCompatible(ports: Ports, config: OpenAiCompatibleConfig): Inference {
  const { clock } = ports;
  const baseUrl = config.baseUrl.replace(/\/+$/, "");

  async function send(
    path: string,
    body: unknown,
    options: { requestId?: string | undefined; signal?: AbortSignal | undefined },
  ): Promise<HttpResponse> {
    const headers: Record<string, string> = { accept: "application/json, text/event-stream" };
    if (config.apiKey) headers["authorization"] = `Bearer ${config.apiKey}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    if (options.requestId) headers["x-request-id"] = options.requestId;
    const response = await sendWithRetry(
      ports,
      {
        method: body === undefined ? "GET" : "POST",
        url: `${baseUrl}${path}`,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        timeoutMs: config.timeoutMs ?? 120_000,
        signal: options.signal,
      },
      { attempts: config.attempts ?? 4 },
    );
    if (response.status >= 400) throw await refusal(response);
    return response;
  }

  return {
    async chat(request, signal) {
      const started = clock.monotonic();
      const response = await send("/chat/completions", chatBody(config.model, request), {
        requestId: request.requestId,
        signal,
      });
      const requestId = response.headers.get("x-request-id") ?? null;
      const seconds = (): number => (clock.monotonic() - started) / 1000;
      const answer = request.stream
        ? await readStream(response, seconds)
        : readCompletion(await bodyOf(response, completionSchema));
      return { firstTokenSeconds: null, ...answer, latencySeconds: seconds(), requestId };
    },

    async likelihood(messages, answer, signal) {
      // llama.cpp: a grammar that allows this one answer, beside log-probabilities from before the grammar
      const grammar = `root ::= ${JSON.stringify(answer)}`;
      const body = {
        ...chatBody(config.model, { messages, maxTokens: answer.length + 8, temperature: 0 }),
        logprobs: true,
        grammar,
      };
      let said: z.infer<typeof completionSchema>;
      try {
        said = await bodyOf(await send("/chat/completions", body, { signal }), completionSchema);
      } catch (error) {
        // a server that does not know `grammar` refuses the field
        if (error instanceof ToolkitError && error.code === "inference-refused" && /grammar/i.test(error.message))
          return undefined;
        throw error;
      }
      const [choice] = said.choices;
      const tokens = choice?.logprobs?.content;
      if (!tokens?.length || choice?.message.content !== answer) return undefined;
      const logProbability = tokens.reduce((sum, { logprob }) => sum + logprob, 0);
      return Number.isFinite(logProbability) ? { logProbability, tokens: tokens.length } : undefined;
    },

    async models(signal) {
      const { data } = await bodyOf(await send("/models", undefined, { signal }), modelsSchema);
      return data.map(({ id }) => id);
    },
  };
}

function chatBody(
  model: string,
  { messages, maxTokens, temperature, seed, stream }: ChatRequest,
): Record<string, unknown> {
  return {
    model,
    messages,
    max_tokens: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

type Read = Omit<ChatAnswer, "latencySeconds" | "requestId" | "firstTokenSeconds"> & {
  firstTokenSeconds?: number | null;
};

function readCompletion(said: z.infer<typeof completionSchema>): Read {
  const [choice] = said.choices;
  return {
    content: choice?.message.content ?? "",
    finishReason: choice?.finish_reason ?? null,
    promptTokens: said.usage?.prompt_tokens ?? null,
    completionTokens: said.usage?.completion_tokens ?? null,
    model: said.model ?? null,
  };
}

async function readStream(response: HttpResponse, seconds: () => number): Promise<Read> {
  const answer: Read = {
    content: "",
    finishReason: null,
    promptTokens: null,
    completionTokens: null,
    model: null,
    firstTokenSeconds: null,
  };
  let done = false;
  for await (const data of eventData(response.body)) {
    if (data === "[DONE]") {
      done = true;
      continue;
    }
    const value = parseJson(data);
    const failure = errorBodySchema.safeParse(value);
    if (failure.success) throw failed("inference-failed", 200, messageOf(failure.data));
    const chunk = chunkSchema.safeParse(value);
    if (!chunk.success)
      throw failed("inference-garbled", response.status, `a piece of the stream is none: ${data.slice(0, 200)}`);
    const [choice] = chunk.data.choices;
    const piece = choice?.delta?.content ?? "";
    if (piece !== "") answer.firstTokenSeconds ??= seconds();
    answer.content += piece;
    answer.finishReason = choice?.finish_reason ?? answer.finishReason;
    answer.model = chunk.data.model ?? answer.model;
    answer.promptTokens = chunk.data.usage?.prompt_tokens ?? answer.promptTokens;
    answer.completionTokens = chunk.data.usage?.completion_tokens ?? answer.completionTokens;
  }
  if (!done && answer.finishReason === null)
    throw failed(
      "inference-cut",
      response.status,
      `the stream ended in the middle, after ${answer.content.length} characters`,
    );
  return answer;
}

async function bodyOf<Schema extends z.ZodType>(response: HttpResponse, schema: Schema): Promise<z.output<Schema>> {
  const text = await response.text();
  const value = parseJson(text);
  const failure = errorBodySchema.safeParse(value);
  if (failure.success) throw failed("inference-failed", response.status, messageOf(failure.data));
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw failed(
      "inference-garbled",
      response.status,
      `the answer is none of the Chat Completions API: ${text.slice(0, 200)}`,
    );
  return parsed.data;
}

async function refusal(response: HttpResponse): Promise<ToolkitError> {
  const text = (await response.text()).slice(0, 2000);
  const failure = errorBodySchema.safeParse(parseJson(text));
  const said = failure.success ? messageOf(failure.data) : text;
  const { status } = response;
  if (status === 401 || status === 403)
    return failed("inference-unauthorized", status, said, "check api-key (OPENAI_API_KEY)");
  return failed(status < 500 ? "inference-refused" : "inference-failed", status, said);
}

function failed(code: string, status: number, said: string, hint?: string): ToolkitError {
  return new ToolkitError({
    code,
    provider,
    status,
    message: `the model server answered HTTP ${status}: ${said}`,
    hint,
  });
}

const messageOf = ({ error }: z.infer<typeof errorBodySchema>): string =>
  typeof error === "string" ? error : error.message;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
