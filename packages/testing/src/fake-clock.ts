import { ToolkitError } from "#contracts";
import type { Clock } from "#platform";

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** A clock that starts at 2026-01-02T03:04:05Z; sleeping advances it at once. */
export function fakeClock(start = Date.UTC(2026, 0, 2, 3, 4, 5)): FakeClock {
  let now = start;
  return {
    now: () => now,
    monotonic: () => now - start,
    async sleep(ms, signal) {
      if (signal?.aborted) throw new ToolkitError({ code: "cancelled", message: "cancelled while waiting" });
      now += ms;
      await new Promise((resolve) => setImmediate(resolve)); // lets sockets and files have their turn
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
