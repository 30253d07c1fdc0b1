import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import { fakeClock } from "#testing";
import { bakeLeft, bakingBy } from "./bake.ts";

const began = Date.parse("2026-01-02T03:00:00Z");
const at = (minutes: number): { now: number } => ({ now: began + minutes * 60_000 });
const entry = (time: string, event: "deployed" | "promoted" | "rolled-back", modelRef: string) => ({
  time,
  event,
  modelRef,
});
const promoted = {
  variants: { baseline: { modelRef: "two", server: "s2" }, canary: null },
  history: [
    entry("2026-01-01T00:00:00Z", "promoted", "two"),
    entry("2026-01-01T01:00:00Z", "rolled-back", "two"),
    entry("2026-01-02T03:00:00Z", "promoted", "two"),
  ],
} as unknown as Deployment;

describe("a bake", () => {
  it("began when the record says that the model came into service, in whichever run", () => {
    expect(bakeLeft(promoted, 3600, at(0))).toBe(3600);
    expect(bakeLeft(promoted, 3600, at(45))).toBe(900);
    expect(bakeLeft(promoted, 3600, at(600))).toBe(0);
    expect(bakeLeft(promoted, 0, at(0))).toBe(0);
  });

  it("is whole where the record does not tell, and never longer by another machine's clock", () => {
    expect(bakeLeft({ ...promoted, history: [] }, 3600, at(45))).toBe(3600);
    expect(bakeLeft(promoted, 3600, at(-30))).toBe(3600);
  });

  it("does not begin before the traffic moved, however long that took after it was written down", () => {
    expect(bakeLeft(promoted, 3600, { ...at(10), since: at(10).now })).toBe(3600);
  });

  it("is waited for in parts by as many runs as it takes", async () => {
    const clock = fakeClock(began);
    let stands = true;
    const slept: number[] = [];
    const serving = bakingBy(
      {
        ...clock,
        async sleep(milliseconds) {
          slept.push(milliseconds / 1000);
          // the job is over after an hour
          if (milliseconds > 3600_000) {
            await clock.sleep(3600_000);
            throw new Error("cancelled");
          }
          await clock.sleep(milliseconds);
        },
      },
      {
        switchOver: async () => ({ record: promoted, moved: false }),
        async endIf(isOver) {
          stands &&= !isOver(promoted);
          return { record: promoted, bakes: stands };
        },
      },
    );
    const day = 5 * 3600;
    for (let run = 1; run <= 4; run++) await expect(serving.promote(day)).rejects.toThrow("cancelled");
    expect((await serving.endBake(day)).secondsLeft).toBe(3600);
    expect(stands).toBe(true);
    await serving.promote(day);
    expect([stands, slept]).toEqual([false, [5, 4, 3, 2, 1].map((hours) => hours * 3600)]);
    expect((await serving.endBake(day)).secondsLeft).toBe(0);
  });

  it("of another promotion since then is not ended", async () => {
    const clock = fakeClock(began);
    let now = promoted;
    const serving = bakingBy(
      {
        ...clock,
        async sleep(milliseconds) {
          now = { ...promoted, variants: { baseline: { modelRef: "three", server: "s3" }, canary: null } } as never;
          await clock.sleep(milliseconds);
        },
      },
      {
        switchOver: async () => ({ record: promoted, moved: true }),
        async endIf(isOver) {
          expect(isOver(now)).toBe(false);
          return { record: now, bakes: true };
        },
      },
    );
    expect((await serving.promote(60)).variants.baseline.modelRef).toBe("three");
  });
});
