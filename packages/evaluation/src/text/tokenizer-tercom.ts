import { trimEnd, words } from "./whitespace.ts";

export interface TercomOptions {
  /** Parts punctuation and reads entities as Tercom's Normalizer.java does. */
  normalized?: boolean;
  punctuation?: boolean;
  /** Where normalized or without punctuation, sees to Chinese and Japanese characters too. */
  asian?: boolean;
  caseSensitive?: boolean;
}

const asianPunctuation = /[\u3001\u3002\u3008-\u3011\u3014-\u301f\uff61-\uff65\u30fb]/g;
const fullWidthPunctuation = /[\uff0e\uff0c\uff1f\uff1a\uff1b\uff01\uff02\uff08\uff09]/g;

/** Tokenizer of TER (sacrebleu/tokenizers/tokenizer_ter.py): by default lower case and whitespace only. */
export function tokenizeTercom(text: string, options: TercomOptions = {}): string[] {
  const { normalized = false, punctuation = true, asian = false, caseSensitive = false } = options;
  let line = trimEnd(text);
  if (!caseSensitive) line = line.toLowerCase();
  if (normalized) line = normalize(line);
  if (normalized && asian) line = partAsian(line);
  if (!punctuation) line = line.replace(/[.,?:;!"()]/g, "");
  if (!punctuation && asian) line = line.replace(asianPunctuation, "").replace(fullWidthPunctuation, "");
  return words(line);
}

function normalize(text: string): string {
  const line = text
    .replaceAll("\n-", "")
    .replaceAll("\n", " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">");
  return ` ${line} `
    .replace(/[{-~[-` -&(-+:-@/]/g, " $& ")
    .replaceAll("'s ", " 's ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])-/g, "$1 - ");
}

/**
 * Ideographs and marks stand alone. The last range of ideographs ends at U+3F22 in sacrebleu, and its three steps for
 * kana match a line's beginning only, which `normalize` has made a space: so they do nothing and are not here.
 */
function partAsian(line: string): string {
  return line
    .replace(/[\u4e00-\u9fff\u3400-\u4dbf]/g, " $& ")
    .replace(/[\u31c0-\u31ef\u2e80-\u2eff]/g, " $& ")
    .replace(/[\u3300-\u33ff\uf900-\ufaff\ufe30-\ufe4f]/g, " $& ")
    .replace(/[\u3200-\u3f22]/g, " $& ")
    .replace(asianPunctuation, " $& ")
    .replace(fullWidthPunctuation, " $& ");
}
