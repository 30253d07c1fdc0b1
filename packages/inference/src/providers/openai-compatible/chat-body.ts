import type { ChatRequest } from "../../inference.ts";

/** A request of the Chat Completions API; a server that holds one model only needs no `model`. */
export function chatBody(model: string | undefined, request: ChatRequest): Record<string, unknown> {
  const { messages, maxTokens, temperature, seed, stop, stream, responseSchema } = request;
  return {
    ...(model === undefined ? {} : { model }),
    messages,
    max_tokens: maxTokens,
    ...(temperature === undefined ? {} : { temperature }),
    ...(seed === undefined ? {} : { seed }),
    ...(stop === undefined ? {} : { stop }),
    ...(responseSchema && {
      response_format: { type: "json_schema", json_schema: { ...responseSchema, strict: true } },
    }),
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}
