import { ToolkitError } from "#contracts";
import type { Inference } from "#inference";
import { saidContextLength } from "./listing.ts";
import { type Finding, found, unsaid } from "./outcome.ts";

const words = ["one", "two", "six", "ten", "cat", "dog", "sun", "sea"];

/** Text of so many words, none of which is less than a token. */
const text = (count: number): string =>
  Array.from({ length: count }, (_, index) => words[index % words.length]).join(" ");

/**
 * The context as the server says it, which has to be the one that was ordered; where it says nothing, it is shown: what is
 * longer has to be refused, and what fills it nearly has to be answered whole.
 */
export async function checkContextLength(
  inference: Inference,
  { expected, model }: { expected: number; model: string | undefined },
  signal: AbortSignal,
): Promise<Finding> {
  const said = await saidContextLength(inference, model, signal);
  if (said !== undefined)
    return found(
      String(said),
      ...(said === expected ? [] : [{ check: "context-length" as const, expected: `${expected}` }]),
    );
  const promptTokens = async (count: number): Promise<number | null> => {
    const messages = [{ role: "user" as const, content: text(count) }];
    return (await inference.chat({ messages, maxTokens: 1, temperature: 0 }, signal)).promptTokens;
  };
  const [few, more] = [await promptTokens(8), await promptTokens(24)];
  if (few === null || more === null) return unsaid("GET /v1/models: max_model_len, meta.n_ctx; usage.prompt_tokens");
  const perWord = (more - few) / 16;
  const around = few - 8 * perWord;
  const nearlyFull = Math.floor((0.9 * expected - around) / perWord);
  if (!(perWord > 0) || nearlyFull < 1)
    return found(`${few}, ${more}`, { check: "context-length", expected: `${expected}` });
  const taken = await refusalOf(() => promptTokens(nearlyFull));
  if (taken.refused !== undefined) return found(taken.refused, { check: "context-short", expected: `${expected}` });
  // a server that cuts a long prompt in silence counts what it kept
  if ((taken.value ?? 0) < 0.8 * expected)
    return found(`${taken.value}`, { check: "context-short", expected: `${expected}` });
  const beyond = await refusalOf(() => promptTokens(expected + 1));
  return beyond.refused === undefined
    ? found(`${beyond.value}`, { check: "context-long", expected: `${expected}` })
    : found(beyond.refused);
}

/** What was answered, or how the server refused this very request; a proxy's limit of bytes is no such refusal. */
async function refusalOf<Value>(ask: () => Promise<Value>): Promise<{ value?: Value; refused?: string }> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof ToolkitError && error.code === "inference-refused" && error.status !== 413)
      return { refused: error.message };
    throw error;
  }
}
