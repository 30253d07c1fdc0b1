/** Scripts that put no space between words: a letter is a token, as MLQA's evaluation has it for Chinese. */
const tokens =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{N}]]\p{M}*|[^\s\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]+/gv;
/** `string.punctuation` of Python, and the punctuation of all other scripts. */
const punctuation = /[!-/:-@[-`{-~\p{P}]/gu;
const articles = new Set(["a", "an", "the"]);

/**
 * Words of an answer as SQuAD compares them (Rajpurkar et al. 2016, `normalize_answer` of its evaluate-v2.0.py): lower
 * case, no punctuation, no English articles. Beyond it: composed forms of Unicode are one, punctuation is that of any
 * script.
 */
export function answerTokens(text: string): string[] {
  const plain = text.normalize("NFC").toLowerCase().replace(punctuation, "");
  return (plain.match(tokens) ?? []).filter((token) => !articles.has(token));
}

/**
 * Token F1 of an answer against the best of its references, 0 to 1: the harmonic mean of the shares of tokens in common
 * (`compute_f1` of SQuAD's evaluate-v2.0.py). Nothing against nothing is 1. NaN without references.
 */
export function tokenF1(prediction: string, references: readonly string[]): number {
  if (references.length === 0) return Number.NaN;
  const found = answerTokens(prediction);
  return Math.max(...references.map((reference) => overlapF1(found, answerTokens(reference))));
}

function overlapF1(found: readonly string[], expected: readonly string[]): number {
  if (found.length === 0 || expected.length === 0) return found.length === expected.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const token of expected) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of found) {
    const times = left.get(token) ?? 0;
    if (times === 0) continue;
    left.set(token, times - 1);
    common += 1;
  }
  return (2 * common) / (found.length + expected.length);
}
