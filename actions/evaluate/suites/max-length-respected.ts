import { asked, promptNames } from "./prompts.ts";
import { failing, passed, type Suite, untold } from "./suite.ts";

/** So few that any model would say more. */
const limit = 4;

/** No answer has more tokens than were allowed, by the server's count and by its tokenizer where it has one. */
export const maxLengthRespected: Suite = async (inference, signal) => {
  let reached = false;
  for (const prompt of promptNames) {
    const request = { messages: asked(prompt), maxTokens: limit, temperature: 0 };
    const { content, completionTokens } = await inference.chat(request, signal);
    const counted = (await inference.tokenize?.(content, signal))?.length;
    const tokens = completionTokens ?? counted;
    if (tokens === undefined) return untold("no-token-count");
    if (tokens > limit) return failing("too-long", { prompt, tokens, limit });
    // text cut into tokens anew may come to a few more, yet not to twice as many
    if (counted !== undefined && counted > 2 * limit) return failing("too-long", { prompt, tokens: counted, limit });
    reached ||= tokens === limit;
  }
  // answers that are short by themselves say nothing of the limit
  return reached ? passed : untold("limit-not-reached", { limit });
};
