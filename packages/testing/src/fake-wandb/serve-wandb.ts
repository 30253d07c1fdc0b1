import { gunzipSync } from "node:zlib";
import { serveFake } from "../serve-fake.ts";
import type { FakeWandb } from "./fake-wandb.ts";
import { wandbCall } from "./in-process.ts";

/** Puts the fake behind a socket of this machine. */
export async function serveWandb(fake: FakeWandb): Promise<{ url: string; close(): Promise<void> }> {
  const { origin, close } = await serveFake(({ method, url, headers, body }) => {
    const plain = headers.get("content-encoding") === "gzip" ? gunzipSync(body) : body;
    return fake.handle(wandbCall(method, url, headers, plain));
  });
  fake.baseUrl = origin;
  return { url: origin, close };
}
