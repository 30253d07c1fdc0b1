import { asked, promptNames } from "./prompts.ts";
import { failing, passed, type Suite } from "./suite.ts";

const repeats = 3;

/** At temperature 0 the same question has the same answer each time. */
export const deterministicAtTemperature0: Suite = async (inference, signal) => {
  for (const prompt of promptNames) {
    const answers = new Set<string>();
    for (let repeat = 0; repeat < repeats; repeat++) {
      const request = { messages: asked(prompt), maxTokens: 48, temperature: 0 };
      answers.add((await inference.chat(request, signal)).content);
    }
    if (answers.size > 1) return failing("answers-differ", { prompt, repeats, answers: answers.size });
  }
  return passed;
};
