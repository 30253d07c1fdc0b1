import type { Platform } from "#platform";
import type { RouterAdmin } from "#router";

/** Seconds that a weight outlives us at most. */
export const leaseSeconds = 5;

/** Runs the work while the canary has the weight, as a lease that is renewed every second. */
export async function withWeight(
  { clock, log }: Pick<Platform, "clock" | "log">,
  admin: Pick<RouterAdmin, "setWeight">,
  weight: number,
  work: () => Promise<void>,
): Promise<void> {
  await admin.setWeight(weight, leaseSeconds);
  const ended = new AbortController();
  const renewing = (async () => {
    for (;;) {
      await clock.sleep(1000, ended.signal);
      // one that fails is not the end: the next may come in time, and if none does the canary ends by itself
      await admin
        .setWeight(weight, leaseSeconds)
        .catch((error: unknown) =>
          log.warning(`the weight was not renewed: ${error instanceof Error ? error.message : error}`),
        );
    }
  })().catch(() => undefined);
  try {
    await work();
  } finally {
    ended.abort();
    await renewing;
  }
}
