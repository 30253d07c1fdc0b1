import { serveFake } from "../serve-fake.ts";
import type { FakeCloud } from "./call.ts";

/** Puts a fake behind a socket of this machine. */
export async function serveCloud(fake: FakeCloud): Promise<{ origin: string; close(): Promise<void> }> {
  const { origin, close } = await serveFake((call) => {
    fake.calls.push(`${call.method} ${call.url.pathname}`);
    return fake.handle({ ...call, cut: false });
  });
  return { origin, close };
}
