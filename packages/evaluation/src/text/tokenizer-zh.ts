import { partWesternPunctuation } from "./western-punctuation.ts";
import { trim, words } from "./whitespace.ts";

/**
 * What tokenizer_zh.py of sacrebleu takes for Chinese. It writes the two ranges beyond the basic plane as "\u20000" to
 * "\u2a6d6" and "\u2f800" to "\u2fa1d", which Python reads as two characters and compares as strings: they come to
 * U+2001 to U+2A6D (dashes, quotes, arrows, mathematics) and U+2F81 to U+2FA1, and no astral ideograph is among them.
 */
const chinese =
  /[\u3400-\u4db5\u4e00-\u9fa5\u9fa6-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\u2001-\u2a6d\u2f81-\u2fa1\uff00-\uffef\u2e80-\u2eff\u3000-\u303f\u31c0-\u31ef\u2f00-\u2fdf\u2ff0-\u2fff\u3100-\u312f\u31a0-\u31bf\ufe10-\ufe1f\ufe30-\ufe4f\u2600-\u26ff\u2700-\u27bf\u3200-\u32ff\u3300-\u33ff]/g;

/** Every Chinese character stands alone, the rest is parted as in 13a; by Shujian Huang (tokenizer_zh.py of sacrebleu). */
export function tokenizeZh(text: string): string[] {
  return words(partWesternPunctuation(trim(text).replace(chinese, " $& ")));
}
