import { ToolkitError } from "#contracts";
import type { Clock } from "./clock.ts";
import type { Http, HttpRequest, HttpResponse } from "./http.ts";
import type { Log } from "./log.ts";
import type { Random } from "./random.ts";

const retryableStatuses = new Set([408, 409, 429, 500, 502, 503, 504, 529]);

/** Whether an answer with this status may differ next time. Other 4xx never do. */
export function isRetryableStatus(status: number): boolean {
  return retryableStatuses.has(status);
}

export interface RetryOptions {
  /** Attempts in all, the first one included. */
  attempts?: number | undefined;
  /** First pause in milliseconds; doubles each time, up to `longestPauseMs`, with full jitter. */
  firstPauseMs?: number | undefined;
  longestPauseMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Told before each pause. */
  onRetry?: ((attempt: number, reason: string, pauseMs: number) => void) | undefined;
}

/** Says in the log what failed, and when the next attempt follows. @param who asked, where the reason does not name it */
export const loggedRetries =
  (log: Pick<Log, "info">, who?: string): NonNullable<RetryOptions["onRetry"]> =>
  (attempt, reason, pauseMs) =>
    log.info(
      `${who === undefined ? "" : `${who}: `}${reason}; attempt ${attempt + 1} follows in ${Math.round(pauseMs / 100) / 10} s`,
    );

/** Whether no answer came at all: nobody there, a broken exchange, or none in time. */
export function isUnanswered(error: unknown): error is ToolkitError {
  return error instanceof ToolkitError && (error.code === "http-unreachable" || error.code === "http-timeout");
}

type RetryPorts = { clock: Clock; random: Random };

/** Repeats `work` while it throws a ToolkitError that says it is retryable. */
export async function withRetry<Result>(
  { clock, random }: RetryPorts,
  work: (attempt: number) => Promise<Result>,
  options: RetryOptions = {},
): Promise<Result> {
  const attempts = options.attempts ?? 4;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      if (!(error instanceof ToolkitError) || !error.retryable || attempt >= attempts) throw error;
      const pauseMs = error instanceof RetryAfterError ? error.pauseMs : backOff(attempt, options, random);
      options.onRetry?.(attempt, error.message, pauseMs);
      await clock.sleep(pauseMs, options.signal);
    }
  }
}

/** A retryable answer that says itself when to come back. */
export class RetryAfterError extends ToolkitError {
  readonly pauseMs: number;

  constructor(details: ConstructorParameters<typeof ToolkitError>[0], pauseMs: number) {
    super({ ...details, retryable: true });
    this.pauseMs = pauseMs;
  }
}

function backOff(attempt: number, options: RetryOptions, random: Random): number {
  const ceiling = Math.min(options.longestPauseMs ?? 20_000, (options.firstPauseMs ?? 500) * 2 ** (attempt - 1));
  return Math.round(ceiling * (0.5 + random.uniform() / 2));
}

/**
 * Milliseconds of a Retry-After header (seconds or an HTTP date), capped at `longestMs`; undefined when absent or
 * unreadable.
 */
export function retryAfterMs(
  headers: ReadonlyMap<string, string>,
  now: number,
  longestMs = 120_000,
): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const wait = /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), longestMs);
}

/**
 * Sends until an answer comes that is not worth another try, and hands that answer over whatever its status.
 * For calls that are idempotent or carry an idempotency key.
 */
export async function sendWithRetry(
  ports: RetryPorts & { http: Http },
  request: HttpRequest,
  options: RetryOptions = {},
): Promise<HttpResponse> {
  let last: HttpResponse | undefined;
  const attempts = options.attempts ?? 4;
  return await withRetry(
    ports,
    async (attempt) => {
      last = await ports.http.send(request);
      if (!isRetryableStatus(last.status) || attempt >= attempts) return last;
      const details = { code: "http-retryable", status: last.status, retryable: true, message: `HTTP ${last.status}` };
      const pauseMs = retryAfterMs(last.headers, ports.clock.now());
      for await (const _chunk of last.body); // drained, so that the connection is reused
      throw pauseMs === undefined ? new ToolkitError(details) : new RetryAfterError(details, pauseMs);
    },
    { ...options, signal: options.signal ?? request.signal },
  );
}
