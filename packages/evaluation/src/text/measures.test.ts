import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textPairs } from "#testing";
import { bleu } from "./bleu.ts";
import { type TextMeasureName, textMeasures } from "./catalog.ts";
import { type CorpusMeasure, rowScore } from "./corpus-measure.ts";
import { rouge } from "./rouge.ts";

const names = Object.keys(textMeasures) as TextMeasureName[];
const [first, second] = [textPairs(60, { seed: 3 }), textPairs(60, { seed: 4 })];
/** Any text at all: lone surrogates, control characters, combining marks; and words that repeat, so that n-grams match. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc
    .array(fc.constantFrom("a", "b", "кот", "猫", "1,5", "&amp;", "\ud800", "👩‍💻", "\u2028"), { maxLength: 12 })
    .map((all) => all.join(" ")),
);
const best = (measure: CorpusMeasure): number =>
  measure.direction === "lower" ? 0 : measure.scale === "hundred" ? 100 : 1;

describe.each(names)("%s", (name) => {
  const make = textMeasures[name];

  it("is within its range, for any text", () => {
    const measure = make();
    fc.assert(
      fc.property(text, fc.array(text, { minLength: 1, maxLength: 3 }), (hypothesis, references) => {
        const score = rowScore(measure, hypothesis, references);
        expect(score).toBeGreaterThanOrEqual(0);
        if (name !== "ter") expect(score).toBeLessThanOrEqual(best(measure) + 1e-9);
      }),
      { seed: 11 },
    );
  });

  it("is best for the very text, if it is long enough to have n-grams of every order", () => {
    const measure = make();
    for (const { references } of first) {
      const long = `${references[0]} one two 三 四 五 шесть семь`;
      expect(rowScore(measure, long, [references[1], long])).toBeCloseTo(best(measure), 9);
    }
  });

  it("adds up: rows counted one by one, in two parts or into a shared vector give the same score", () => {
    const measure = make();
    const { width } = measure;
    const all = new Float64Array(width);
    const apart = new Float64Array(width * first.length);
    for (const [row, { hypothesis, references }] of first.entries()) {
      measure.count(hypothesis, references, all, 0);
      make().count(hypothesis, references, apart, row * width);
    }
    const summed = new Float64Array(width);
    for (const [place, count] of apart.entries()) summed[place % width] = (summed[place % width] as number) + count;
    expect([...summed]).toEqual([...all]);
    expect(measure.value(summed, 0)).toBe(measure.value(all, 0));
  });

  it("does not depend on the rows before: buffers and words of one row do not reach the next", () => {
    const used = make();
    for (const { hypothesis, references } of second) rowScore(used, hypothesis, references);
    for (const { hypothesis, references } of first)
      expect(rowScore(used, hypothesis, references)).toBe(rowScore(make(), hypothesis, references));
  });

  it("has no score of no rows, and refuses a row without references", () => {
    const measure = make();
    expect(measure.value(new Float64Array(measure.width), 0)).toBeNaN();
    expect(() => rowScore(measure, "a", [])).toThrow(RangeError);
  });

  it("gives an empty answer the worst score that its text can have, and nothing for nothing", () => {
    const measure = make();
    for (const empty of ["", " \t\u3000\n"]) {
      expect(rowScore(measure, empty, ["a b c d"])).toBe(name === "ter" ? 100 : 0);
      expect(rowScore(measure, "a b c d", [empty])).toBe(name === "ter" ? 100 : 0);
      expect(rowScore(measure, empty, [empty])).toBe(0);
    }
  });

  it("takes a very long line", () => {
    const line = Array.from({ length: 3000 }, (_, word) => `w${(word * 7919) % 4001}`).join(" ");
    expect(rowScore(make(), line, [line])).toBeCloseTo(best(make()), 9);
  });

  it("scores many rows in a tally that a longer row has grown", () => {
    const measure = make();
    const short = rowScore(measure, "a b", ["a c"]);
    rowScore(measure, "z ".repeat(500), ["z y ".repeat(300)]);
    expect(rowScore(measure, "a b", ["a c"])).toBe(short);
  });
});

describe("signatures", () => {
  it("are sacrebleu's, and name the tokenizer and stemmer of ROUGE", () => {
    expect(Object.fromEntries(names.map((name) => [name, textMeasures[name]().signature(1)]))).toMatchObject({
      bleu: "nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0",
      "bleu-zh": "nrefs:1|case:mixed|eff:no|tok:zh|smooth:exp|version:2.6.0",
      chrf: "nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0",
      "chrf++": "nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0",
      ter: "nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0",
      rougeL:
        "nrefs:1|case:lc|tok:auto[latin=rouge_score,other=unicode]|stem:no|multi:max|agg:mean-f|version:rouge_score-0.1.2",
    });
    expect(bleu({ smoothing: "floor" }).signature("var")).toBe(
      "nrefs:var|case:mixed|eff:no|tok:13a|smooth:floor[0.10]|version:2.6.0",
    );
    expect(new Set(names.map((name) => textMeasures[name]().signature(1))).size).toBe(names.length - 3);
    expect(rouge("rouge1", { useStemmer: true }).signature(1)).toContain("stem:porter-nltk");
  });
});

describe("BLEU", () => {
  it("clips matches at the largest count of one reference, and takes the closest length, the shorter of two", () => {
    const counts = new Float64Array(11);
    bleu().count("the the the the", ["the the cat", "the dog sat on it"], counts, 0);
    expect([...counts.slice(0, 4)]).toEqual([4, 3, 2, 1]);
  });

  it("is 0 where no order matches, and where the corpus has no n-grams of an order", () => {
    expect(rowScore(bleu(), "a b c d", ["e f g h"])).toBe(0);
    expect(rowScore(bleu(), "a b c", ["a b c"])).toBe(0);
    expect(rowScore(bleu({ effectiveOrder: true }), "a b c", ["a b c"])).toBeCloseTo(100, 9);
  });
});

describe("TER", () => {
  const edits = (hypothesis: string, reference: string): number => {
    const counts = new Float64Array(3);
    textMeasures.ter().count(hypothesis, [reference], counts, 0);
    return counts[0] as number;
  };

  it("counts a run of words that moved as one edit, not as its words gone and come", () => {
    expect(edits("d e f a b c", "a b c d e f")).toBe(1);
    expect(edits("a b c", "a x c")).toBe(1);
    expect(edits("a b c d", "a b")).toBe(2);
  });

  it("is at least the difference of lengths, at most the longer text, and 0 for the same words alone", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(words, words, (hypothesis, reference) => {
        const found = edits(hypothesis.join(" "), reference.join(" "));
        expect(found).toBeGreaterThanOrEqual(Math.abs(hypothesis.length - reference.length));
        expect(found).toBeLessThanOrEqual(Math.max(hypothesis.length, reference.length));
        expect(found === 0).toBe(hypothesis.join(" ") === reference.join(" "));
      }),
      { seed: 5 },
    );
  });

  it("keeps to the beam of lengths that differ widely", () => {
    expect(edits("x", "x ".repeat(400))).toBe(399);
    expect(edits("x ".repeat(400), "x")).toBe(399);
  });
});

describe("ROUGE outside the Latin script", () => {
  const latin = rouge("rouge1", { tokenizer: "rouge_score" });

  it("knows equal texts as equal, which rouge_score's tokenizer takes for empty", () => {
    for (const same of ["Кошка сидит на коврике.", "猫坐在垫子上。", "แมวนั่ง", "🚀🔥", "הַחָתוּל"]) {
      expect(rowScore(latin, same, [same])).toBe(0);
      expect(rowScore(textMeasures.rouge1(), same, [same])).toBe(1);
    }
    expect(rowScore(textMeasures.rouge1(), "猫坐在垫子上", ["猫坐在椅子上"])).toBeCloseTo(5 / 6, 12);
  });

  it("reads Latin texts as rouge_score does, accents and emoji too", () => {
    for (const [answer, reference] of [
      ["café noir", "cafe noir"],
      ["ok 👍", "ok 👎"],
      ["naïve", "naïve"],
    ] as const)
      expect(rowScore(textMeasures.rouge1(), answer, [reference])).toBe(rowScore(latin, answer, [reference]));
  });

  it("is decided by the references alone: an answer cannot choose how it is read", () => {
    expect(rowScore(textMeasures.rouge1(), "cat кот кот кот", ["cat"])).toBe(1);
    expect(rowScore(textMeasures.rouge1(), "npm", ["Запустите npm"])).toBeCloseTo(2 / 3, 12);
  });
});
