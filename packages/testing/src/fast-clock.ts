import type { Clock } from "#platform";

/** A clock that runs so many times faster than ours. */
export function fastClock(times: number): Clock {
  const start = performance.now();
  const now = (): number => Date.UTC(2026, 0, 2) + times * (performance.now() - start);
  return { now, monotonic: now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / times)) };
}
