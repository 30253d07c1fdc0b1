import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Arm, SeenRequest, SeenScore, TelemetrySource } from "#telemetry";

/** One thing that happened, whatever the source writes of it. */
export type TelemetryEvent =
  | { kind: "request"; arm: Arm; id: string; failed: boolean; latencyMs: number }
  | { kind: "score"; arm: Arm; id: string; value: number };

interface ArmTraffic {
  requests: number;
  errors: number;
  latenciesMs: number[];
  scores: number[];
}

/** What a stretch shows, at hand; late scores are left out. */
export async function trafficSince(
  source: TelemetrySource,
  mark: string,
): Promise<{ traffic: Record<Arm, ArmTraffic>; mark: string }> {
  const empty = (): ArmTraffic => ({ requests: 0, errors: 0, latenciesMs: [], scores: [] });
  const traffic = { canary: empty(), baseline: empty() };
  const end = await source.read(mark, {
    request({ arm, failed, latencyMs }: SeenRequest) {
      traffic[arm].requests += 1;
      if (failed) traffic[arm].errors += 1;
      else traffic[arm].latenciesMs.push(latencyMs);
    },
    score({ arm, value, late, metric }: SeenScore) {
      if (!late && metric === "accuracy") traffic[arm].scores.push(value);
    },
  });
  return { traffic, mark: end };
}

export interface TelemetryUnderTest {
  /** A new client of the same traffic. */
  open(): TelemetrySource;
  /** Everything is visible to readers when it resolves; events come in order of their time. */
  happen(...events: TelemetryEvent[]): Promise<void>;
}

/** What every source of a rollout's numbers has to keep. */
export function telemetryConformance(name: string, newTraffic: () => Promise<TelemetryUnderTest>): void {
  const request = (id: string, more: object = {}): TelemetryEvent => ({
    kind: "request",
    arm: "baseline",
    id,
    failed: false,
    latencyMs: 10,
    ...more,
  });

  describe(`telemetry ${name}`, () => {
    it("counts by arm: requests, errors, latencies of what was answered, scores in order", async () => {
      const { open, happen } = await newTraffic();
      const mark = await open().now();
      await happen(
        request("a"),
        request("b", { arm: "canary", failed: true }),
        request("c", { arm: "canary", latencyMs: 20.5 }),
        { kind: "score", arm: "canary", id: "c", value: 1 },
        { kind: "score", arm: "canary", id: "b", value: 0 },
      );
      const { traffic } = await trafficSince(open(), mark);
      expect(traffic).toEqual({
        canary: { requests: 2, errors: 1, latenciesMs: [20.5], scores: [1, 0] },
        baseline: { requests: 1, errors: 0, latenciesMs: [10], scores: [] },
      });
    });

    it("tells nothing where nothing happened, and leaves out what was before the mark", async () => {
      const { open, happen } = await newTraffic();
      const start = await open().now();
      expect((await trafficSince(open(), start)).traffic.baseline.requests).toBe(0);
      await happen(request("a"));
      const later = await open().now();
      expect((await trafficSince(open(), later)).traffic.baseline.requests).toBe(0);
    });

    it("counts everything once, however the time is cut into stretches", async () => {
      const arm = fc.constantFrom("canary" as const, "baseline" as const);
      const stretches = fc.array(fc.array(arm, { maxLength: 4 }), { minLength: 1, maxLength: 5 });
      await fc.assert(
        fc.asyncProperty(stretches, async (cut) => {
          const { open, happen } = await newTraffic();
          const start = await open().now();
          let mark = start;
          let [canary, baseline, count] = [0, 0, 0];
          for (const stretch of cut) {
            await happen(...stretch.map((each) => request(`r-${count++}`, { arm: each })));
            const seen = await trafficSince(open(), mark);
            canary += seen.traffic.canary.requests;
            baseline += seen.traffic.baseline.requests;
            mark = seen.mark;
          }
          const { traffic } = await trafficSince(open(), start);
          expect([canary, baseline]).toEqual([traffic.canary.requests, traffic.baseline.requests]);
          expect(canary + baseline).toBe(cut.flat().length);
        }),
        { numRuns: 15 },
      );
    });

    it("gives the same for the same stretch, read twice", async () => {
      const { open, happen } = await newTraffic();
      const mark = await open().now();
      await happen(request("a"), { kind: "score", arm: "baseline", id: "a", value: 0.5 });
      expect(await trafficSince(open(), mark)).toEqual(await trafficSince(open(), mark));
    });

    it("keeps a late score out of a stretch that its request is not in", async () => {
      const { open, happen } = await newTraffic();
      const first = await open().now();
      await happen(request("a"));
      const { mark } = await trafficSince(open(), first);
      await happen(request("b"), { kind: "score", arm: "baseline", id: "a", value: 1 });
      expect((await trafficSince(open(), mark)).traffic.baseline).toMatchObject({ requests: 1, scores: [] });
      expect((await trafficSince(open(), first)).traffic.baseline).toMatchObject({ requests: 2, scores: [1] });
    });

    it("refuses a mark that is none", async () => {
      const { open } = await newTraffic();
      for (const mark of ["", "x", "-1", "999999999"])
        await expect(trafficSince(open(), mark)).rejects.toMatchObject({ code: "telemetry-mark" });
    });
  });
}
