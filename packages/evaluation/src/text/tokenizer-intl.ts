import { trimEnd, words } from "./whitespace.ts";

/**
 * International mteval-v14: symbols stand alone, and punctuation does unless it is between numbers
 * (tokenizer_intl.py of sacrebleu). Entities stay as they are, and a year with a full stop at the very end stays whole.
 */
export function tokenizeIntl(text: string): string[] {
  return words(
    trimEnd(text)
      .replace(/(\P{N})(\p{P})/gu, "$1 $2 ")
      .replace(/(\p{P})(\P{N})/gu, " $1 $2")
      .replace(/\p{S}/gu, " $& "),
  );
}
