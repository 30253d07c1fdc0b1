import { describe, expect, it } from "vitest";
import { UsageWatch } from "./usage.ts";

const saw = (...pieces: string[]): UsageWatch => {
  const watch = new UsageWatch();
  for (const piece of pieces) watch.see(Buffer.from(piece));
  return watch;
};
const usage = '{"usage":{"prompt_tokens": 7,"completion_tokens":3}}';

describe("what an answer says of itself", () => {
  it("is found at the end, whatever pieces it came in", () => {
    const whole = `data: {}\n\n${"x".repeat(50_000)}${usage}`;
    for (const size of [1, 7, 1000, 8192, 9000, 16_384, 60_000]) {
      const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, index) =>
        whole.slice(index * size, (index + 1) * size),
      );
      expect([size, saw(...pieces).tokens]).toEqual([size, { prompt: 7, completion: 3 }]);
    }
  });

  it("is the last count, and none of what lies far before the end", () => {
    expect(saw(usage, '{"usage":{"prompt_tokens":7,"completion_tokens":12}}').tokens.completion).toBe(12);
    expect(saw('"completion_tokens":5,"completion_tokens":null').tokens).toEqual({ prompt: null, completion: 5 });
    expect(saw(usage, "x".repeat(20_000)).tokens).toEqual({ prompt: null, completion: null });
    expect(saw().tokens).toEqual({ prompt: null, completion: null });
  });

  it("is an error where a line of the stream is one", () => {
    expect(saw("data: {}\n\n", 'data: {"error":{}}\n\n').streamError).toBe(true);
    expect(saw('data: {"choices":[{"delta":{"content":"data: {\\"error\\""}}]}\n\n').streamError).toBe(false);
  });
});
