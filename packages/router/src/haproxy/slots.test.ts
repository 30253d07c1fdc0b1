import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noSlots, placed, slotNames } from "./slots.ts";

const upstream = (port: number) => ({ url: `http://127.0.0.1:${port}`, modelRef: `mail@${port}` });

describe("a slot for each server", () => {
  it("keeps its server through any row of deployments while it is in a role or at work", () => {
    const ports = fc.integer({ min: 9001, max: 9012 });
    const step = fc.record({
      baseline: ports,
      canary: fc.option(ports),
      busy: fc.subarray([...slotNames], { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let slots = noSlots();
        let roles = { baseline: "", canary: "" };
        for (const { baseline, canary, busy } of steps) {
          const before = slots;
          const taken = new Set([roles.baseline, roles.canary, ...busy]);
          const variants = { baseline: upstream(baseline), canary: canary === null ? null : upstream(canary) };
          ({ slots, roles } = placed(slots, variants, taken));
          expect(slots.get(roles.baseline)).toEqual({ own: `127.0.0.1:${baseline}`, other: undefined });
          expect(roles.canary === "").toBe(canary === null);
          if (canary !== null) expect(slots.get(roles.canary)?.own).toBe(`127.0.0.1:${canary}`);
          for (const name of taken) if (name !== "") expect(slots.get(name)?.own).toBe(before.get(name)?.own);
        }
      }),
    );
  });
});
