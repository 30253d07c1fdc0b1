import { setTimeout as delay } from "node:timers/promises";
import { ToolkitError } from "#contracts";
import type { Clock } from "../clock.ts";

export function nodeClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    async sleep(ms, signal) {
      try {
        await delay(ms, undefined, signal ? { signal } : {});
      } catch (cause) {
        throw new ToolkitError({ code: "cancelled", message: "cancelled while waiting", cause });
      }
    },
  };
}
