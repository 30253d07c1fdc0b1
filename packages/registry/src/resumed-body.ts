import { ToolkitError } from "#contracts";
import type { HttpResponse, Platform } from "#platform";

/**
 * A body that goes on where it was cut, by ranges; a server that does not know them begins anew, and what came is passed over.
 * @param what for people, such as `read the blob`
 * @param open asks for the bytes from `arrived` on, and throws for what is no answer
 */
export async function* resumedBody(
  { log, clock }: Pick<Platform, "log" | "clock">,
  what: string,
  open: (arrived: number) => Promise<HttpResponse>,
): AsyncGenerator<Uint8Array> {
  let arrived = 0;
  for (let attempt = 1; ; attempt++) {
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
      if (!(error instanceof ToolkitError) || !error.retryable || attempt >= 5) throw error;
      log.info(`${what}: cut after ${arrived} bytes, and goes on`);
      await clock.sleep(500 * attempt);
    }
  }
}

/** The header that asks for what has not arrived. */
export const rangeFrom = (arrived: number): Record<string, string> =>
  arrived > 0 ? { range: `bytes=${arrived}-` } : {};
