import { serveFake } from "../serve-fake.ts";
import type { FakeHub } from "./fake-hub.ts";

/** Puts the fake behind a socket of this machine. */
export async function serveHub(hub: FakeHub): Promise<{ url: string; close(): Promise<void> }> {
  const { origin, port, close } = await serveFake((call) => hub.handle(call));
  hub.baseUrl = origin;
  hub.storageUrl = `http://localhost:${port}`;
  return { url: origin, close };
}
