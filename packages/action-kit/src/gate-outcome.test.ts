import { describe, expect, it } from "vitest";
import { gateOutcome } from "./gate-outcome.ts";

describe("gateOutcome", () => {
  it("lets only a pass through unless asked otherwise", () => {
    expect(gateOutcome("pass", "inconclusive", false)).toBe("success");
    for (const verdict of ["inconclusive", "error", "fail"] as const)
      expect(gateOutcome(verdict, "inconclusive", false)).toBe("failure");
  });

  it("treats an error like a failure, never milder", () => {
    expect(gateOutcome("error", "fail", false)).toBe("failure");
    expect(gateOutcome("inconclusive", "fail", false)).toBe("warning");
  });

  it("warns and goes on with warn-only, and is silent with never", () => {
    expect(gateOutcome("fail", "fail", true)).toBe("warning");
    expect(gateOutcome("fail", "never", false)).toBe("success");
  });
});
