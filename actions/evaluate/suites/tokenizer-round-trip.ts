import { promptNames, prompts } from "./prompts.ts";
import { failing, passed, type Suite, untold } from "./suite.ts";

/**
 * The server's own tokenizer gives back what it was given. One space at the start may come with it: SentencePiece puts
 * one before every text (Kudo and Richardson, 2018).
 */
export const tokenizerRoundTrip: Suite = async (inference, signal) => {
  for (const prompt of promptNames) {
    const text = prompts[prompt];
    const tokens = await inference.tokenize?.(text, signal);
    const back = tokens && (await inference.detokenize?.(tokens, signal));
    if (tokens === undefined || back === undefined) return untold("no-tokenizer");
    if (tokens.length === 0) return failing("no-tokens", { prompt });
    if (back !== text && back !== ` ${text}`)
      return failing("text-differs", { prompt, tokens: tokens.length, characters: text.length, back: back.length });
  }
  return passed;
};
