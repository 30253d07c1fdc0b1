import { type CorpusMeasure, needsReference } from "./corpus-measure.ts";
import { ShiftSearch } from "./shift-search.ts";
import { type TercomOptions, tokenizeTercom } from "./tokenizer-tercom.ts";
import { Vocabulary } from "./vocabulary.ts";

/** Edits to the nearest reference, mean length of the references, rows. */
const at = { edits: 0, length: 1, rows: 2 };
const yesNo = (value: boolean): string => (value ? "yes" : "no");

/**
 * Translation edit rate (Snover et al. 2006) as `sacrebleu.metrics.TER` 2.6.0 computes it (metrics/ter.py): edits and
 * shifts to the nearest reference over the mean length of the references. May be above 100.
 */
export function ter(options: TercomOptions = {}): CorpusMeasure {
  const { normalized = false, punctuation = true, asian = false, caseSensitive = false } = options;
  const vocabulary = new Vocabulary();
  const search = new ShiftSearch();
  const idsOf = (text: string): Int32Array => vocabulary.idsOf(tokenizeTercom(text, options));
  return {
    width: at.rows + 1,
    direction: "lower",
    scale: "hundred",
    signature: (references) =>
      `nrefs:${references}|case:${caseSensitive ? "mixed" : "lc"}|tok:tercom|norm:${yesNo(normalized)}|punct:${yesNo(punctuation)}|asian:${yesNo(asian)}|version:2.6.0`,
    count(hypothesis, references, into, from) {
      needsReference(references);
      vocabulary.startRow();
      const found = idsOf(hypothesis);
      let edits = Number.POSITIVE_INFINITY;
      let length = 0;
      for (const reference of references) {
        const expected = idsOf(reference);
        edits = Math.min(edits, search.edits(found, expected));
        length += expected.length;
      }
      into[from + at.edits] = (into[from + at.edits] as number) + edits;
      into[from + at.length] = (into[from + at.length] as number) + length / references.length;
      into[from + at.rows] = (into[from + at.rows] as number) + 1;
    },
    value(sums, from) {
      if (!((sums[from + at.rows] as number) > 0)) return Number.NaN;
      const [edits, length] = [sums[from + at.edits] as number, sums[from + at.length] as number];
      // nothing was expected: anything is wholly wrong, nothing is right
      if (length === 0) return edits > 0 ? 100 : 0;
      return (100 * edits) / length;
    },
  };
}
