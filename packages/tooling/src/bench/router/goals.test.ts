import { describe, expect, it } from "vitest";
import { median, missed } from "../goal.ts";
import { addedAtStreams, lostInChanges, memoryGrowth, rateOfEnvoys } from "./goals.ts";

describe("the router's goals", () => {
  it("are missed by what is on the wrong side of them, however little", () => {
    expect(missed(0.49, rateOfEnvoys)).toBe("0.49, at least 0.5 wanted");
    expect(missed(2.01, addedAtStreams)).toBe("2.01, at most 2 allowed");
    expect(missed(1, lostInChanges)).toBe("1, at most 0 allowed");
    expect(missed(1.11, memoryGrowth)).toBe("1.11, at most 1.1 allowed");
  });

  it("are met on their edge and beyond", () => {
    for (const [figure, goal] of [
      [0.5, rateOfEnvoys],
      [2, addedAtStreams],
      [-1, addedAtStreams],
      [0, lostInChanges],
      [0.9, memoryGrowth],
    ] as const)
      expect(missed(figure, goal)).toBeUndefined();
  });

  it("are missed by no figure at all", () => {
    for (const nothing of [Number.NaN, Number.POSITIVE_INFINITY, median([])])
      for (const goal of [rateOfEnvoys, addedAtStreams, lostInChanges, memoryGrowth])
        expect(missed(nothing, goal)).toBe("no figure");
  });

  it("are held on the middle of the rounds", () => {
    expect(median([3, 1, 100])).toBe(3);
    expect(median([4, 1, 2, 100])).toBe(3);
  });
});
