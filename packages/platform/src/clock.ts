/** Time. Milliseconds everywhere. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds since some fixed instant; never goes back. Fractions of a millisecond are kept. */
  monotonic(): number;
  /** Resolves after `ms`; rejects with ToolkitError `cancelled` as soon as the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** ISO 8601 in UTC with seconds: what our files carry. */
export function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString().replace(/\.\d{3}Z$/, "Z");
}
