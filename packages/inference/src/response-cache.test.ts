import { appendFile, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { nodeFiles, nodeRandom } from "#platform";
import { dyingFiles } from "#testing";
import type { ChatAnswer, ChatRequest, Inference } from "./inference.ts";
import { newKeyIndex } from "./key-index.ts";
import { openResponseCache } from "./response-cache.ts";

const answerer = { provider: "openai", model: "gpt-4o" };
const request = (content: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: "user", content }],
  maxTokens: 8,
  temperature: 0,
  ...more,
});

let asked: string[];
let folder: string;
const inference: Inference = {
  async chat({ messages }) {
    const content = messages[0]?.content ?? "";
    asked.push(content);
    await new Promise((resolve) => setImmediate(resolve));
    if (content === "fail") throw new Error("no answer");
    return {
      content: `${content} → ${asked.length}`,
      finishReason: "stop",
      promptTokens: 5,
      completionTokens: 2,
      latencySeconds: 0.5,
      firstTokenSeconds: null,
      model: "gpt-4o",
      requestId: "r",
    } satisfies ChatAnswer;
  },
  likelihood: async () => undefined,
  models: async () => ["gpt-4o"],
};
const open = (files = nodeFiles()) => openResponseCache({ files, random: nodeRandom() }, folder);

beforeEach(async () => {
  asked = [];
  folder = join(await mkdtemp(join(tmpdir(), "genai-mlops-")), "cache");
});

