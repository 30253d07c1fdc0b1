import { type CorpusMeasure, needsReference } from "./corpus-measure.ts";
import { NgramIndex } from "./ngram-index.ts";
import { tokenize13a } from "./tokenizer-13a.ts";
import { tokenizeChar } from "./tokenizer-char.ts";
import { tokenizeIntl } from "./tokenizer-intl.ts";
import { tokenizeZh } from "./tokenizer-zh.ts";
import { Vocabulary } from "./vocabulary.ts";
import { words } from "./whitespace.ts";

export const bleuTokenizers = {
  "13a": tokenize13a,
  zh: tokenizeZh,
  intl: tokenizeIntl,
  char: tokenizeChar,
  none: words,
} as const;

export interface BleuOptions {
  tokenizer?: keyof typeof bleuTokenizers;
  lowercase?: boolean;
  /** Leaves out orders for which the hypothesis is too short; for scores of single sentences. */
  effectiveOrder?: boolean;
  /** What an order without a match counts: half of the one before (NIST's), a tenth of a match, or nothing. */
  smoothing?: "exp" | "floor" | "none";
}

const order = 4;
/** Lengths of hypotheses and of their closest references, matches by order, totals by order, rows. */
const at = { hypothesis: 0, reference: 1, matches: 2, totals: 2 + order, rows: 2 + 2 * order };
const signatures = { exp: "exp", floor: "floor[0.10]", none: "none" } as const;

/** BLEU (Papineni et al. 2002) as `sacrebleu.metrics.BLEU` 2.6.0 computes it (metrics/bleu.py), defaults included. */
export function bleu(options: BleuOptions = {}): CorpusMeasure {
  const { tokenizer = "13a", lowercase = false, effectiveOrder = false, smoothing = "exp" } = options;
  const tokenize = bleuTokenizers[tokenizer];
  const vocabulary = new Vocabulary();
  const index = new NgramIndex(order);
  const idsOf = (text: string): Int32Array => vocabulary.idsOf(tokenize(lowercase ? text.toLowerCase() : text));

  return {
    width: at.rows + 1,
    direction: "higher",
    scale: "hundred",
    signature: (references) =>
      `nrefs:${references}|case:${lowercase ? "lc" : "mixed"}|eff:${effectiveOrder ? "yes" : "no"}|tok:${tokenizer}|smooth:${signatures[smoothing]}|version:2.6.0`,
    count(hypothesis, references, into, from) {
      needsReference(references);
      vocabulary.startRow();
      const found = idsOf(hypothesis);
      const expected = references.map(idsOf);
      index.startRow(expected.reduce((sum, ids) => sum + ids.length, 0));
      for (const ids of expected) index.addReference(ids, ids.length);
      index.match(found, found.length, into, from + at.matches, 1);
      for (let shorter = 0; shorter < order; shorter++)
        add(into, from + at.totals + shorter, Math.max(0, found.length - shorter));
      add(into, from + at.hypothesis, found.length);
      add(into, from + at.reference, closest(found.length, expected));
      add(into, from + at.rows, 1);
    },
    value(sums, from) {
      if (!((sums[from + at.rows] as number) > 0)) return Number.NaN;
      return score(sums, from, smoothing, effectiveOrder);
    },
  };
}

function add(into: Float64Array, place: number, count: number): void {
  into[place] = (into[place] as number) + count;
}

/** Length of the reference that is closest in length, the shorter of two as close. */
function closest(length: number, references: readonly Int32Array[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (const { length: other } of references) {
    const nearer = Math.abs(length - other) - Math.abs(length - best);
    if (nearer < 0 || (nearer === 0 && other < best)) best = other;
  }
  return best;
}

function score(
  sums: Float64Array,
  from: number,
  smoothing: NonNullable<BleuOptions["smoothing"]>,
  effectiveOrder: boolean,
): number {
  let halved = 1;
  let orders = order;
  let logarithms = 0;
  let anyMatch = false;
  for (let length = 0; length < order; length++) {
    const matches = sums[from + at.matches + length] as number;
    const total = sums[from + at.totals + length] as number;
    anyMatch ||= matches > 0;
    if (total === 0) {
      // too short for this order and all longer ones: their precision is 0 unless they are left out
      if (!effectiveOrder) return 0;
      break;
    }
    if (effectiveOrder) orders = length + 1;
    if (matches === 0 && smoothing === "exp") halved *= 2;
    const smoothed = { exp: 1 / halved, floor: 0.1, none: 0 }[smoothing];
    logarithms += Math.log((100 * (matches === 0 ? smoothed : matches)) / total);
  }
  if (!anyMatch) return 0;
  const found = sums[from + at.hypothesis] as number;
  const expected = sums[from + at.reference] as number;
  const brevity = found < expected ? Math.exp(1 - expected / found) : 1;
  return brevity * Math.exp(logarithms / orders);
}
