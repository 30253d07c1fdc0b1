import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BleuOptions, bleu, bleuTokenizers } from "./bleu.ts";
import { textMeasures } from "./catalog.ts";
import { chrf } from "./chrf.ts";
import { type CorpusMeasure, rowScore } from "./corpus-measure.ts";
import { type RougeKind, rouge } from "./rouge.ts";
import { ter } from "./ter.ts";

/** Numbers of sacrebleu 2.6.0 and rouge_score 0.1.2 themselves. */
interface Vector {
  id: string;
  lang: string;
  hyp: string;
  refs: string[];
  bleu: Record<string, { score: number; sys_len: number; ref_len: number; counts: number[]; totals: number[] }>;
  chrf: Record<string, number>;
  ter: Record<string, { score: number }>;
  tok: Record<string, string>;
  rouge_nostem_vs_ref0: Record<string, { f: number }>;
  rouge_stem_vs_ref0: Record<string, { f: number }>;
  rouge_stem_multi_max: Record<string, { f: number }>;
}
const file = join(import.meta.dirname, "..", "__fixtures__", "vectors.json");
const vectors = (JSON.parse(readFileSync(file, "utf8")) as { pairs: Vector[] }).pairs;

function expectScore(
  measure: CorpusMeasure,
  hypothesis: string,
  references: readonly string[],
  expected: unknown,
): void {
  const difference = Math.abs(rowScore(measure, hypothesis, references) - (expected as number));
  // not toBeCloseTo, which forgives NaN on neither side but rounds by digits
  expect(difference).toBeLessThan(1e-9);
}

describe.each(vectors)("vector $id", (vector) => {
  const { hyp, refs } = vector;

  it("has sacrebleu's BLEU with each tokenizer and option, down to the counts", () => {
    for (const [key, expected] of Object.entries(vector.bleu)) {
      const [tokenizer, ...flags] = key.split("_") as [NonNullable<BleuOptions["tokenizer"]>, ...string[]];
      const measure = bleu({
        tokenizer,
        lowercase: flags.includes("lc"),
        effectiveOrder: !flags.includes("noeff"),
        smoothing: flags.includes("floor") ? "floor" : "exp",
      });
      expectScore(measure, hyp, refs, expected.score);
      const counts = new Float64Array(measure.width);
      measure.count(hyp, refs, counts, 0);
      expect([...counts]).toEqual([expected.sys_len, expected.ref_len, ...expected.counts, ...expected.totals, 1]);
    }
  });

  it("has sacrebleu's tokens", () => {
    for (const [tokenizer, tokens] of Object.entries(vector.tok)) {
      const found = bleuTokenizers[tokenizer as keyof typeof bleuTokenizers](hyp);
      expect(found).toEqual(tokens.split(/\s+/).filter(Boolean));
    }
  });

  it("has sacrebleu's chrF and TER", () => {
    expectScore(textMeasures.chrf(), hyp, refs, vector.chrf["chrF2"]);
    expectScore(textMeasures["chrf++"](), hyp, refs, vector.chrf["chrF2pp"]);
    expectScore(chrf({ lowercase: true }), hyp, refs, vector.chrf["chrF2_lc"]);
    expectScore(chrf({ whitespace: true }), hyp, refs, vector.chrf["chrF2_ws"]);
    expectScore(textMeasures.ter(), hyp, refs, vector.ter["default"]?.score);
    expectScore(ter({ normalized: true, punctuation: false }), hyp, refs, vector.ter["norm_nopunct"]?.score);
    expectScore(ter({ normalized: true, asian: true }), hyp, refs, vector.ter["norm_asian"]?.score);
  });

  it("has rouge_score's ROUGE, stemmed or not, against one reference or the best", () => {
    for (const kind of ["rouge1", "rouge2", "rougeL", "rougeLsum"] as RougeKind[]) {
      const plain = rouge(kind, { tokenizer: "rouge_score" });
      const stemming = rouge(kind, { tokenizer: "rouge_score", useStemmer: true });
      expectScore(plain, hyp, refs.slice(0, 1), vector.rouge_nostem_vs_ref0[kind]?.f);
      expectScore(stemming, hyp, refs.slice(0, 1), vector.rouge_stem_vs_ref0[kind]?.f);
      expectScore(stemming, hyp, refs, vector.rouge_stem_multi_max[kind]?.f);
      // by its plain name too wherever the text is Latin; elsewhere the Unicode tokenizer loses nothing of it
      if (["en", "code"].includes(vector.lang))
        expectScore(textMeasures[kind](), hyp, refs.slice(0, 1), vector.rouge_nostem_vs_ref0[kind]?.f);
    }
  });
});
