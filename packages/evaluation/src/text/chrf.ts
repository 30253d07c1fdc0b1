import { codePoints } from "./code-points.ts";
import { type CorpusMeasure, needsReference } from "./corpus-measure.ts";
import { NgramIndex } from "./ngram-index.ts";
import { Vocabulary } from "./vocabulary.ts";
import { words } from "./whitespace.ts";

export interface ChrfOptions {
  /** Orders of word n-grams beside the characters': 2 is chrF++. */
  wordOrder?: 0 | 1 | 2;
  lowercase?: boolean;
  /** Whether whitespace counts as characters. */
  whitespace?: boolean;
}

const characterOrder = 6;
/** Recall weighs twice as much as precision: chrF2. */
const factor = 2 ** 2;

/** One text in both its readings. */
interface Reading {
  characters: Int32Array;
  words: Int32Array;
}

/**
 * chrF (Popović 2015) and chrF++ (Popović 2017) as `sacrebleu.metrics.CHRF` 2.6.0 computes them (metrics/chrf.py).
 * Of several references the one with the best score of its own counts, the first of equals.
 * A row's vector: of each order the n-grams of the hypothesis, of the reference and the matches; then rows.
 */
export function chrf(options: ChrfOptions = {}): CorpusMeasure {
  const { wordOrder = 0, lowercase = false, whitespace = false } = options;
  const orders = characterOrder + wordOrder;
  const rowsAt = 3 * orders;
  const vocabulary = new Vocabulary();
  const characterIndex = new NgramIndex(characterOrder);
  const wordIndex = new NgramIndex(wordOrder);
  const counted = new Float64Array(3 * orders);
  const best = new Float64Array(3 * orders);

  const read = (text: string): Reading => {
    const cased = lowercase ? text.toLowerCase() : text;
    return {
      characters: codePoints(cased, whitespace),
      words: vocabulary.idsOf(wordOrder > 0 ? chrfWords(cased) : []),
    };
  };
  const countOne = (found: Reading, expected: Reading): void => {
    counted.fill(0);
    countOrders(characterIndex, found.characters, expected.characters, counted, 0, characterOrder);
    countOrders(wordIndex, found.words, expected.words, counted, characterOrder, wordOrder);
  };

  return {
    width: rowsAt + 1,
    direction: "higher",
    scale: "hundred",
    signature: (references) =>
      `nrefs:${references}|case:${lowercase ? "lc" : "mixed"}|eff:yes|nc:${characterOrder}|nw:${wordOrder}|space:${whitespace ? "yes" : "no"}|version:2.6.0`,
    count(hypothesis, references, into, from) {
      needsReference(references);
      vocabulary.startRow();
      const found = read(hypothesis);
      let bestScore = -1;
      for (const reference of references) {
        countOne(found, read(reference));
        const score = references.length > 1 ? fScore(counted, 0, orders) : 0;
        if (score <= bestScore) continue;
        bestScore = score;
        best.set(counted);
      }
      for (let place = 0; place < rowsAt; place++)
        into[from + place] = (into[from + place] as number) + (best[place] as number);
      into[from + rowsAt] = (into[from + rowsAt] as number) + 1;
    },
    value: (sums, from) => ((sums[from + rowsAt] as number) > 0 ? fScore(sums, from, orders) : Number.NaN),
  };
}

/** Words with one mark of punctuation taken off the end, else off the beginning: "(hi)" becomes "(hi" and ")". */
function chrfWords(text: string): string[] {
  const found: string[] = [];
  for (const word of words(text)) {
    const last = word.length - 1;
    if (last > 0 && isAsciiPunctuation(word.charCodeAt(last))) found.push(word.slice(0, last), word.slice(last));
    else if (last > 0 && isAsciiPunctuation(word.charCodeAt(0))) found.push(word.slice(0, 1), word.slice(1));
    else found.push(word);
  }
  return found;
}

/** What Python's `string.punctuation` holds. */
function isAsciiPunctuation(unit: number): boolean {
  return (
    (unit >= 0x21 && unit <= 0x2f) ||
    (unit >= 0x3a && unit <= 0x40) ||
    (unit >= 0x5b && unit <= 0x60) ||
    (unit >= 0x7b && unit <= 0x7e)
  );
}

/** Writes the triples of `orders` orders into `counted`, the first at order `first`. */
function countOrders(
  index: NgramIndex,
  found: Int32Array,
  expected: Int32Array,
  counted: Float64Array,
  first: number,
  orders: number,
): void {
  if (orders === 0) return;
  index.startRow(expected.length);
  index.addReference(expected, expected.length);
  index.match(found, found.length, counted, 3 * first + 2, 3);
  for (let shorter = 0; shorter < orders; shorter++) {
    const inReference = Math.max(0, expected.length - shorter);
    // what the hypothesis has of an order that the reference is too short for is not held against it
    counted[3 * (first + shorter)] = inReference > 0 ? Math.max(0, found.length - shorter) : 0;
    counted[3 * (first + shorter) + 1] = inReference;
  }
}

/** F2 of the mean precision and the mean recall over the orders that both sides have. */
function fScore(counts: Float64Array, from: number, orders: number): number {
  let precision = 0;
  let recall = 0;
  let effective = 0;
  for (let place = from; place < from + 3 * orders; place += 3) {
    const [found, expected, matches] = [
      counts[place] as number,
      counts[place + 1] as number,
      counts[place + 2] as number,
    ];
    if (found === 0 || expected === 0) continue;
    precision += matches / found;
    recall += matches / expected;
    effective += 1;
  }
  if (precision + recall === 0) return 0;
  precision /= effective;
  recall /= effective;
  return (100 * ((1 + factor) * precision * recall)) / (factor * precision + recall);
}
