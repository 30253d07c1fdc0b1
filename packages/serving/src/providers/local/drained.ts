import type { ServedVariant } from "#contracts";
import type { Platform } from "#platform";
import type { Admin } from "./config.ts";

/** Seconds without a byte after which the router gives a request up. */
const patience = 600;

/**
 * Waits until a server that gets no more requests has none left, and says so now and then. Whoever still waits for an answer
 * after `seconds` is told of in the log, and cut by what follows.
 */
export async function drained(
  { clock, log }: Pick<Platform, "clock" | "log">,
  { state }: Pick<Admin, "state">,
  { url, modelRef }: ServedVariant,
  seconds = patience,
): Promise<void> {
  const left = async (): Promise<number> => (await state()).inFlight[url] ?? 0;
  const deadline = clock.monotonic() + seconds * 1000;
  let sayAt = clock.monotonic() + 15_000;
  for (let requests = await left(); requests > 0; requests = await left()) {
    if (clock.monotonic() >= deadline) return log.warning(`${modelRef} still had ${requests} requests; they are cut`);
    if (clock.monotonic() >= sayAt) {
      log.info(`waiting for ${requests} requests of ${modelRef}`);
      sayAt += 15_000;
    }
    await clock.sleep(200);
  }
}
