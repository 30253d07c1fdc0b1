import { ToolkitError } from "#contracts";
import type { HttpResponse, Platform } from "#platform";

/** Answers in a row that brought less than `progress` before they were cut, and end it. */
const triesInVain = 5;

/** Bytes that make a cut answer worth another: with it the file's size bounds how often that is; a byte at a time is none. */
const progress = 2 ** 20;

/**
 * A body that goes on where it was cut, by ranges, as often as it gets on; a server that does not know them begins anew, and
 * what came is passed over.
 * @param what for people, such as `read the blob`
 * @param open asks for the bytes from `arrived` on, and throws for what is no answer
 */
export async function* resumedBody(
  { log, clock }: Pick<Platform, "log" | "clock">,
  what: string,
  open: (arrived: number) => Promise<HttpResponse>,
): AsyncGenerator<Uint8Array> {
  let arrived = 0;
  for (let inVain = 0; ; ) {
    const before = arrived;
    const response = await open(arrived);
    let known = response.status === 206 ? 0 : arrived;
    try {
      for await (const chunk of response.body) {
        const fresh = chunk.subarray(Math.min(known, chunk.length));
        known -= chunk.length - fresh.length;
        arrived += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      inVain = arrived - before >= progress ? 0 : inVain + 1;
      if (!(error instanceof ToolkitError) || !error.retryable || inVain >= triesInVain) throw error;
      log.info(`${what}: cut after ${arrived} bytes, and goes on`);
      await clock.sleep(500 * Math.max(inVain, 1));
    }
  }
}

/** The header that asks for what has not arrived. */
export const rangeFrom = (arrived: number): Record<string, string> =>
  arrived > 0 ? { range: `bytes=${arrived}-` } : {};
