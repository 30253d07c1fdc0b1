import { ToolkitError } from "#contracts";
import { type Platform, RetryAfterError } from "#platform";
import {
  afterCongestion,
  afterSuccess,
  firstPauseMs,
  longestPauseMs,
  openWindow,
  placesOf,
} from "./concurrency-window.ts";

export interface PoolOptions {
  /** Never more at once than this. */
  concurrency: number;
  /** Attempts at one item in all; 5 unless told. */
  attempts?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Told when the server had no room: how many may run now, and for how long nobody starts. */
  onCongestion?: ((level: number, pauseMs: number) => void) | undefined;
}

/** What became of an item: a result, or the error of its last attempt. */
export type Outcome<Item, Result> = { item: Item; result: Result } | { item: Item; error: ToolkitError };

interface Job<Item> {
  item: Item;
  attempt: number;
}

const congestedStatuses = new Set([429, 502, 503, 504, 529]);

/** Whether the server had no room or no time, rather than something against this request. */
function isCongestion({ status, code }: ToolkitError): boolean {
  return congestedStatuses.has(status ?? 0) || code === "http-timeout" || code === "http-unreachable";
}

/**
 * Works on every item, as many at once as the server bears, and yields outcomes as they come. The level follows the
 * answers (`concurrency-window.ts`); a pause holds for all, so that a server that asks for rest gets it. An item whose
 * error is retryable comes again, before new ones. Items are drawn only as there is room, and no more outcomes wait than
 * run: memory does not grow with the number of items. Anything thrown that is no ToolkitError, a cancelled signal, or an
 * error of the source ends the pool; so does a consumer who stops reading. What then runs is aborted and awaited.
 */
export async function* adaptivePool<Item, Result>(
  { clock, random }: Pick<Platform, "clock" | "random">,
  items: AsyncIterable<Item> | Iterable<Item>,
  { concurrency, attempts = 5, signal: outer, onCongestion }: PoolOptions,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Outcome<Item, Result>> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const ending = new AbortController();
  const signal = outer ? AbortSignal.any([outer, ending.signal]) : ending.signal;
  const waiting: Job<Item>[] = [];
  const outcomes: Outcome<Item, Result>[] = [];
  const running = new Set<Promise<void>>();
  let window = openWindow(concurrency);
  let [exhausted, drawing, pausing, resting] = [false, false, false, 0];
  let end: { error: unknown } | undefined;
  let wake: (() => void) | undefined;
  let drawn = Promise.resolve();

  function notify(): void {
    wake?.();
    wake = undefined;
  }

  function stop(error: unknown): void {
    end ??= { error };
    notify();
  }

  /** Starts what there is room for: first what comes again, then new items. */
  function fill(): void {
    while (!end && outcomes.length < concurrency) {
      const now = clock.monotonic();
      const job = running.size < placesOf(window, now) ? waiting.shift() : undefined;
      if (job) start(job, now);
      else {
        if (now < window.pausedUntil) pause(Math.ceil(window.pausedUntil - now));
        else if (running.size < placesOf(window, now)) draw();
        return;
      }
    }
  }

  function pause(ms: number): void {
    if (pausing) return;
    pausing = true;
    clock.sleep(ms, signal).then(() => {
      pausing = false;
      fill();
    }, stop);
  }

  function draw(): void {
    if (drawing || exhausted) return;
    drawing = true;
    drawn = Promise.resolve(source.next()).then((next) => {
      drawing = false;
      if (next.done) exhausted = true;
      else waiting.push({ item: next.value, attempt: 1 });
      fill();
      if (exhausted) notify();
    }, stop);
  }

  function start(job: Job<Item>, startedAt: number): void {
    const full = running.size + 1 >= placesOf(window, startedAt);
    const task = attempt(job, startedAt, full).then(() => {
      running.delete(task);
      fill();
      notify();
    });
    running.add(task);
  }

  async function attempt(job: Job<Item>, startedAt: number, full: boolean): Promise<void> {
    try {
      const result = await work(job.item, signal);
      window = afterSuccess(window, { full });
      outcomes.push({ item: job.item, result });
    } catch (error) {
      failed(job, error, startedAt);
    }
  }

  function failed(job: Job<Item>, error: unknown, startedAt: number): void {
    if (!(error instanceof ToolkitError) || signal.aborted) {
      stop(error);
      return;
    }
    const retryAfterMs = error instanceof RetryAfterError ? error.pauseMs : undefined;
    const congestion = isCongestion(error);
    if (congestion) {
      const now = clock.monotonic();
      const before = window;
      window = afterCongestion(window, { startedAt, now, retryAfterMs, jitter: random.uniform() });
      if (window.level !== before.level || window.pausedUntil > before.pausedUntil)
        onCongestion?.(Math.floor(window.level), Math.max(0, window.pausedUntil - now));
    }
    // a request that ran out of time may have been answered, and billed: once more is enough
    const most = error.code === "http-timeout" ? Math.min(attempts, 2) : attempts;
    if (!error.retryable || job.attempt >= most) outcomes.push({ item: job.item, error });
    // where all rest, the item comes right after the rest; a trouble of its own is waited out by it alone
    else
      later({ ...job, attempt: job.attempt + 1 }, congestion ? 0 : (retryAfterMs ?? firstPauseMs * 2 ** job.attempt));
  }

  function later(job: Job<Item>, ms: number): void {
    const back = (): void => {
      resting -= ms > 0 ? 1 : 0;
      waiting.push(job);
      fill();
    };
    if (ms <= 0) back();
    else {
      resting += 1;
      clock.sleep(Math.min(ms, longestPauseMs), signal).then(back, stop);
    }
  }

  try {
    fill();
    for (;;) {
      if (end) throw end.error;
      const outcome = outcomes.shift();
      if (outcome) {
        fill();
        yield outcome;
      } else if (exhausted && running.size + waiting.length + resting === 0) return;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    end ??= { error: undefined };
    ending.abort();
    await Promise.all(running);
    await drawn;
    await source.return?.();
  }
}
