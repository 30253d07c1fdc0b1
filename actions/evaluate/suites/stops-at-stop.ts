import { asked, promptNames } from "./prompts.ts";
import { failing, passed, type Suite, untold } from "./suite.ts";

/**
 * An answer ends before its stop. The stop is taken from the middle of the model's own answer at temperature 0, so that
 * it is sure to come.
 */
export const stopsAtStop: Suite = async (inference, signal) => {
  let tried = 0;
  for (const prompt of promptNames) {
    const request = { messages: asked(prompt), maxTokens: 48, temperature: 0 };
    const whole = (await inference.chat(request, signal)).content;
    const stop = stopIn(whole);
    if (stop === undefined) continue;
    tried += 1;
    const { content } = await inference.chat({ ...request, stop: [stop] }, signal);
    if (content.includes(stop)) return failing("stop-in-answer", { prompt });
    const expected = whole.slice(0, whole.indexOf(stop)).trimEnd();
    if (content.trimEnd() !== expected)
      return failing("other-answer", { prompt, characters: content.length, expected: expected.length });
  }
  return tried > 0 ? passed : untold("answers-too-short");
};

/** Three characters of the middle without space around; undefined where there are none. */
function stopIn(text: string): string | undefined {
  const characters = [...text];
  for (let at = Math.ceil(characters.length / 2); at + 3 <= characters.length; at++) {
    const stop = characters.slice(at, at + 3).join("");
    if (stop.trim() === stop && text.indexOf(stop) > 0) return stop;
  }
  return undefined;
}
