import { asked, promptNames } from "./prompts.ts";
import { failing, passed, type Suite } from "./suite.ts";

/** Every prompt has an answer with something in it. */
export const notEmpty: Suite = async (inference, signal) => {
  for (const prompt of promptNames) {
    const { content } = await inference.chat({ messages: asked(prompt), maxTokens: 64, temperature: 0 }, signal);
    if (content.trim() === "") return failing("empty-answer", { prompt });
  }
  return passed;
};
