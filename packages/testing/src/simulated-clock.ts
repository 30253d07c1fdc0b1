import { ToolkitError } from "#contracts";
import type { Clock } from "#platform";

/**
 * A clock for work that overlaps: who sleeps wakes in the order of time, and no time passes in reality. Only for what
 * waits by this clock alone, since it runs ahead of sockets and files.
 */
export function simulatedClock(): Clock {
  const sleepers: { at: number; wake: () => void }[] = [];
  let now = 0;
  let turning = false;

  function turn(): void {
    const next = sleepers.shift();
    turning = next !== undefined;
    if (!next) return;
    now = next.at;
    next.wake();
    setImmediate(turn); // whoever woke says first what he does next
  }

  return {
    now: () => Date.UTC(2026, 0, 2, 3, 4, 5) + now,
    monotonic: () => now,
    sleep(ms, signal) {
      const cancelled = new ToolkitError({ code: "cancelled", message: "cancelled while waiting" });
      if (signal?.aborted) return Promise.reject(cancelled);
      return new Promise((resolve, reject) => {
        const sleeper = { at: now + ms, wake: resolve };
        const place = sleepers.findIndex(({ at }) => at > sleeper.at);
        sleepers.splice(place === -1 ? sleepers.length : place, 0, sleeper);
        signal?.addEventListener("abort", () => {
          const found = sleepers.indexOf(sleeper);
          if (found !== -1) sleepers.splice(found, 1);
          reject(cancelled);
        });
        if (!turning) setImmediate(turn);
        turning = true;
      });
    },
  };
}
