import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cosine } from "./cosine.ts";
import { answerTokens, tokenF1 } from "./token-f1.ts";

describe("token F1", () => {
  it("compares as SQuAD does: case, punctuation and English articles apart", () => {
    expect(tokenF1("The Eiffel Tower!", ["eiffel tower"])).toBe(1);
    expect(tokenF1("in the year 1999", ["1999"])).toBeCloseTo(0.5, 12);
    expect(tokenF1("a b b b", ["b b c"])).toBeCloseTo(2 / 3, 12);
    expect(answerTokens("Don't e-mail; the $5 U.S. answer")).toEqual(["dont", "email", "5", "us", "answer"]);
  });

  it("takes the best of the references", () => {
    expect(tokenF1("Paris", ["London", "Paris, France", "paris"])).toBe(1);
  });

  it("reads other scripts: Russian quotes, composed and decomposed letters, Chinese letter by letter", () => {
    expect(tokenF1("«Москва»", ["москва"])).toBe(1);
    expect(tokenF1("и\u0306од", ["йод"])).toBe(1);
    expect(tokenF1("北京市", ["北京"])).toBeCloseTo(0.8, 12);
  });

  it("knows nothing from something", () => {
    expect(tokenF1("", [""])).toBe(1);
    expect(tokenF1("the.", ["!"])).toBe(1);
    expect(tokenF1("", ["word"])).toBe(0);
    expect(tokenF1("word", [])).toBeNaN();
  });

  const text = fc.string({ unit: "grapheme-composite", maxLength: 12 });

  it("is symmetrical and within 0 to 1", () => {
    fc.assert(
      fc.property(text, text, (left, right) => {
        const score = tokenF1(left, [right]);
        expect(score).toBe(tokenF1(right, [left]));
        expect(score >= 0 && score <= 1).toBe(true);
      }),
      { seed: 2 },
    );
  });
});

describe("cosine", () => {
  it("is of directions, not of lengths", () => {
    expect(cosine([1, 0], [0, 2])).toBe(0);
    expect(cosine([1, 2], [2, 4])).toBeCloseTo(1, 15);
    expect(cosine(Float32Array.of(1, 2), [-1, -2])).toBeCloseTo(-1, 15);
    expect(cosine([1e300, 1e300], [1e-300, 1e-300])).toBeCloseTo(1, 12);
  });

  it("has no value for zeros and not-numbers, and none for embeddings of two models", () => {
    expect(cosine([0, 0], [1, 1])).toBeNaN();
    expect(cosine([Number.NaN, 1], [1, 1])).toBeNaN();
    expect(cosine([], [])).toBeNaN();
    expect(() => cosine([1], [1, 2])).toThrow(RangeError);
  });
});
