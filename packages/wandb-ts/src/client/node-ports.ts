import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock, Fetch, Files, Ports } from "./ports.ts";

export function nodePorts(): Ports {
  return { fetch: nodeFetch, clock: nodeClock, files: nodeFiles, random: Math.random };
}

const nodeFetch: Fetch = async (url, { method, headers, body, timeoutMs, signal }) => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const streamed = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array);
  const response = await fetch(url, {
    method,
    headers,
    signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    ...(body !== undefined && { body: streamed ? Readable.toWeb(Readable.from(body)) : body }),
    // for any other mode fetch keeps a copy of the body, the whole of it, in case that it is sent once more
    ...(streamed ? { duplex: "half", redirect: "error", window: null } : { redirect: "manual" }),
  } as RequestInit);
  return { status: response.status, headers: response.headers, body: chunksOf(response) };
};

async function* chunksOf(response: Response): AsyncGenerator<Uint8Array> {
  if (response.body) for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) yield chunk;
}

const nodeClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => void (await delay(ms, undefined, signal ? { signal } : {})),
};

const nodeFiles: Files = {
  size: async (path) => (await stat(path)).size,
  // a stream's `end` is inclusive
  read: (path, range) =>
    createReadStream(path, { highWaterMark: 2 ** 18, ...(range && { start: range.start, end: range.end - 1 }) }),
  async write(path, chunks) {
    const partial = `${path}.${randomUUID()}.partial`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await pipeline(Readable.from(chunks), createWriteStream(partial, { flags: "wx", flush: true }));
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
  },
};
