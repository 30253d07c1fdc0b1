import { describe, expect, it } from "vitest";
import { missedBy } from "./canary-look.ts";

describe("goals of a look at the router's log", () => {
  it("are met up to a second and a tenth more memory", () => {
    expect(missedBy({ seconds: 1, growth: 1.1 })).toEqual([]);
  });

  it("are missed beyond, and by no figure at all", () => {
    expect(missedBy({ seconds: 1.01, growth: 1.2 })).toEqual([
      "seconds of CPU for 1,000,000 requests: 1.01, at most 1 allowed",
      "memory at ten times the requests: 1.2, at most 1.1 allowed",
    ]);
    expect(missedBy({ seconds: Number.NaN, growth: Number.NaN })).toEqual([
      "seconds of CPU for 1,000,000 requests: no figure",
      "memory at ten times the requests: no figure",
    ]);
  });
});
