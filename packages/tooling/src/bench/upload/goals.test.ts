import { describe, expect, it } from "vitest";
import { rateOfClients, rateOver, requireGoals, residentMegabytes, sentAgain } from "./goals.ts";

describe("the goals of uploads", () => {
  it("are all named when they are missed", () => {
    const figures = {
      rate: { figure: 0.89, goal: rateOfClients },
      memory: { figure: 201, goal: residentMegabytes },
      again: { figure: 1, goal: sentAgain },
    };
    expect(() => requireGoals(figures)).toThrow(
      "goals missed: rate: 0.89, at least 0.9 wanted; memory: 201, at most 200 allowed; again: 1, at most 0.1 allowed",
    );
    expect(() => requireGoals({ rate: { figure: 0.9, goal: rateOfClients } })).not.toThrow();
  });

  it("compare round by round, and are missed where a round of theirs is missing", () => {
    expect(rateOver([10, 30, 20], [10, 10, 10])).toBe(2);
    expect(() => requireGoals({ rate: { figure: rateOver([], [10]), goal: rateOfClients } })).toThrow("no figure");
  });
});
