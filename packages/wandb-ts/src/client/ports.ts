/** What the library needs of the outer world. Each has a default by Node in `node-ports.ts`. */

export interface FetchInit {
  method: "GET" | "POST" | "PUT";
  headers: Record<string, string>;
  body?: string | Uint8Array | AsyncIterable<Uint8Array> | undefined;
  /** Milliseconds until the whole exchange is given up. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface FetchAnswer {
  status: number;
  headers: { get(name: string): string | null };
  /** As it arrives; read once. */
  body: AsyncIterable<Uint8Array>;
}

/** Answers whatever status came; throws when nothing came. An error with `retryable: false` is not tried again. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** Milliseconds. */
export interface Clock {
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Bytes from `start` to before `end`. */
export interface Range {
  start: number;
  end: number;
}

export interface Files {
  size(path: string): Promise<number>;
  read(path: string, range?: Range): AsyncIterable<Uint8Array>;
  /** Makes the folder; throws what `chunks` throws, and then leaves nothing. */
  write(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
}

export interface Ports {
  fetch: Fetch;
  clock: Clock;
  files: Files;
  /** Uniform in [0, 1): jitter of pauses, ids. */
  random: () => number;
}
