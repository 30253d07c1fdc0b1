import type { Http } from "#platform";

/**
 * A `fetch` for a vendor's client that goes through our port, so that time limits, proxies and errors are ours. The error
 * that the port throws comes back as a cause of the client's own.
 */
export function fetchThrough(http: Http, timeoutMs: number): typeof globalThis.fetch {
  return async (target, init = {}) => {
    const response = await http.send({
      method: (init.method ?? "GET") as "GET" | "POST",
      url: typeof target === "string" ? target : target instanceof URL ? target.href : target.url,
      headers: Object.fromEntries(new Headers(init.headers)),
      body: init.body === null || init.body === undefined ? undefined : (init.body as string | Uint8Array),
      timeoutMs,
      signal: init.signal ?? undefined,
    });
    const bodiless = [101, 204, 205, 304].includes(response.status);
    return new Response(bodiless ? null : streamOf(response.body), {
      status: response.status,
      headers: [...response.headers],
    });
  };
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
