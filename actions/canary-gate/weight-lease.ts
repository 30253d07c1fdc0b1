import type { Platform } from "#platform";
import type { Endpoint } from "./endpoint.ts";

export interface Lease {
  weight: number;
  /** Seconds that the weight outlives us at most, and after which it is renewed. */
  lease: number;
  renewal: number;
}

/** Works while the weight is renewed. Once the canary has another one, whoever gave it is not overruled. */
export async function withLease<Result>(
  { clock, log }: Pick<Platform, "clock" | "log">,
  endpoint: Endpoint,
  { weight, lease, renewal }: Lease,
  renewed: (leaseEndsAt: string | null) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const renewing = (async () => {
    for (let isOurs = true; isOurs; ) {
      await clock.sleep(renewal * 1000, ended.signal);
      try {
        isOurs = Math.abs((await endpoint.see()).weight - weight) < 2e-6;
        if (isOurs) renewed((await endpoint.setWeight(weight, lease)).leaseExpiresAt);
      } catch (error) {
        // one that fails is not the end: the next may come in time, and if none does the canary ends by itself
        log.warning(`the weight was not renewed: ${error instanceof Error ? error.message : error}`);
      }
    }
  })().catch(() => undefined);
  try {
    return await work();
  } finally {
    ended.abort();
    await renewing;
  }
}
