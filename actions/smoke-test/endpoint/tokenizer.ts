import type { SmokeEndpoint } from "#contracts";
import type { Inference } from "#inference";
import { type Finding, type Problems, unsaid } from "./outcome.ts";

/** The tokens of a text, or of a prompt with all that the chat template adds, are those of the model that was tested. */
export async function checkTokenizer(
  inference: Inference,
  { text, ids, count, messages, promptTokens }: NonNullable<SmokeEndpoint["tokenizer"]>,
  signal: AbortSignal,
): Promise<Finding> {
  const problems: Problems = [];
  const got: string[] = [];
  if (text !== undefined) {
    const tokens = await inference.tokenize?.(text, signal);
    if (!tokens) return unsaid("POST /tokenize");
    got.push(tokens.join(" "));
    if (ids && ids.join(" ") !== tokens.join(" ")) problems.push({ check: "token-ids", expected: ids.join(" ") });
    if (count !== undefined && count !== tokens.length) problems.push({ check: "token-count", expected: `${count}` });
  }
  if (messages) {
    const counted = (await inference.chat({ messages, maxTokens: 1, temperature: 0 }, signal)).promptTokens;
    if (counted === null) return unsaid("usage.prompt_tokens");
    got.push(String(counted));
    if (counted !== promptTokens) problems.push({ check: "token-count", expected: `${promptTokens}` });
  }
  return { problems, got: got.join("; ") };
}
