import type { Inference } from "#inference";
import { asked, type PromptName, promptNames } from "./prompts.ts";
import { failing, passed, type Suite } from "./suite.ts";

/**
 * What is asked alone and what is asked among others at once, which a server runs as one batch, has the same answer: no
 * answer leaks into another's, and padding changes none.
 */
export const batchEqualsSingle: Suite = async (inference, signal) => {
  const alone = new Map<PromptName, string>();
  for (const prompt of promptNames) alone.set(prompt, await answerTo(inference, prompt, signal));
  const twice = [...promptNames, ...promptNames];
  const together = await Promise.all(twice.map((prompt) => answerTo(inference, prompt, signal)));
  const other = twice.findIndex((prompt, place) => together[place] !== alone.get(prompt));
  return other === -1 ? passed : failing("batch-differs", { prompt: twice[other] as string, batch: twice.length });
};

async function answerTo(inference: Inference, prompt: PromptName, signal: AbortSignal): Promise<string> {
  return (await inference.chat({ messages: asked(prompt), maxTokens: 48, temperature: 0 }, signal)).content;
}
