import type { Clock } from "#platform";

export interface LiveComment {
  /** Takes over what the comment should say; returns at once. */
  update(markdown: string): void;
  /** Resolves when nothing is being written any more; later updates are dropped, so that the result stays the last word. */
  settle(): Promise<void>;
}

/**
 * A comment that follows long work. One write at a time and one in 20 s at most, whatever the pace of updates; the first
 * failure ends it, for what is not written now is written at the end or said there.
 */
export function liveComment(
  clock: Pick<Clock, "monotonic">,
  write: (markdown: string) => Promise<void>,
  { everyMs = 20_000 }: { everyMs?: number } = {},
): LiveComment {
  let running: Promise<void> | undefined;
  let last = Number.NEGATIVE_INFINITY;
  let ended = false;
  return {
    update(markdown) {
      if (ended || running || clock.monotonic() - last < everyMs) return;
      last = clock.monotonic();
      running = write(markdown)
        .catch(() => {
          ended = true;
        })
        .finally(() => {
          running = undefined;
        });
    },
    async settle() {
      ended = true;
      await running;
    },
  };
}
