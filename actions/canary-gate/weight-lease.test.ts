import { describe, expect, it } from "vitest";
import { maskedSecrets } from "#platform";
import { recordedLog, simulatedClock } from "#testing";
import type { Endpoint } from "./endpoint.ts";
import { withLease } from "./weight-lease.ts";

/** An endpoint whose canary has 5 %, as a lease; work of 10 s with a lease of 5 that is renewed every second. */
async function worked(change: (now: { seconds: number; weight: number }) => number | undefined) {
  const clock = simulatedClock();
  const log = recordedLog(maskedSecrets());
  let weight = 0.05;
  const given: number[] = [];
  const ends: (string | null)[] = [];
  const endpoint = {
    async see() {
      weight = change({ seconds: Math.round(clock.monotonic() / 1000), weight }) ?? weight;
      return { weight };
    },
    async setWeight(canary: number, leaseSeconds: number) {
      if (Math.round(clock.monotonic() / 1000) === 3) throw new Error("busy");
      given.push(leaseSeconds);
      return { canary, leaseExpiresAt: new Date(clock.now() + leaseSeconds * 1000).toISOString() };
    },
  } as unknown as Endpoint;
  const lease = { weight: 0.05, lease: 5, renewal: 1 };
  const renewed = (until: string | null): void => void ends.push(until);
  const result = await withLease({ clock, log }, endpoint, lease, renewed, async () => {
    await clock.sleep(9500);
    return "done";
  });
  const after = given.length;
  await clock.sleep(5000);
  expect(given).toHaveLength(after);
  return { result, given, ends, weight, log };
}

describe("a weight that is held while work goes on", () => {
  it("is renewed every second until the work is done, over a renewal that fails", async () => {
    const { result, given, ends, log } = await worked(() => undefined);
    expect([result, given]).toEqual(["done", Array.from({ length: 8 }, () => 5)]);
    expect(ends.at(-1)).toBe("2026-01-02T03:04:19.000Z");
    expect(log.lines.join()).toContain("the weight was not renewed: busy");
  });

  it("is not given again once somebody moved it", async () => {
    const { given, weight } = await worked(({ seconds }) => (seconds >= 5 ? 0 : undefined));
    expect([given.length, weight]).toEqual([3, 0]);
  });
});
