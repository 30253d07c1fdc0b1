import { ToolkitError } from "#contracts";
import type { ChatAnswer } from "../../inference.ts";
import { messageSchema } from "./schema.ts";

const reasons: Record<string, string> = {
  end_turn: "stop",
  tool_use: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
};

/**
 * The text of a message, or, where a tool was forced, what the model gave it.
 * @throws ToolkitError `inference-garbled` when it is no message, or used that tool twice: which is meant nobody knows
 */
export function readMessage(
  message: unknown,
  tool: string | undefined,
): Omit<ChatAnswer, "latencySeconds" | "requestId" | "firstTokenSeconds"> {
  const parsed = messageSchema.safeParse(message);
  if (!parsed.success)
    throw new ToolkitError({
      code: "inference-garbled",
      provider: "anthropic",
      message: `anthropic answered what its API does not: ${JSON.stringify(message)?.slice(0, 200)}`,
    });
  const { content, stop_reason, usage, model } = parsed.data;
  const given = content.filter(({ type, name }) => type === "tool_use" && name === tool && tool !== undefined);
  if (given.length > 1)
    throw new ToolkitError({ code: "inference-garbled", provider: "anthropic", message: "the model answered twice" });
  const text = content.flatMap((block) => (block.type === "text" ? (block.text ?? "") : [])).join("");
  const cached = usage.cache_read_input_tokens ?? 0;
  return {
    content: given[0] ? JSON.stringify(given[0].input) : text,
    finishReason: stop_reason === null ? null : (reasons[stop_reason] ?? stop_reason),
    // the API counts what was read from or written to its cache apart
    promptTokens: usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0),
    completionTokens: usage.output_tokens,
    cachedTokens: cached,
    model,
  };
}
