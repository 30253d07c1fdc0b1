import { WandbError } from "./error.ts";
import type { Clock } from "./ports.ts";

export interface RetryOptions {
  /** In all, the first one included. */
  attempts: number;
  firstPauseMs: number;
  longestPauseMs: number;
  onRetry?: ((attempt: number, reason: string, pauseMs: number) => void) | undefined;
}

const retryableStatuses = new Set([408, 409, 425, 429]);

/** The official client repeats these too; 409 is W&B's word for two transactions in each other's way. */
export function isRetryableStatus(status: number): boolean {
  return retryableStatuses.has(status) || status >= 500;
}

/** Repeats `work` while it throws what says it is retryable; a pause doubles, with jitter, unless the server says how long. */
export async function withRetry<Result>(
  { clock, random }: { clock: Clock; random: () => number },
  { attempts, firstPauseMs, longestPauseMs, onRetry }: RetryOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof WandbError) || !error.retryable || attempt >= attempts) throw error;
      const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1));
      const pauseMs = error.retryAfterMs ?? Math.round(ceiling * (0.5 + random() / 2));
      onRetry?.(attempt, error.message, pauseMs);
      await clock.sleep(pauseMs);
    }
  }
}

const longestRetryAfterMs = 120_000;

/** Of a Retry-After header: seconds or an HTTP date; undefined when absent or unreadable. */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (!value) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestRetryAfterMs);
}
