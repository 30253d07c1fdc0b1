import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { RetryAfterError } from "#platform";
import { seededRandom, simulatedClock } from "#testing";
import { adaptivePool, type Outcome } from "./adaptive-pool.ts";

const busy = (status: number, pauseMs?: number): ToolkitError => {
  const details = { code: "inference-failed", status, retryable: true, message: `HTTP ${status}` };
  return pauseMs === undefined ? new ToolkitError(details) : new RetryAfterError(details, pauseMs);
};

/** A server of 50 ms that bears so many at once; what is over that is refused at once. */
function simulation(capacity: () => number, retryAfterMs?: number) {
  const clock = simulatedClock();
  const seen = { running: 0, most: 0, refused: [] as number[], starts: [] as number[] };
  return {
    ports: { clock, random: seededRandom(1) },
    seen,
    async work(item: number): Promise<number> {
      seen.starts.push(clock.monotonic());
      seen.most = Math.max(seen.most, ++seen.running);
      const refused = seen.running > capacity();
      await clock.sleep(refused ? 1 : 50);
      seen.running -= 1;
      if (!refused) return item;
      seen.refused.push(clock.monotonic());
      throw busy(429, retryAfterMs);
    },
  };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const results = (outcomes: Outcome<number, number>[]): unknown[] =>
  outcomes.map((outcome) => ("result" in outcome ? outcome.result : outcome.error.code));

describe("an adaptive pool", () => {
  it("does everything once, close to full speed, never more at once than allowed", async () => {
    const { ports, seen, work } = simulation(() => 64);
    const done = await Array.fromAsync(adaptivePool(ports, numbers(2000), { concurrency: 64 }, work));
    expect(new Set(results(done)).size).toBe(2000);
    expect(seen.starts).toHaveLength(2000);
    expect(seen.most).toBe(64);
    expect(ports.clock.monotonic()).toBeLessThan((2000 / 64) * 50 * 1.15);
  });

  it("finds what a small server bears, and loses nothing", async () => {
    const { ports, seen, work } = simulation(() => 5);
    const done = await Array.fromAsync(adaptivePool(ports, numbers(500), { concurrency: 64, attempts: 20 }, work));
    expect(new Set(results(done)).size).toBe(500);
    expect(results(done).every((result) => typeof result === "number")).toBe(true);
    expect(seen.refused.length).toBeLessThan(150);
  });

  it("comes back to full speed by itself when the server recovers", async () => {
    const { ports, seen, work } = simulation(() => (seen.starts.length < 300 ? 4 : 64));
    await Array.fromAsync(adaptivePool(ports, numbers(4000), { concurrency: 32, attempts: 20 }, work));
    const last = seen.starts.slice(-1000);
    // 32 at once of 50 ms each: 1000 in 1.56 s
    expect((last.at(-1) as number) - (last[0] as number)).toBeLessThan(1800);
  });

  it("rests as long as the server asks, all of it together", async () => {
    let asked = 0;
    const { ports, seen, work } = simulation(() => (seen.starts.length === 12 ? 0 : 64), 7000);
    const told: [number, number][] = [];
    const options = {
      concurrency: 16,
      onCongestion: (level: number, pauseMs: number) => told.push([level, pauseMs]),
    };
    const done = await Array.fromAsync(
      adaptivePool(ports, numbers(200), options, (item) => {
        asked += 1;
        return work(item);
      }),
    );
    expect(done).toHaveLength(200);
    expect(asked).toBe(200 + seen.refused.length);
    const [refusedAt = 0] = seen.refused;
    expect(seen.starts.filter((start) => start > refusedAt && start < refusedAt + 7000)).toEqual([]);
    const gaps = seen.starts.slice(1).map((start, index) => start - (seen.starts[index] as number));
    expect(gaps.filter((gap) => gap > 5000)).toHaveLength(1);
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(6900);
    expect(told[0]?.[1]).toBe(7000);
  });

  it("gives an item up after its attempts, and what is not retryable at once", async () => {
    const { ports } = simulation(() => 1);
    const attempts = new Map<number, number>();
    const done = await Array.fromAsync(
      adaptivePool(ports, numbers(6), { concurrency: 2, attempts: 3 }, async (item) => {
        attempts.set(item, (attempts.get(item) ?? 0) + 1);
        if (item === 1) throw new ToolkitError({ code: "http-timeout", retryable: true, message: "late" });
        if (item === 2) throw busy(503);
        if (item === 4) throw new ToolkitError({ code: "inference-refused", status: 400, message: "too long" });
        return item;
      }),
    );
    expect(results(done).sort()).toEqual([0, 3, 5, "http-timeout", "inference-failed", "inference-refused"]);
    expect([attempts.get(1), attempts.get(2), attempts.get(4)]).toEqual([2, 3, 1]);
  });

  it("lets an item with a trouble of its own wait alone", async () => {
    const { ports } = simulation(() => 64);
    const starts: number[] = [];
    const done = await Array.fromAsync(
      adaptivePool(ports, numbers(100), { concurrency: 4 }, async (item) => {
        await ports.clock.sleep(50);
        if (item !== 3) return item;
        starts.push(ports.clock.monotonic());
        throw busy(500);
      }),
    );
    expect(done).toHaveLength(100);
    expect(starts).toHaveLength(5);
    expect((starts[1] as number) - (starts[0] as number)).toBeGreaterThan(900);
    // the other 99 did not wait for it
    expect(results(done).indexOf("inference-failed")).toBe(99);
  });

  it("draws only as there is room, holds no more than it may, and waits for a slow reader", async () => {
    const { ports, work } = simulation(() => 8);
    let [drawn, read] = [0, 0];
    async function* endless(): AsyncGenerator<number> {
      for (;;) yield drawn++;
    }
    for await (const _outcome of adaptivePool(ports, endless(), { concurrency: 8 }, work)) {
      read += 1;
      await ports.clock.sleep(500);
      expect(drawn - read).toBeLessThanOrEqual(17);
      if (read === 100) break;
    }
    expect(read).toBe(100);
  });

  it("ends with a bug, an error of the source or a cancelled signal, after what runs was aborted", async () => {
    const { ports } = simulation(() => 8);
    let aborted = 0;
    const waiting = (signal: AbortSignal): Promise<number> =>
      ports.clock.sleep(60_000, signal).then(
        () => 0,
        (error) => {
          aborted += 1;
          throw error;
        },
      );
    const bug = adaptivePool(ports, numbers(8), { concurrency: 4 }, (item, signal) =>
      item === 3 ? Promise.reject(new TypeError("bug")) : waiting(signal),
    );
    await expect(Array.fromAsync(bug)).rejects.toThrow("bug");
    expect(aborted).toBe(3);
    async function* torn(): AsyncGenerator<number> {
      yield 1;
      throw new Error("torn");
    }
    const source = adaptivePool(ports, torn(), { concurrency: 4 }, (_item, signal) => waiting(signal));
    await expect(Array.fromAsync(source)).rejects.toThrow("torn");
    const controller = new AbortController();
    const cancelled = adaptivePool(ports, numbers(8), { concurrency: 4, signal: controller.signal }, (item, signal) => {
      if (item === 2) controller.abort();
      return waiting(signal);
    });
    await expect(Array.fromAsync(cancelled)).rejects.toMatchObject({ code: "cancelled" });
  });
});
