import { ToolkitError } from "#contracts";
import { type Platform, retryAfterMs, sendWithRetry } from "#platform";
import type { ChatRequest, Inference } from "../../inference.ts";
import { chatBody } from "./chat-body.ts";
import { embedTexts } from "./embed-texts.ts";
import { refusalOf } from "./failures.ts";
import { likelihoodOf } from "./likelihood.ts";
import { readCompletion, readJsonAnswer, readStream } from "./read-answer.ts";
import { completionSchema, modelsSchema } from "./responses.ts";
import type { Send } from "./send.ts";
import { servedModels } from "./served-models.ts";
import { serverTokenizer } from "./server-tokenizer.ts";

export interface OpenAiCompatibleConfig {
  /** Address up to and with `/v1`. */
  baseUrl: string;
  apiKey?: string | undefined;
  /** Name of the model in requests. */
  model: string;
  /** Milliseconds for one answer. */
  timeoutMs?: number | undefined;
  /** Attempts in all; 1 to see every failure as it is, and where a pool does the trying. */
  attempts?: number | undefined;
}

type Ports = Pick<Platform, "http" | "clock" | "random">;
const provider = "openai-compatible";

/** Any server that speaks the Chat Completions API: llama.cpp, vLLM, Ray Serve, OpenAI, and our router. */
export function openAiCompatible(ports: Ports, config: OpenAiCompatibleConfig): Inference {
  const { clock } = ports;
  const { model } = config;
  const baseUrl = config.baseUrl.replace(/\/+$/, "");
  const fixed: Record<string, string> = {
    accept: "application/json, text/event-stream",
    ...(config.apiKey ? { authorization: `Bearer ${config.apiKey}` } : {}),
  };

  const send: Send = async (url, body, { requestId, signal } = {}) => {
    const headers = { ...fixed };
    if (body !== undefined) headers["content-type"] = "application/json";
    if (requestId) headers["x-request-id"] = requestId;
    const response = await sendWithRetry(
      ports,
      {
        method: body === undefined ? "GET" : "POST",
        url,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        timeoutMs: config.timeoutMs ?? 120_000,
        signal,
      },
      { attempts: config.attempts ?? 4 },
    );
    const { status } = response;
    if (status >= 400)
      throw refusalOf(provider, status, await response.text(), retryAfterMs(response.headers, clock.now()));
    return { provider, status, headers: response.headers, body: response.body };
  };

  let takesSchemas = true;
  /** With the schema where the server knows such; once it has refused one it is not asked again. */
  async function sendChat(request: ChatRequest, signal: AbortSignal | undefined): ReturnType<Send> {
    const options = { requestId: request.requestId, signal };
    const post = (asked: ChatRequest): ReturnType<Send> =>
      send(`${baseUrl}/chat/completions`, chatBody(model, asked), options);
    const { responseSchema: _, ...plain } = request;
    if (!request.responseSchema || !takesSchemas) return await post(plain);
    try {
      return await post(request);
    } catch (error) {
      const refused = error instanceof ToolkitError && error.code === "inference-refused";
      if (!refused || !/response_format|json_schema/i.test(error.message)) throw error;
      takesSchemas = false;
      return await post(plain);
    }
  }

  return {
    async chat(request, signal) {
      const started = clock.monotonic();
      const seconds = (): number => (clock.monotonic() - started) / 1000;
      const response = await sendChat(request, signal);
      // a server that does not stream answers whole, and one that is none answers a page
      const streamed = request.stream && !/json|html/.test(response.headers.get("content-type") ?? "");
      const answer = streamed
        ? await readStream(response, seconds)
        : readCompletion(await readJsonAnswer(response, completionSchema));
      return {
        ...answer,
        latencySeconds: seconds(),
        requestId: response.headers.get("x-request-id") ?? null,
        ...(request.responseSchema && !takesSchemas && { ignored: ["response_format"] }),
      };
    },

    async models(signal) {
      const { data } = await readJsonAnswer(await send(`${baseUrl}/models`, undefined, { signal }), modelsSchema);
      return data.map(({ id }) => id);
    },

    embed: (texts, signal) => embedTexts(send, { url: `${baseUrl}/embeddings`, model }, texts, signal),
    ...likelihoodOf(send, { baseUrl, model }),
    ...servedModels(send, baseUrl),
    ...serverTokenizer(send, { baseUrl, model }),
  };
}
