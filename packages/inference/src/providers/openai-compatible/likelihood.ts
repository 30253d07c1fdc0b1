import * as z from "zod";
import { type ChatMessage, ToolkitError } from "#contracts";
import type { AnswerLikelihood, Inference } from "../../inference.ts";
import { chatBody } from "./chat-body.ts";
import { readJsonAnswer } from "./read-answer.ts";
import { completionSchema } from "./responses.ts";
import type { Send } from "./send.ts";

/** Of vLLM: tokens of the prompt, and for each but the first how likely it was, by ids of which the token itself is one. */
const scoredSchema = z.looseObject({
  prompt_token_ids: z.array(z.int()),
  prompt_logprobs: z.array(z.record(z.string(), z.looseObject({ logprob: z.number() })).nullable()).nullish(),
});

/** How likely the model holds an answer: llama.cpp is held to it by a grammar, vLLM tells it of the tokens of a prompt. */
export function likelihoodOf(
  send: Send,
  { baseUrl, model }: { baseUrl: string; model: string },
): Pick<Inference, "likelihood"> {
  const completions = `${baseUrl}/chat/completions`;
  let scoresPrompts = false;

  async function byGrammar(messages: readonly ChatMessage[], answer: string, signal: AbortSignal | undefined) {
    // log-probabilities are from before the grammar that allows this one answer
    const asked = chatBody(model, { messages, maxTokens: answer.length + 8, temperature: 0 });
    const body = { ...asked, logprobs: true, grammar: `root ::= ${JSON.stringify(answer)}` };
    const said = await readJsonAnswer(await send(completions, body, { signal }), completionSchema);
    // it passed over the grammar: whatever it says is its own answer, and shows nothing of others
    if (said["prompt_logprobs"] !== undefined) {
      scoresPrompts = true;
      return await byPrompt(messages, answer, signal);
    }
    const [choice] = said.choices;
    const tokens = choice?.logprobs?.content;
    if (!tokens?.length || choice?.message.content !== answer) return undefined;
    return sumOf(tokens.map(({ logprob }) => logprob));
  }

  /** The conversation with the answer in it; its tokens are those after the prompt, and the one that ends the turn. */
  async function byPrompt(messages: readonly ChatMessage[], answer: string, signal: AbortSignal | undefined) {
    const whole = [...messages, { role: "assistant" as const, content: answer }];
    const scored = async (of: readonly ChatMessage[], more: object): Promise<z.infer<typeof scoredSchema>> => {
      const body = {
        ...chatBody(model, { messages: of, maxTokens: 1, temperature: 0 }),
        return_token_ids: true,
        ...more,
      };
      return await readJsonAnswer(await send(completions, body, { signal }), scoredSchema);
    };
    const prompt = (await scored(messages, {})).prompt_token_ids;
    const open = { add_generation_prompt: false, continue_final_message: true };
    const unended = (await scored(whole, open)).prompt_token_ids;
    const { prompt_token_ids: ids, prompt_logprobs: told } = await scored(whole, {
      add_generation_prompt: false,
      prompt_logprobs: 0,
    });
    const begins = (one: readonly number[]): boolean => one.every((id, place) => ids[place] === id);
    // a template that writes earlier turns otherwise leaves nothing to tell the answer's tokens by
    if (!begins(prompt) || !begins(unended) || unended.length <= prompt.length || ids.length <= unended.length)
      return undefined;
    const places = Array.from({ length: unended.length + 1 - prompt.length }, (_, index) => prompt.length + index);
    return sumOf(places.map((place) => told?.[place]?.[String(ids[place])]?.logprob ?? Number.NaN));
  }

  return {
    async likelihood(messages, answer, signal) {
      try {
        return await (scoresPrompts ? byPrompt : byGrammar)(messages, answer, signal);
      } catch (error) {
        // a server that does not know `grammar` refuses the field
        if (error instanceof ToolkitError && error.code === "inference-refused" && /grammar/i.test(error.message))
          return undefined;
        throw error;
      }
    },
  };
}

function sumOf(tokens: readonly number[]): AnswerLikelihood | undefined {
  const logProbability = tokens.reduce((sum, one) => sum + one, 0);
  return Number.isFinite(logProbability) ? { logProbability, tokens: tokens.length } : undefined;
}
