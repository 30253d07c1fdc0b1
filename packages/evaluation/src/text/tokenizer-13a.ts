import { partWesternPunctuation } from "./western-punctuation.ts";
import { trimEnd, words } from "./whitespace.ts";

/** WMT's mteval-v13a: Western punctuation stands alone, four HTML entities are read (tokenizer_13a.py of sacrebleu). */
export function tokenize13a(text: string): string[] {
  let line = trimEnd(text);
  if (line.includes("<skipped>")) line = line.replaceAll("<skipped>", "");
  if (line.includes("\n")) line = line.replaceAll("-\n", "").replaceAll("\n", " ");
  if (line.includes("&"))
    line = line.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  return words(partWesternPunctuation(` ${line} `));
}
