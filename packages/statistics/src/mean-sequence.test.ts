import { describe, expect, it } from "vitest";
import { addToSequence, newMeanSequence, sequenceInterval } from "./mean-sequence.ts";
import { seededUniform } from "./random.ts";

describe("the confidence sequence of a mean", () => {
  it("is the formula's, value by value", () => {
    const sequence = newMeanSequence();
    expect(sequenceInterval(sequence, 0.05)).toEqual([0, 1]);
    // written out again from the paper: bets by the variance before, costs by the mean before
    const values = [0.2, 0.9, 0.4, 0.6];
    let [bets, betted, cost] = [0, 0, 0];
    for (const [index, value] of values.entries()) {
      const before = values.slice(0, index);
      const means = before.map((_, at) => (0.5 + before.slice(0, at + 1).reduce((sum, x) => sum + x, 0)) / (at + 2));
      const middle = means.at(-1) ?? 0.5;
      const squares = before.reduce((sum, x, at) => sum + (x - (means[at] as number)) ** 2, 0);
      const variance = (0.25 + squares) / (index + 1);
      const t = index + 1;
      const bet = Math.min(0.5, Math.sqrt((2 * Math.log(2 / 0.05)) / (variance * t * Math.log(1 + t))));
      bets += bet;
      betted += bet * value;
      cost += (value - middle) ** 2 * (-Math.log(1 - bet) - bet);
      addToSequence(sequence, value, 0.05);
    }
    const half = (Math.log(2 / 0.05) + cost) / bets;
    const [low, high] = sequenceInterval(sequence, 0.05);
    expect(low).toBeCloseTo(Math.max(0, betted / bets - half), 12);
    expect(high).toBeCloseTo(Math.min(1, betted / bets + half), 12);
  });

  it("misses the mean at any time in at most alpha of all runs, and narrows", () => {
    const uniform = seededUniform(11);
    const [runs, alpha, p] = [200, 0.1, 0.3];
    let missed = 0;
    let width = 1;
    for (let run = 0; run < runs; run++) {
      const sequence = newMeanSequence();
      let out = false;
      for (let n = 0; n < 500; n++) {
        addToSequence(sequence, uniform() < p ? 1 : 0, alpha);
        const [low, high] = sequenceInterval(sequence, alpha);
        out ||= low > p || high < p;
        width = high - low;
      }
      if (out) missed += 1;
    }
    expect(missed / runs).toBeLessThanOrEqual(alpha);
    expect(width).toBeLessThan(0.2);
  });
});
