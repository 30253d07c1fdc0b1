import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { jsonLines, type Platform } from "#platform";
import type { ChatAnswer, ChatRequest, Inference } from "./inference.ts";
import { type KeyIndex, newKeyIndex } from "./key-index.ts";

type Ports = Pick<Platform, "files" | "random">;

/** Who answers: what else than the request an answer depends on. */
export interface Answerer {
  provider: string;
  model: string;
  /** Address, where the provider has more than one. */
  endpoint?: string | undefined;
}

export interface ResponseCache {
  /**
   * The same model, asked only what it was not asked before. Repeats of one question are questions of their own, so that
   * they stay repeats. Requests under way for the same answer wait for it together.
   */
  wrap(inference: Inference, answerer: Answerer, repeat?: number): Inference;
  /** Whether the answer is there, for an estimate of what a run will cost. */
  has(answerer: Answerer, request: ChatRequest, repeat?: number): Promise<boolean>;
  /** Answers that were found, and those that were added. */
  counts(): { found: number; added: number };
}

/** A change of what an entry means makes a new version, and old entries are not found any more. */
const version = 1;

const entrySchema = z.object({
  key: z.string().regex(/^[0-9a-f]{64}$/),
  answer: z.object({
    content: z.string(),
    finishReason: z.string().nullable(),
    promptTokens: z.number().nullable(),
    completionTokens: z.number().nullable(),
    latencySeconds: z.number(),
    firstTokenSeconds: z.number().nullable(),
    model: z.string().nullable(),
    requestId: z.string().nullable(),
    cachedTokens: z.number().nullish(),
    ignored: z.array(z.string()).optional(),
  }),
});

/** More files than this are joined when the cache is opened. */
const mostShards = 8;

/**
 * Answers in a folder: JSON lines, appended to one file a run, so that kill -9 costs the line that was being written and a
 * run beside this one disturbs nothing. Answers stay on the disk; in memory are 16 bytes for each. An entry that cannot be
 * read is no entry, and is written anew.
 */
export async function openResponseCache(ports: Ports, folder: string): Promise<ResponseCache> {
  const { files, random } = ports;
  const shards: string[] = [];
  const index = newKeyIndex();
  for (const name of await shardsIn(ports, folder)) await indexShard(files, join(folder, name), shards, index);

  const under = new Map<string, Promise<ChatAnswer>>();
  let [found, added] = [0, 0];
  let own: { shard: number; size: number } | undefined;
  let writing: Promise<unknown> = Promise.resolve();

  async function read(key: string): Promise<ChatAnswer | undefined> {
    for (const place of index.places(key)) {
      const line = await lineAt(files, shards[place.shard] as string, place.offset);
      const entry = entrySchema.safeParse(line);
      if (entry.success && entry.data.key === key) return { ...entry.data.answer, fromCache: true };
    }
    return undefined;
  }

  /** One line after the other, since the place of each is the end of those before it. */
  function write(key: string, answer: ChatAnswer): Promise<void> {
    const done = writing.then(async () => {
      own ??= { shard: shards.push(join(folder, `${random.uuid()}.jsonl`)) - 1, size: 0 };
      const line = `${JSON.stringify({ key, answer })}\n`;
      const offset = own.size;
      await files.append(shards[own.shard] as string, line);
      own.size += Buffer.byteLength(line);
      index.add(key, { shard: own.shard, offset });
      added += 1;
    });
    // a disk that is full must not fail the writes after it in this one's name
    writing = done.catch(() => {
      own = undefined;
    });
    return done;
  }

  async function chat(key: string, ask: () => Promise<ChatAnswer>): Promise<ChatAnswer> {
    const known = await read(key);
    if (known) {
      found += 1;
      return known;
    }
    const { fromCache: _, ...answer } = await ask();
    await write(key, answer);
    return answer;
  }

  return {
    wrap: (inference, answerer, repeat = 0) => ({
      ...inference,
      async chat(request, signal) {
        const key = keyOf(answerer, request, repeat);
        const first = under.get(key);
        if (first) {
          // paid by the one who asked first
          const answer = await first.catch(() => undefined);
          if (answer) return { ...answer, fromCache: true };
        }
        const mine = chat(key, () => inference.chat(request, signal));
        under.set(key, mine);
        try {
          return await mine;
        } finally {
          if (under.get(key) === mine) under.delete(key);
        }
      },
    }),
    has: async (answerer, request, repeat = 0) => (await read(keyOf(answerer, request, repeat))) !== undefined,
    counts: () => ({ found, added }),
  };
}

/** Everything that an answer depends on; not the request's id, nor whether it comes in pieces. */
function keyOf({ provider, model, endpoint }: Answerer, request: ChatRequest, repeat: number): string {
  const { messages, maxTokens, temperature, seed, stop, responseSchema } = request;
  const turns = messages.map(({ role, content }) => [role, content]);
  const settings = [maxTokens, temperature ?? null, seed ?? null, stop ?? null, responseSchema ?? null];
  const parts = [version, provider, model, endpoint ?? null, turns, settings, repeat];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const isShard = (name: string): boolean => /^[0-9a-f-]{36}\.jsonl$/.test(name);

/** Names of the shards; many small ones are joined to one first, whole before the old ones go. */
async function shardsIn({ files, random }: Ports, folder: string): Promise<string[]> {
  const names = (await files.list(folder)).filter(isShard);
  if (names.length <= mostShards) return names;
  const joined = `${random.uuid()}.jsonl`;
  await files.writeStream(join(folder, joined), entriesOf(files, folder, names));
  for (const name of names) await files.remove(join(folder, name));
  return [joined];
}

async function* entriesOf(files: Ports["files"], folder: string, names: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const name of names)
    for await (const item of jsonLines(files, join(folder, name))) {
      const entry = entrySchema.safeParse("value" in item ? item.value : undefined);
      if (entry.success) yield Buffer.from(`${JSON.stringify(entry.data)}\n`);
    }
}

async function indexShard(files: Ports["files"], path: string, shards: string[], index: KeyIndex): Promise<void> {
  const shard = shards.push(path) - 1;
  for await (const { offset, head } of linesOf(files, path)) {
    const [, key] = /^\{"key":"([0-9a-f]{64})",/.exec(head) ?? [];
    if (key !== undefined) index.add(key, { shard, offset });
  }
}

/** Where the lines of a file begin, and their first bytes: enough for a key. */
async function* linesOf(files: Ports["files"], path: string): AsyncGenerator<{ offset: number; head: string }> {
  const headBytes = 80;
  let [offset, size] = [0, 0];
  let head = Buffer.alloc(0);
  for await (const chunk of files.stream(path)) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end));
      yield { offset, head: head.toString("latin1") };
      offset += size + 1;
      [size, head] = [0, Buffer.alloc(0)];
      start = end + 1;
    }
    take(chunk.subarray(start));
  }
  // a line without an end was torn

  function take(part: Uint8Array): void {
    size += part.length;
    if (head.length < headBytes) head = Buffer.concat([head, part.subarray(0, headBytes - head.length)]);
  }
}

/** Undefined when there is no such line, or it is no JSON. */
async function lineAt(files: Ports["files"], path: string, offset: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of files.stream(path, { start: offset })) {
      const end = chunk.indexOf(10);
      chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
      if (end !== -1) return JSON.parse(Buffer.concat(chunks).toString("utf8"));
    }
  } catch {
    // removed by another run, or torn
  }
  return undefined;
}
