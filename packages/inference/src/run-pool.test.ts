import { describe, expect, it } from "vitest";
import { runPool } from "./run-pool.ts";

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe("a pool", () => {
  it("runs everything, never more at once than it may", async () => {
    let running = 0;
    let most = 0;
    const results = await Array.fromAsync(
      runPool([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
        most = Math.max(most, ++running);
        await tick();
        running -= 1;
        return item * 2;
      }),
    );
    expect(results.toSorted((left, right) => left - right)).toEqual([2, 4, 6, 8, 10, 12, 14]);
    expect(most).toBe(3);
  });

  it("stops drawing at the first error and throws it", async () => {
    let started = 0;
    const ran = Array.fromAsync(
      runPool([1, 2, 3, 4, 5, 6], 2, async (item) => {
        started += 1;
        await tick();
        if (item === 2) throw new Error("second");
        return item;
      }),
    );
    await expect(ran).rejects.toThrow("second");
    expect(started).toBeLessThan(6);
  });
});
