import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Promotion } from "#contracts";
import { type LegNow, placeOf, settlement } from "./settlement.ts";
import { standingPromotion } from "./standing-promotion.ts";

const leg = (place: LegNow["place"], canReturn = true): LegNow => ({ place, canReturn });

describe("a half-done promotion", () => {
  it("follows the traffic where it is seen", () => {
    expect(settlement([leg("to"), leg("from")], "to")).toBe("finish");
    expect(settlement([leg("from"), leg("from")], "to")).toBe("finish");
    expect(settlement([leg("to"), leg("to")], "from")).toBe("undo");
  });

  it("is finished as soon as anything moved, where nothing is seen", () => {
    expect(settlement([leg("from"), leg("from")], "unknown")).toBe("undo");
    expect(settlement([leg("to"), leg("from")], "unknown")).toBe("finish");
  });

  it("goes back where somebody else moved an alias meanwhile, and is stuck only where it cannot", () => {
    expect(settlement([leg("to"), leg("elsewhere")], "to")).toBe("undo");
    expect(settlement([leg("to", false), leg("elsewhere")], "to")).toBe("stuck");
    expect(settlement([leg("to", false), leg("from")], "from")).toBe("finish");
  });

  it("without anybody else's hand always ends whole", () => {
    const legs = fc.array(
      fc.record({ place: fc.constantFrom("from" as const, "to" as const), canReturn: fc.boolean() }),
      {
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(legs, fc.constantFrom("from", "to", "unknown"), (given, traffic) => {
        const decided = settlement(given, traffic);
        expect(decided).not.toBe("stuck");
        if (decided === "undo") expect(given.every(({ place, canReturn }) => place === "from" || canReturn)).toBe(true);
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
