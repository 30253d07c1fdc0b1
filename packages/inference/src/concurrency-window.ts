/**
 * How many requests may run at once, decided by what the server answers: additive increase and multiplicative decrease
 * (Chiu and Jain, 1989), with TCP's slow start and one decrease a round trip (RFC 5681, RFC 6582). Times are monotonic
 * milliseconds. All of it is pure: an event and a window in, the next window out.
 */
export interface ConcurrencyWindow {
  /** Fractional: successes add up to whole places. At least 1, at most `ceiling`. */
  level: number;
  ceiling: number;
  /** Below it the level grows by one a success, that is twofold a round trip; above it by one a round trip. */
  slowStartUntil: number;
  /** Nobody starts before this. */
  pausedUntil: number;
  /** Rounds of congestion since the last success; the pause without Retry-After doubles with it. */
  streak: number;
  /** Congestion of a request that started before this is old news: the level has already come down for it. */
  decreasedAt: number;
}

export const firstPauseMs = 500;
export const longestPauseMs = 20_000;

/** A moderate beginning: half of what is allowed, yet four where four are allowed. */
export function openWindow(ceiling: number): ConcurrencyWindow {
  const level = Math.max(Math.min(4, ceiling), Math.ceil(ceiling / 2));
  return { level, ceiling, slowStartUntil: ceiling, pausedUntil: 0, streak: 0, decreasedAt: Number.NEGATIVE_INFINITY };
}

/** An answer came. Only while the window is full does it say that there is room for more (RFC 7661). */
export function afterSuccess(window: ConcurrencyWindow, { full }: { full: boolean }): ConcurrencyWindow {
  const growth = !full ? 0 : window.level < window.slowStartUntil ? 1 : 1 / window.level;
  return { ...window, level: Math.min(window.ceiling, window.level + growth), streak: 0 };
}

/**
 * The server had no room, or no time. The level halves once for all requests that were under way together; the pause is
 * the server's own where it named one, and never shorter than one that was named before.
 * @param jitter uniform in [0, 1): spreads the pauses of several runs
 */
export function afterCongestion(
  window: ConcurrencyWindow,
  event: { startedAt: number; now: number; retryAfterMs?: number | undefined; jitter: number },
): ConcurrencyWindow {
  const { startedAt, now, retryAfterMs, jitter } = event;
  const fresh = startedAt >= window.decreasedAt;
  const streak = fresh ? window.streak + 1 : window.streak;
  const doubling = Math.min(longestPauseMs, firstPauseMs * 2 ** (streak - 1)) * (0.5 + jitter / 2);
  const pauseMs = retryAfterMs ?? (fresh ? doubling : 0);
  const pausedUntil = Math.max(window.pausedUntil, now + pauseMs);
  if (!fresh) return { ...window, pausedUntil };
  const level = Math.max(1, window.level / 2);
  // who comes back from the pause is no old news
  return { ...window, level, slowStartUntil: level, pausedUntil, streak, decreasedAt: now };
}

/** Places that are open now. */
export function placesOf(window: ConcurrencyWindow, now: number): number {
  return now < window.pausedUntil ? 0 : Math.floor(window.level);
}
