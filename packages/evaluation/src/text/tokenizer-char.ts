import { isWhitespace } from "./whitespace.ts";

/** Every code point but whitespace is a token (tokenizer_char.py of sacrebleu). */
export function tokenizeChar(text: string): string[] {
  return Array.from(text).filter((character) => !isWhitespace(character.charCodeAt(0)));
}
