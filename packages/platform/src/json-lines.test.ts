import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { jsonLines, readRows } from "./json-lines.ts";

const files = (content: string | Uint8Array, chunk = 7) => ({
  async *stream() {
    const bytes = Buffer.from(content);
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  },
});
const linesOf = (content: string | Uint8Array, options = {}) =>
  Array.fromAsync(jsonLines(files(content), "f.jsonl", options));

describe("jsonLines", () => {
  it("reads back whatever was written, however the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue()),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom("\n", "\r\n"),
        async (values, chunk, end) => {
          const content = values.map((value) => JSON.stringify(value) + end).join("");
          const lines = await Array.fromAsync(jsonLines(files(content, chunk), "f"));
          expect(lines).toEqual(
            values.map((value, index) => ({ line: index + 1, value: JSON.parse(JSON.stringify(value)) })),
          );
        },
      ),
    );
  });

  it("accepts a byte order mark, CRLF, blank lines and a last line without an end", async () => {
    expect(await linesOf('\uFEFF{"a":1}\r\n\r\n{"a":2}')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 3, value: { a: 2 } },
    ]);
  });

  it("names what is wrong with a line and goes on", async () => {
    const content = Buffer.concat([
      Buffer.from('{"a":\n"b\0"\n"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"\n"long enough"\n1'),
    ]);
    expect(await linesOf(content, { maxLineBytes: 10 })).toEqual([
      { line: 1, problem: "is not JSON" },
      { line: 2, problem: "holds a NUL byte" },
      { line: 3, problem: "is not valid UTF-8" },
      { line: 4, problem: "is longer than 10 bytes" },
      { line: 5, value: 1 },
    ]);
  });

  it("never holds a line over the limit", async () => {
    const huge = Buffer.alloc(10 * 1024 * 1024, "x");
    const [line] = await Array.fromAsync(jsonLines(files(huge, 65_536), "f"));
    expect(line).toEqual({ line: 1, problem: "is longer than 4194304 bytes" });
  });
});

describe("readRows", () => {
  const schema = z.object({ id: z.string() });

  it("reports all bad rows together: twenty of them, and how many there are", async () => {
    const content = Array.from({ length: 30 }, (_, index) => (index % 5 === 0 ? '{"id":"ok"}' : '{"id":7}')).join("\n");
    const rows: unknown[] = [];
    const reading = (async () => {
      for await (const row of readRows(files(content), "f.jsonl", schema)) rows.push(row);
    })();
    await expect(reading).rejects.toMatchObject({
      code: "bad-rows",
      problems: expect.objectContaining({ length: 21 }),
    });
    await expect(reading).rejects.toThrow("f.jsonl:2: id: Invalid input: expected string, received number");
    await expect(reading).rejects.toThrow("24 bad rows in all; the first 20 are listed");
    expect(rows).toHaveLength(6);
  });
});
