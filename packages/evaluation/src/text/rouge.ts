import { type CorpusMeasure, needsReference } from "./corpus-measure.ts";
import { longestCommonLength, longestCommonPlaces } from "./longest-common.ts";
import { NgramIndex } from "./ngram-index.ts";
import { type RougeTokenizer, stemmed, type Tokenize, tokenizerOfRow } from "./tokenizer-rouge.ts";
import { Vocabulary } from "./vocabulary.ts";

export type RougeKind = "rouge1" | "rouge2" | "rougeL" | "rougeLsum";

export interface RougeOptions {
  tokenizer?: RougeTokenizer;
  useStemmer?: boolean;
}

const tokenizerNames: Record<RougeTokenizer, string> = {
  auto: "auto[latin=rouge_score,other=unicode]",
  rouge_score: "rouge_score",
  unicode: "unicode",
};

/** A text in the tokens of each of its parts: the whole, or its lines for rougeLsum. */
type Reading = readonly Int32Array[];
/** Matching units and those of each side. */
type Overlap = readonly [matches: number, found: number, expected: number];

/**
 * ROUGE (Lin 2004) as `rouge_score` 0.1.2 computes it (rouge_scorer.py): the mean over rows of the F-measure, against
 * the best of several references. A row's vector: its F-measure, and 1.
 */
export function rouge(kind: RougeKind, options: RougeOptions = {}): CorpusMeasure {
  const { tokenizer = "auto", useStemmer = false } = options;
  const vocabulary = new Vocabulary();
  const overlap = overlaps[kind]();
  const read = (text: string, tokenize: Tokenize): Reading => {
    const parts = kind === "rougeLsum" ? text.split("\n") : [text];
    return parts.filter((part) => part !== "").map((part) => vocabulary.idsOf(tokenize(part)));
  };
  return {
    width: 2,
    direction: "higher",
    scale: "share",
    signature: (references) =>
      `nrefs:${references}|case:lc|tok:${tokenizerNames[tokenizer]}|stem:${useStemmer ? "porter-nltk" : "no"}|multi:max|agg:mean-f|version:rouge_score-0.1.2`,
    count(hypothesis, references, into, from) {
      needsReference(references);
      vocabulary.startRow();
      const plain = tokenizerOfRow(tokenizer, references);
      const tokenize = useStemmer ? stemmed(plain) : plain;
      const found = read(hypothesis, tokenize);
      let best = 0;
      for (const reference of references) best = Math.max(best, fMeasure(overlap(found, read(reference, tokenize))));
      into[from] = (into[from] as number) + best;
      into[from + 1] = (into[from + 1] as number) + 1;
    },
    value: (sums, from) => (sums[from] as number) / (sums[from + 1] as number),
  };
}

function fMeasure([matches, found, expected]: Overlap): number {
  if (matches === 0) return 0;
  const [precision, recall] = [matches / found, matches / expected];
  return (2 * precision * recall) / (precision + recall);
}

const none = new Int32Array(0);

const overlaps: Record<RougeKind, () => (found: Reading, expected: Reading) => Overlap> = {
  rouge1: () => ngramOverlap(1),
  rouge2: () => ngramOverlap(2),
  rougeL:
    () =>
    ([found = none], [expected = none]) => [longestCommonLength(expected, found), found.length, expected.length],
  rougeLsum: () => summaryOverlap,
};

function ngramOverlap(order: number): (found: Reading, expected: Reading) => Overlap {
  const index = new NgramIndex(order);
  const matches = new Float64Array(order);
  return ([found = none], [expected = none]) => {
    matches.fill(0);
    index.startRow(expected.length);
    index.addReference(expected, expected.length);
    index.match(found, found.length, matches, 0, 1);
    const [inFound, inExpected] = [found.length - order + 1, expected.length - order + 1];
    return [matches[order - 1] as number, inFound, inExpected];
  };
}

/** Each line of the reference against all lines of the hypothesis; a token is matched as often as both sides have it. */
function summaryOverlap(found: Reading, expected: Reading): Overlap {
  const [leftFound, leftExpected] = [countsOf(found), countsOf(expected)];
  let matches = 0;
  for (const line of expected) {
    const union = new Set(found.flatMap((other) => longestCommonPlaces(line, other)));
    for (const place of [...union].sort((left, right) => left - right)) {
      const token = line[place] as number;
      const [ours, theirs] = [leftFound.get(token) ?? 0, leftExpected.get(token) ?? 0];
      if (ours === 0 || theirs === 0) continue;
      matches += 1;
      leftFound.set(token, ours - 1);
      leftExpected.set(token, theirs - 1);
    }
  }
  const total = (reading: Reading): number => reading.reduce((sum, { length }) => sum + length, 0);
  return [matches, total(found), total(expected)];
}

function countsOf(reading: Reading): Map<number, number> {
  const counts = new Map<number, number>();
  for (const line of reading) for (const token of line) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}
