import type { TrafficWeight } from "../../serving.ts";
import type { RouterUserConfig } from "./schema.ts";

/** Share of the canary at this time of the head's clock. */
export function weightOf({ state, headTime }: { state: RouterUserConfig; headTime: number }): TrafficWeight {
  const { canary, leaseSeconds, grantedAt, variants } = state;
  const ends = leaseSeconds === null ? null : grantedAt + leaseSeconds;
  const held = variants.canary !== null && (ends === null || headTime < ends);
  // also of one that is over: whoever drives it tells that from a weight that was taken away
  const leaseExpiresAt = variants.canary && ends !== null ? new Date(ends * 1000).toISOString() : null;
  return { canary: held ? canary : 0, leaseExpiresAt };
}
