/**
 * Runs the work for every item, at most `concurrency` at a time, and yields results as they come. Items are drawn only
 * as there is room, so an endless source needs no memory. The first error stops the drawing and is thrown after the
 * work that runs has ended.
 */
export async function* runPool<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const running = new Set<Promise<{ done: Promise<unknown>; result?: Result; error?: unknown }>>();
  let exhausted = false;
  try {
    for (;;) {
      while (!exhausted && running.size < concurrency) {
        const next = await source.next();
        if (next.done) {
          exhausted = true;
          break;
        }
        const task = work(next.value).then(
          (result) => ({ done: task, result }),
          (error: unknown) => ({ done: task, error }),
        ) as Promise<{ done: Promise<unknown>; result?: Result; error?: unknown }>;
        running.add(task);
      }
      if (running.size === 0) return;
      const ended = await Promise.race(running);
      running.delete(ended.done as never);
      if ("error" in ended) throw ended.error;
      yield ended.result as Result;
    }
  } finally {
    await Promise.all(running);
    await source.return?.();
  }
}
