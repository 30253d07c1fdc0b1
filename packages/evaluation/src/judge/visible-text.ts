/**
 * Judged text with what a machine would read and a person would not see made visible: tag characters, zero-width and
 * bidirectional controls, other controls, half characters. A judge then reads what a person reads, and such a text no
 * longer hides an order in it.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .replace(hidden, (found) => `\\u{${(found.codePointAt(0) as number).toString(16).toUpperCase()}}`)
    .replace(chatToken, (found) =>
      found.replaceAll("<", "‹").replaceAll(">", "›").replaceAll("[", "⟦").replaceAll("]", "⟧"),
    );
}

// joiners stay: Persian, Indic scripts and emoji are written with them
const hidden =
  /(?!\u200C|\u200D|[\u0600-\u0605\u06DD])\p{Cf}|[\uFE00-\uFE0D]|(?![\t\n\r])\p{Cc}|[\u2028\u2029\u115F\u1160\u3164\uFFA0]|\u034F|\u17B4|\u17B5|[\u{E0000}-\u{E0FFF}]/gu;

/**
 * Words by which chat templates part the turns (ChatML, Llama 2 and 3, Gemma, Mistral, Phi, DeepSeek). A local server
 * that reads special tokens in the content of a message would end our turn at them.
 */
const chatToken =
  /<[|｜][^<>\n]{1,60}[|｜]>|<\/?s>|<(?:start_of_turn|end_of_turn|bos|eos)>|<<\/?SYS>>|\[\/?(?:INST|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|SYSTEM_PROMPT)\]/giu;
