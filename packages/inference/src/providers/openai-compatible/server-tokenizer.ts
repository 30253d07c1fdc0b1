import type { Inference } from "../../inference.ts";
import { readJsonAnswer } from "./read-answer.ts";
import { textSchema, tokensSchema } from "./responses.ts";
import { type Send, unlessAbsent } from "./send.ts";

/**
 * `/tokenize` and `/detokenize` beside `/v1`: the one of llama.cpp reads `content` and `add_special`, that of vLLM
 * `prompt` and `add_special_tokens`; each passes over the other's fields.
 */
export function serverTokenizer(
  send: Send,
  { baseUrl, model }: { baseUrl: string; model: string },
): Required<Pick<Inference, "tokenize" | "detokenize">> {
  const root = baseUrl.replace(/\/v1$/, "");
  return {
    async tokenize(text, signal) {
      const body = { model, content: text, add_special: false, prompt: text, add_special_tokens: false };
      const response = await unlessAbsent(send(`${root}/tokenize`, body, { signal }));
      return response && (await readJsonAnswer(response, tokensSchema)).tokens;
    },
    async detokenize(tokens, signal) {
      const response = await unlessAbsent(send(`${root}/detokenize`, { model, tokens }, { signal }));
      if (!response) return undefined;
      const { content, prompt } = await readJsonAnswer(response, textSchema);
      return content ?? prompt;
    },
  };
}
