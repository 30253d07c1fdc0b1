import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Promotion } from "#contracts";
import { placeOf, settlement } from "./settlement.ts";
import { standingPromotion } from "./standing-promotion.ts";

describe("a half-done promotion", () => {
  it("follows the traffic where it is seen", () => {
    expect(settlement(["to", "from"], "to")).toBe("finish");
    expect(settlement(["from", "from"], "to")).toBe("finish");
    expect(settlement(["to", "to"], "from")).toBe("undo");
  });

  it("is finished as soon as anything moved, where nothing is seen", () => {
    expect(settlement(["from", "from"], "unknown")).toBe("undo");
    expect(settlement(["to", "from"], "unknown")).toBe("finish");
  });

  it("goes back where somebody else moved an alias meanwhile", () => {
    expect(settlement(["to", "elsewhere"], "to")).toBe("undo");
    expect(settlement(["to", "elsewhere"], "unknown")).toBe("undo");
  });

  it("is never finished over somebody else's alias, nor against the traffic", () => {
    const legs = fc.array(fc.constantFrom("from" as const, "to" as const, "elsewhere" as const), { minLength: 1 });
    fc.assert(
      fc.property(legs, fc.constantFrom("from", "to", "unknown"), (given, traffic) => {
        if (settlement(given, traffic) === "undo") return;
        expect(given).not.toContain("elsewhere");
        expect(traffic).not.toBe("from");
      }),
    );
  });

  it("knows where an alias is, also one that was never set", () => {
    expect(placeOf(undefined, { from: null, to: "1.0.0" })).toBe("from");
    expect(placeOf("1.0.0", { from: null, to: "1.0.0" })).toBe("to");
    expect(placeOf(undefined, { from: "1.0.0", to: "1.1.0" })).toBe("elsewhere");
    expect(placeOf("1.2.0", { from: "1.0.0", to: "1.1.0" })).toBe("elsewhere");
  });
});

describe("the promotion that stands", () => {
  const entry = (version: string, event?: Promotion["event"], alias?: string) =>
    ({ version, ...(event && { event }), ...(alias && { alias }) }) as Promotion;

  it("is the latest one that was not rolled back, of this alias", () => {
    expect(standingPromotion([], "champion")).toBeUndefined();
    const record = [entry("1.0.0"), entry("1.1.0", "promoted", "champion"), entry("1.2.0", "promoted", "champion")];
    expect(standingPromotion(record, "champion")?.version).toBe("1.2.0");
    const back = [...record, entry("1.1.0", "rolled-back", "champion"), entry("9.0.0", "promoted", "shadow")];
    expect(standingPromotion(back, "champion")?.version).toBe("1.1.0");
    const all = [...back, entry("1.0.0", "rolled-back", "champion")];
    expect(standingPromotion(all, "champion")?.version).toBe("1.0.0");
  });
});
