import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Counted, CountedTelemetry } from "#telemetry";

/** Requests of one arm, all alike. */
export interface CountedTraffic {
  arm: "canary" | "baseline";
  requests: number;
  failed?: boolean;
  latencyMs?: number;
}

export interface CountedUnderTest {
  /** A new client of the same counts. */
  open(): CountedTelemetry;
  /** Everything is visible to readers when it resolves, and later than what was before. */
  happen(...traffic: CountedTraffic[]): Promise<void>;
  /** Whether it tells the past, from before a mark. */
  remembers: boolean;
}

/** On a bound of the histograms that sources under test keep, as 1.2 of it is. */
export const conformanceTauMs = 500;

/** What every source of counts has to keep; `histories` of random traffic are tried. */
export function countedConformance(name: string, newCounts: () => Promise<CountedUnderTest>, histories = 12): void {
  const both = (requests: number): CountedTraffic[] => [
    { arm: "canary", requests },
    { arm: "baseline", requests },
  ];
  const since = (source: CountedTelemetry, mark: string): Promise<Counted> => source.since(mark, conformanceTauMs);

  describe(`counted telemetry ${name}`, () => {
    it("counts by arm: requests, errors, and what was slower than tau and 1.2 tau", async () => {
      const { open, happen } = await newCounts();
      await happen(...both(7));
      const mark = await open().now();
      await happen(
        { arm: "canary", requests: 10, latencyMs: 100 },
        { arm: "canary", requests: 3, latencyMs: 550 },
        { arm: "canary", requests: 2, latencyMs: 900 },
        { arm: "canary", requests: 4, failed: true, latencyMs: 10 },
        { arm: "baseline", requests: 90, latencyMs: 100 },
        { arm: "baseline", requests: 1, latencyMs: 900 },
      );
      expect(await since(open(), mark)).toMatchObject({
        canary: { requests: 19, errors: 4, overTau: 5, overMargin: 2 },
        baseline: { requests: 91, errors: 0, overTau: 1, overMargin: 1 },
      });
    });

    it("tells nothing where nothing happened, and never of what was before the mark", async () => {
      const { open, happen } = await newCounts();
      await happen(...both(5));
      const mark = await open().now();
      expect(await since(open(), mark)).toMatchObject({ canary: { requests: 0 }, baseline: { requests: 0 } });
    });

    it("counts everything once, however the time is cut, in blocks with names of their own", async () => {
      const arm = fc.constantFrom("canary" as const, "baseline" as const);
      const traffic = fc.record({ arm, requests: fc.nat(9), failed: fc.boolean(), latencyMs: fc.nat(1000) });
      const stretches = fc.array(fc.array(traffic, { maxLength: 3 }), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(stretches, async (cut) => {
          const { open, happen } = await newCounts();
          await happen(...both(1));
          const start = await open().now();
          let mark = start;
          const blocks: Counted[] = [];
          for (const stretch of cut) {
            await happen(...stretch);
            blocks.push(await since(open(), mark));
            mark = blocks.at(-1)?.mark ?? "";
          }
          const whole = await since(open(), start);
          for (const each of ["canary", "baseline"] as const) {
            for (const figure of ["requests", "errors", "overTau"] as const)
              expect(blocks.reduce((sum, block) => sum + (block[each][figure] ?? 0), 0)).toBeCloseTo(
                whole[each][figure] ?? 0,
              );
            const happened = cut.flat().filter((one) => one.arm === each);
            expect(whole[each].requests).toBe(happened.reduce((sum, { requests }) => sum + requests, 0));
          }
          expect(new Set(blocks.map(({ block }) => block)).size).toBe(blocks.length);
        }),
        { numRuns: histories },
      );
    });

    it("says nothing of latency without tau, but what tau would be", async () => {
      const { open, happen } = await newCounts();
      await happen(...both(1));
      const mark = await open().now();
      await happen(...both(20));
      const { canary, baselineP95 } = await open().since(mark, undefined);
      expect([canary.requests, canary.overTau, canary.overMargin]).toEqual([20, undefined, undefined]);
      expect(baselineP95.requests).toBe(20);
      expect(baselineP95.p95Ms).toBeGreaterThan(0);
      expect(baselineP95.p95Ms).toBeLessThanOrEqual(100);
    });

    it("tells the baseline's p95 where it knows the past, and else that it does not", async () => {
      const { open, happen, remembers } = await newCounts();
      await happen(...both(1));
      await happen(
        { arm: "baseline", requests: 90, latencyMs: 100 },
        { arm: "baseline", requests: 10, latencyMs: 580 },
      );
      const { requests, p95Ms } = await open().baselineP95(3600);
      if (!remembers) return expect({ requests, p95Ms }).toEqual({ requests: 0, p95Ms: undefined });
      expect(requests).toBeGreaterThanOrEqual(100);
      expect(p95Ms).toBeGreaterThan(500);
      return expect(p95Ms).toBeLessThanOrEqual(600);
    });

    it("refuses a mark that is none", async () => {
      const { open } = await newCounts();
      for (const mark of ["", "x", "-1", "999999999", "{}"])
        await expect(since(open(), mark)).rejects.toMatchObject({ code: "telemetry-mark" });
    });
  });
}
