import { ToolkitError } from "#contracts";
import type { Clock } from "#platform";

/** Tells now and then, four times a lease, that an upload lives; between calls it costs a comparison. */
export function lifeSigns(clock: Clock, leaseSeconds: number, tell: () => Promise<void>): () => Promise<void> {
  let last = clock.monotonic();
  return async () => {
    if (clock.monotonic() - last < (leaseSeconds * 1000) / 4) return;
    last = clock.monotonic();
    await tell();
  };
}

export const abandonedUpload = (provider: string, cause?: unknown): ToolkitError =>
  new ToolkitError({
    code: "upload-abandoned",
    provider,
    retryable: true,
    message: "another run took this upload for dead, because it showed no life for too long",
    hint: "run it again",
    cause,
  });
