/**
 * Parts the punctuation of Western languages from words, as mteval-v13a.pl does; the steps and their order are those of
 * `TokenizerRegexp` (sacrebleu/tokenizers/tokenizer_re.py). A period or comma between digits, as in 1,234.5, stays.
 * Code units serve as well as code points: no step looks at more than "not a digit" of what is beyond ASCII.
 */
export function partWesternPunctuation(line: string): string {
  return line
    .replace(/[{-~[-` -&(-+:-@/]/g, " $& ")
    .replace(/([^0-9])([.,])/g, "$1 $2 ")
    .replace(/([.,])([^0-9])/g, " $1 $2")
    .replace(/([0-9])-/g, "$1 - ");
}
