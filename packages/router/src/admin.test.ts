import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { type AdminParts, adminApi } from "./admin.ts";

/** Answers GET /admin/state to whoever asks from this address with this header. */
async function statusFor(remoteAddress: string, authorization: string | undefined): Promise<number> {
  const parts = {
    token: () => "0123456789abcdef0123",
    requestLog: { flush: async () => undefined },
    state: () => ({}),
  };
  let status = 0;
  const response = {
    writeHead(code: number) {
      status = code;
      return this;
    },
    end: () => undefined,
    setHeader: () => undefined,
  };
  const request = { method: "GET", url: "/admin/state", headers: { authorization }, socket: { remoteAddress }, on };
  function on(event: string, heard: () => void): void {
    if (event === "end") heard();
  }
  await adminApi(parts as unknown as AdminParts)(
    request as unknown as IncomingMessage,
    response as unknown as ServerResponse,
  );
  return status;
}

describe("the admin API", () => {
  const right = "Bearer 0123456789abcdef0123";

  it("answers this machine alone, whatever the router listens on", async () => {
    for (const local of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
      expect([local, await statusFor(local, right)]).toEqual([local, 200]);
    for (const other of ["10.0.0.7", "192.168.127.1", "::ffff:10.0.0.7", "fe80::1", "1127.0.0.1", "::1:127.0.0.1"])
      expect([other, await statusFor(other, right)]).toEqual([other, 403]);
  });

  it("wants the whole token, whatever its length", async () => {
    for (const wrong of [undefined, "", "Bearer ", right.slice(0, -1), `${right}0`, right.toLowerCase()])
      expect(await statusFor("127.0.0.1", wrong)).toBe(401);
  });
});
