import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestCut, krippendorffAlpha, oneWayComponents, quadraticKappa, spearman } from "./agreement.ts";

const human = [0, 2, 4, 5, 7, 8, 9, 10, 3, 6, 6, 1];
const judge = [1, 2, 5, 5, 8, 8, 8, 10, 2, 9, 4, 1];

describe("agreement of two raters", () => {
  // scikit-learn 1.9.1: cohen_kappa_score(human, judge, weights="quadratic", labels=range(11))
  it("has scikit-learn's quadratic weighted kappa", () => {
    expect(quadraticKappa(human, judge, 11)).toBeCloseTo(0.9215686274509804, 12);
    const first = [1, 1, 2, 2, 3, 3, 3, 4, 5, 5];
    const second = [1, 2, 2, 2, 3, 4, 1, 4, 4, 5];
    expect(quadraticKappa(first, second, 6)).toBeCloseTo(0.8087431693989071, 12);
    expect(spearman(first, second)).toBeCloseTo(0.7866401608207109, 12);
  });

  // scipy 1.17.1: spearmanr
  it("has scipy's rank correlation, ties among them", () => {
    expect(spearman(human, judge)).toBeCloseTo(0.9043064923087152, 12);
    expect(spearman([0.1, 0.4, 0.35, 0.8, 0.8, 0.2], [3, 1, 4, 1, 5, 9])).toBeCloseTo(-0.27941176470588236, 12);
  });

  it("is 1 for the same, and no number where nothing varies", () => {
    expect(quadraticKappa(human, human, 11)).toBe(1);
    expect(quadraticKappa([3, 3], [3, 3], 11)).toBeNaN();
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN();
  });
});

describe("agreement of a panel", () => {
  // Krippendorff's own example (2011, "Computing Krippendorff's alpha-reliability"); PyPI krippendorff 0.9.0: 0.8491071428571428
  it("has the published alpha, with ratings missing", () => {
    const raters = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
      [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
    ];
    const units = (raters[0] as unknown[]).map((_, unit) => raters.map((rater) => rater[unit] as number | null));
    expect(krippendorffAlpha(units)).toBeCloseTo(0.8491071428571428, 12);
  });
});

describe("variance of repeats", () => {
  // pingouin 0.7.0: intraclass_corr, ICC(1,1); scipy's f_oneway gives the same mean squares
  it("has pingouin's reliability", () => {
    const groups = [
      [9, 8, 9],
      [6, 5, 8],
      [8, 7, 7],
      [7, 1, 2],
      [10, 9, 9],
      [6, 8, 4],
    ];
    const found = oneWayComponents(groups);
    expect(found?.reliability).toBeCloseTo(0.5521126760563382, 12);
    expect(found?.within).toBeCloseTo(2.9444444444444446, 12);
  });

  // numpy 2: mean squares of scipy 1.17.1's f_oneway over n0 = 2.75
  it("takes groups of any sizes", () => {
    const found = oneWayComponents([[9, 8, 9], [6, 5], [8, 7, 7, 6], [7, 1, 2], [10, 9], []]);
    expect(found?.between).toBeCloseTo(4.882635882635882, 12);
    expect(found?.within).toBeCloseTo(2.703703703703704, 12);
  });

  it("says nothing of one group or of no repeat", () => {
    expect(oneWayComponents([[1, 2, 3]])).toBeUndefined();
    expect(oneWayComponents([[1], [2]])).toBeUndefined();
  });
});

describe("the best cut", () => {
  // scikit-learn 1.9.1: roc_curve, the largest tpr - fpr; 0.35 is as good, the stricter one is taken
  it("is where scikit-learn's curve is farthest from chance", () => {
    const passed = [0, 0, 0, 1, 0, 1, 1, 1, 0, 1].map(Boolean);
    const found = bestCut([0.1, 0.4, 0.3, 0.35, 0.6, 0.6, 0.8, 0.9, 0.2, 0.5], passed);
    expect(found?.cut).toBe(0.5);
    expect(found?.youden).toBeCloseTo(0.6, 12);
  });

  it("needs both kinds, and is never beaten by another cut", () => {
    expect(bestCut([1, 2], [true, true])).toBeUndefined();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.boolean()), { minLength: 2 }), (rows) => {
        const scores = rows.map(([score]) => score);
        const passed = rows.map(([, pass]) => pass);
        const found = bestCut(scores, passed);
        if (!found) return;
        const share = (kind: boolean, cut: number): number =>
          rows.filter(([score, pass]) => pass === kind && score >= cut).length /
          rows.filter(([, pass]) => pass === kind).length;
        for (const cut of scores) expect(share(true, cut) - share(false, cut)).toBeLessThanOrEqual(found.youden + 1e-9);
      }),
    );
  });
});