describe("a cache of answers", () => {
  it("pays for a question once, also in another run", async () => {
    const first = (await open()).wrap(inference, answerer);
    const answer = await first.chat(request("Привет\n\u2028?"));
    expect(answer.fromCache).toBeUndefined();
    expect(await first.chat(request("Привет\n\u2028?"))).toEqual({ ...answer, fromCache: true });
    const cache = await open();
    expect(await cache.wrap(inference, answerer).chat(request("Привет\n\u2028?"))).toEqual({
      ...answer,
      fromCache: true,
    });
    expect(cache.counts()).toEqual({ found: 1, added: 0 });
    expect(asked).toHaveLength(1);
  });

  it("keeps repeats repeats", async () => {
    const cache = await open();
    const contents: string[] = [];
    for (const repeat of [0, 1, 2, 0, 1, 2])
      contents.push((await cache.wrap(inference, answerer, repeat).chat(request("a"))).content);
    expect(contents).toEqual(["a → 1", "a → 2", "a → 3", "a → 1", "a → 2", "a → 3"]);
  });

  it.each<[string, Partial<ChatRequest>, Partial<typeof answerer & { endpoint: string }>]>([
    ["another model", {}, { model: "gpt-4o-mini" }],
    ["another provider", {}, { provider: "azure-openai" }],
    ["another address", {}, { endpoint: "http://a" }],
    ["another temperature", { temperature: 0.5 }, {}],
    ["another limit", { maxTokens: 9 }, {}],
    ["another seed", { seed: 1 }, {}],
    ["another stop", { stop: ["x"] }, {}],
    ["another schema", { responseSchema: { name: "a", schema: {} } }, {}],
    ["another role", { messages: [{ role: "system", content: "a" }] }, {}],
  ])("takes %s for another question", async (_what, more, other) => {
    const cache = await open();
    await cache.wrap(inference, answerer).chat(request("a"));
    await cache.wrap(inference, { ...answerer, ...other }).chat(request("a", more));
    expect(asked).toHaveLength(2);
  });

  it("takes the request's id and pieces for no difference", async () => {
    const cached = (await open()).wrap(inference, answerer);
    await cached.chat(request("a", { requestId: "1" }));
    await cached.chat(request("a", { requestId: "2", stream: true }));
    expect(asked).toHaveLength(1);
  });

  it("asks once for what many ask at a time, and again for who comes after a failure", async () => {
    const cached = (await open()).wrap(inference, answerer);
    const answers = await Promise.all([
      cached.chat(request("a")),
      cached.chat(request("a")),
      cached.chat(request("b")),
    ]);
    expect(asked.toSorted()).toEqual(["a", "b"]);
    expect(answers.filter(({ fromCache }) => fromCache)).toHaveLength(1);
    await expect(cached.chat(request("fail"))).rejects.toThrow("no answer");
    await expect(cached.chat(request("fail"))).rejects.toThrow("no answer");
    expect(asked).toHaveLength(4);
  });

  it("says what is there without asking", async () => {
    const cache = await open();
    await cache.wrap(inference, answerer, 1).chat(request("a"));
    expect(await cache.has(answerer, request("a"), 1)).toBe(true);
    expect(await cache.has(answerer, request("a"), 2)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  it("passes over what is torn, garbled or not its own, and writes it anew", async () => {
    await (await open()).wrap(inference, answerer).chat(request("a"));
    const [name = ""] = await readdir(folder);
    const line = await readFile(join(folder, name), "utf8");
    for (const content of [
      line.slice(0, 90),
      line.slice(0, -1),
      line.replace('"content":', '"cnotent":'),
      `${line.slice(0, 100)}\n`,
      "\u0000\u0001\n",
      line.replace(/"key":"../, '"key":"zz'),
      "",
    ]) {
      await writeFile(join(folder, name), content);
      asked = [];
      await (await open()).wrap(inference, answerer).chat(request("a"));
      expect(asked).toHaveLength(1);
      expect((await (await open()).wrap(inference, answerer).chat(request("a"))).fromCache).toBe(true);
      for (const other of await readdir(folder)) if (other !== name) await writeFile(join(folder, other), "");
    }
  });

  it("reads whole lines after a torn one", async () => {
    await (await open()).wrap(inference, answerer).chat(request("a"));
    const [name = ""] = await readdir(folder);
    const line = await readFile(join(folder, name), "utf8");
    await writeFile(join(folder, name), `${line.slice(0, 90)}\n`);
    await appendFile(join(folder, name), line);
    expect((await (await open()).wrap(inference, answerer).chat(request("a"))).fromCache).toBe(true);
  });

  it("loses nothing that was answered before a death at any write", async () => {
    for (let calls = 1; calls <= 4; calls++) {
      const cached = (await open(dyingFiles(nodeFiles(), calls))).wrap(inference, answerer, calls);
      const kept: string[] = [];
      for (const content of ["a", "b", "c"])
        await cached.chat(request(content)).then(
          () => kept.push(content),
          () => undefined,
        );
      asked = [];
      const again = (await open()).wrap(inference, answerer, calls);
      for (const content of kept) await again.chat(request(content));
      expect(asked).toEqual([]);
      expect(kept).toHaveLength(calls - 1);
    }
  });

  it("stays in few files, however many runs there were", async () => {
    for (let run = 0; run < 30; run++) await (await open()).wrap(inference, answerer).chat(request(`q${run}`));
    expect((await readdir(folder)).length).toBeLessThan(12);
    asked = [];
    const cached = (await open()).wrap(inference, answerer);
    for (let run = 0; run < 30; run++) await cached.chat(request(`q${run}`));
    expect(asked).toEqual([]);
  });
});

describe("an index of keys", () => {
  it("finds every place, the newest first, whatever else is in it", () => {
    const hex = (value: number): string => value.toString(16).padStart(13, "0").padEnd(64, "0");
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3000 }), (values) => {
        const index = newKeyIndex();
        const model = new Map<number, number[]>();
        for (const [offset, value] of values.entries()) {
          // neighbours in the table, so that they push each other on
          index.add(hex(value * 1024), { shard: value, offset });
          model.set(value, [offset, ...(model.get(value) ?? [])]);
        }
        for (const [value, offsets] of model)
          expect(index.places(hex(value * 1024))).toEqual(offsets.map((offset) => ({ shard: value, offset })));
        expect(index.places(hex(7777 * 1024))).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("holds a million keys in megabytes", () => {
    const index = newKeyIndex();
    const before = process.memoryUsage().arrayBuffers;
    // odd multiples of the golden ratio visit every remainder, as hashes about do
    for (let at = 0; at < 1_000_000; at++) {
      const key = ((at * 2654435761) % 2 ** 32).toString(16).padStart(13, "0").padEnd(64, "0");
      index.add(key, { shard: 3, offset: at });
    }
    expect(index.size()).toBe(1_000_000);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80_000_000);
  });
});
