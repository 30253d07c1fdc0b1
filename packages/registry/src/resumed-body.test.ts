import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { type HttpResponse, maskedSecrets } from "#platform";
import { fakeClock, recordedLog } from "#testing";
import { resumedBody } from "./resumed-body.ts";

const mebibyte = 2 ** 20;

/** Bytes of a file, by a server that cuts each answer after some of them. */
function cutting(size: number, bytesAnAnswer: number) {
  const asked: number[] = [];
  const open = async (arrived: number): Promise<HttpResponse> => {
    asked.push(arrived);
    const end = Math.min(arrived + bytesAnAnswer, size);
    const body = (async function* () {
      for (let at = arrived; at < end; at += mebibyte) yield new Uint8Array(Math.min(mebibyte, end - at));
      if (end < size) throw new ToolkitError({ code: "http-cut", retryable: true, message: "cut" });
    })();
    return { status: 206, headers: new Map(), body } as unknown as HttpResponse;
  };
  return { asked, open };
}

async function read(open: (arrived: number) => Promise<HttpResponse>): Promise<number> {
  let bytes = 0;
  const ports = { log: recordedLog(maskedSecrets()), clock: fakeClock() };
  for await (const chunk of resumedBody(ports, "read", open)) bytes += chunk.length;
  return bytes;
}

describe("a body that is cut", () => {
  it("goes on as long as it gets on, however often that is", async () => {
    const { open, asked } = cutting(40 * mebibyte, 2 * mebibyte);
    expect(await read(open)).toBe(40 * mebibyte);
    expect(asked).toHaveLength(20);
  });

  it("is given up after five answers that brought next to nothing", async () => {
    for (const bytes of [0, 1, mebibyte - 1]) {
      const { open, asked } = cutting(40 * mebibyte, bytes);
      await expect(read(open)).rejects.toMatchObject({ code: "http-cut" });
      expect(asked).toHaveLength(5);
    }
  });

  it("has all five tries again after it got on", async () => {
    const slow = cutting(4 * mebibyte, 1);
    const fast = cutting(4 * mebibyte, 2 * mebibyte);
    let count = 0;
    const open = (arrived: number) => {
      count += 1;
      return (count === 4 ? fast : slow).open(arrived);
    };
    await expect(read(open)).rejects.toMatchObject({ code: "http-cut" });
    expect(count).toBe(4 + 5);
  });
});
