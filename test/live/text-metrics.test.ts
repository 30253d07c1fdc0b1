import { describe, expect, it } from "vitest";
import { bleu, type CorpusMeasure, rouge, rowScore, textMeasures } from "#evaluation";
import { type TextPair, textKinds, textPairs } from "#testing";
import { askOracle, type OracleScore } from "../../packages/tooling/src/bench/text-oracle.ts";

/** 10,000 random pairs beside sacrebleu 2.6.0 and rouge_score 0.1.2 themselves: corpus scores, and those of single rows. */
const seed = 20_260_101;
const rowsCompared = 400;
const pairs = textPairs(10_000, { seed });

/** Measures by the oracle's names; `auto` is no tokenizer of rouge_score, it takes one of the two row by row. */
const measures: Record<string, () => CorpusMeasure> = {
  ...Object.fromEntries(Object.entries(textMeasures).filter(([name]) => !name.startsWith("rouge"))),
  ...Object.fromEntries(
    (["rouge1", "rouge2", "rougeL", "rougeLsum"] as const).flatMap((kind) =>
      (["rouge_score", "unicode"] as const).map((tokenizer) => [
        `${kind}/${tokenizer}`,
        () => rouge(kind, { tokenizer }),
      ]),
    ),
  ),
  "rouge1/rouge_score/stem": () => rouge("rouge1", { tokenizer: "rouge_score", useStemmer: true }),
  "rougeL/rouge_score/stem": () => rouge("rougeL", { tokenizer: "rouge_score", useStemmer: true }),
};
/** sacrebleu's sentence scores are of BLEU with effective order, which only they have. */
const rowMeasures: Record<string, () => CorpusMeasure> = {
  ...measures,
  bleu: () => bleu({ effectiveOrder: true }),
  "bleu-zh": () => bleu({ tokenizer: "zh", effectiveOrder: true }),
  "bleu-intl": () => bleu({ tokenizer: "intl", effectiveOrder: true }),
  "bleu-char": () => bleu({ tokenizer: "char", effectiveOrder: true }),
  "bleu-none": () => bleu({ tokenizer: "none", effectiveOrder: true }),
};

function corpusScore(measure: CorpusMeasure, rows: readonly TextPair[], references: number): number {
  const sums = new Float64Array(measure.width);
  for (const row of rows) measure.count(row.hypothesis, row.references.slice(0, references), sums, 0);
  return measure.value(sums, 0);
}

/** Both halves of the names at once, on a core each. */
async function oracle(
  rows: readonly TextPair[],
  references: number,
  sentences: readonly number[],
): Promise<Record<string, OracleScore>> {
  const names = Object.keys(measures);
  const slow = ["ter", "chrf++", "bleu-char", "bleu-intl"];
  const halves = [slow, names.filter((name) => !slow.includes(name))];
  const found = await Promise.all(halves.map((metrics) => askOracle({ pairs: rows, metrics, references, sentences })));
  return { ...found[0], ...found[1] };
}

async function compare(rows: readonly TextPair[], references: number, compared: number): Promise<void> {
  const sentences = Array.from({ length: compared }, (_, index) => Math.floor((index * rows.length) / compared));
  const theirs = await oracle(rows, references, sentences);
  const differences: string[] = [];
  const check = (where: string, ours: number, expected: number | undefined): void => {
    // written so that NaN on either side is a difference
    if (!(Math.abs(ours - (expected ?? Number.NaN)) < 1e-9)) differences.push(`${where}: ${ours}, they ${expected}`);
  };
  for (const [name, measure] of Object.entries(measures)) {
    check(name, corpusScore(measure(), rows, references), theirs[name]?.score);
    const signature = theirs[name]?.signature;
    if (!name.includes("/")) expect(measure().signature(references)).toBe(signature);
    const one = (rowMeasures[name] as () => CorpusMeasure)();
    for (const [index, row] of sentences.entries()) {
      const { hypothesis, references: all } = rows[row] as TextPair;
      const score = rowScore(one, hypothesis, all.slice(0, references));
      check(`${name} of ${JSON.stringify(rows[row])}`, score, theirs[name]?.sentences[index]);
    }
  }
  expect(differences.slice(0, 5)).toEqual([]);
}

describe(`text measures, seed ${seed}`, () => {
  it("give the corpus scores of sacrebleu and rouge_score for 10,000 pairs, and those of single rows", async () => {
    await compare(pairs, 1, rowsCompared);
  });

  it("give them in each script and language alone, with two references", async () => {
    for (const kind of textKinds) await compare(pairs.filter((pair) => pair.kind === kind).slice(0, 200), 2, 100);
  });

  it("are not the same by mistake: a single letter shows", async () => {
    const changed = pairs.slice(0, 50).map((pair) => ({ ...pair }));
    (changed[0] as TextPair).hypothesis += " x";
    const theirs = await askOracle({ pairs: changed, metrics: ["bleu"], references: 1, sentences: [] });
    const difference = corpusScore(textMeasures.bleu(), pairs.slice(0, 50), 1) - (theirs["bleu"]?.score as number);
    expect(Math.abs(difference)).toBeGreaterThan(1e-9);
  });
});
