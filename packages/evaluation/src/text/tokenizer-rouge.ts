import { porterStem } from "./porter-stemmer.ts";

export const rougeTokenizers = ["auto", "rouge_score", "unicode"] as const;
export type RougeTokenizer = (typeof rougeTokenizers)[number];
export type Tokenize = (text: string) => string[];

/** Letters and digits of ASCII, in lower case: all else parts words (rouge_score/tokenize.py). */
const asciiTokens: Tokenize = (text) => text.toLowerCase().match(/[a-z0-9]+/g) ?? [];

/**
 * Letters, marks and digits of any script. Scripts that put no space between words have a token a letter, and
 * pictographs are tokens, so that an answer of emoji is not an empty one.
 */
const unicodeToken =
  /[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]&&[\p{L}\p{N}]]\p{M}*|[[\p{L}\p{M}\p{N}]--[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]+|[\p{Extended_Pictographic}\p{RI}]/gv;
const unicodeTokens: Tokenize = (text) => text.toLowerCase().match(unicodeToken) ?? [];

const letterOutsideLatin = /[\p{L}--[\p{sc=Latin}\p{sc=Common}\p{sc=Inherited}]]/v;

/**
 * Tokenizer of one row. `auto`: rouge_score's, unless it would lose what a reference says: a letter outside the Latin
 * script, or all of it. The references alone decide, so that the answers of two models are read alike, and no answer
 * chooses how it is read.
 */
export function tokenizerOfRow(choice: RougeTokenizer, references: readonly string[]): Tokenize {
  if (choice === "rouge_score") return asciiTokens;
  return choice === "unicode" || references.some(lostByAscii) ? unicodeTokens : asciiTokens;
}

function lostByAscii(reference: string): boolean {
  return letterOutsideLatin.test(reference) || !/[a-z0-9]/i.test(reference);
}

/** Stems tokens of four letters of ASCII and more, as rouge_score does; the stemmer knows English only. */
export function stemmed(tokenize: Tokenize): Tokenize {
  return (text) => tokenize(text).map((token) => (/^[a-z0-9]{4,}$/.test(token) ? porterStem(token) : token));
}
