import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

/** Says every 25 s that long work still goes on, so that nobody takes it for hung. */
export async function withHeartbeat<Result>(
  { clock, log }: { clock: Clock; log: Log },
  what: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const started = clock.monotonic();
  const beats = (async () => {
    for (;;) {
      await clock.sleep(25_000, ended.signal);
      log.info(`still ${what}, ${Math.round((clock.monotonic() - started) / 1000)} s`);
    }
  })().catch(() => undefined);
  try {
    return await work();
  } finally {
    ended.abort();
    await beats;
  }
}
