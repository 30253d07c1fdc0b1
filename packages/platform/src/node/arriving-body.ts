import type { Readable } from "node:stream";

const queueLimit = 256 * 1024;

/**
 * A body that is taken off its socket as it comes, up to 256 KiB ahead of its reader. So the small body of an answer of
 * which only the status mattered ends by itself and gives its connection back, and a large one waits for its reader.
 * Cheaper than the stream's own iterator: about half of the CPU time of a short exchange.
 */
export function arrivingBody(source: Readable, fail: (cause: unknown) => Error): AsyncIterable<Uint8Array> {
  const queue: Uint8Array[] = [];
  let [held, ended] = [0, false];
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  const notify = (): void => {
    wake?.();
    wake = undefined;
  };
  source.on("data", (chunk: Uint8Array) => {
    queue.push(chunk);
    held += chunk.length;
    if (held > queueLimit) source.pause();
    notify();
  });
  source.on("end", () => {
    ended = true;
    notify();
  });
  source.on("error", (cause) => {
    failure ??= fail(cause);
    notify();
  });
  // a connection that closes before the end, without an error of its own
  source.on("close", () => {
    if (!ended) failure ??= fail(new Error("the connection closed in the middle of the answer"));
    notify();
  });

  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const chunk = queue.shift();
        if (chunk) {
          held -= chunk.length;
          if (source.isPaused() && held <= queueLimit) source.resume();
          yield chunk;
        } else if (failure) throw failure;
        else if (ended) return;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
      }
    } finally {
      if (!ended) source.destroy();
    }
  }
  return chunks();
}
