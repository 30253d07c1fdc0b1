import { describe, expect, it } from "vitest";
import { Remembered } from "./remembered.ts";

describe("what is remembered of requests", () => {
  it("is the latest of each, also of one that moved from a variant to the other and back", () => {
    const remembered = new Remembered(10);
    remembered.add("a", { variant: "canary", time: "1" });
    remembered.add("a", { variant: "baseline", time: "2" });
    expect(remembered.find("a")).toEqual({ variant: "baseline", time: "2" });
    remembered.add("a", { variant: "canary", time: "3" });
    expect(remembered.find("a")).toEqual({ variant: "canary", time: "3" });
    for (let other = 0; other < 10; other++) remembered.add(`other-${other}`, { variant: "canary", time: "4" });
    remembered.add("a", { variant: "baseline", time: "5" });
    expect(remembered.find("a")).toEqual({ variant: "baseline", time: "5" });
  });

  it("is the last ones, no fewer than promised and no more than twice as many", () => {
    const remembered = new Remembered(10);
    for (let request = 0; request < 1000; request++) {
      remembered.add(String(request), { variant: request % 3 === 0 ? "canary" : "baseline", time: String(request) });
      const known = Array.from({ length: request + 1 }, (_, id) => remembered.find(String(id)) !== undefined);
      expect(known.slice(-10)).not.toContain(false);
      expect(known.filter(Boolean).length).toBeLessThanOrEqual(20);
    }
  });
});
