import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/** Below what Linux, macOS and Windows hand out by themselves (from 32768, 49152), so that no other program gets it by chance. */
const range = { from: 20_000, to: 30_000 };
const tries = 100;

/** A TCP port of the loopback interface that nobody listened on just now. */
export async function freePort(): Promise<number> {
  for (let tried = 1; ; tried++) {
    const port = randomInt(range.from, range.to);
    const server = createServer().listen(port, "127.0.0.1");
    try {
      await once(server, "listening");
    } catch (error) {
      if (tried === tries) throw error;
      continue;
    }
    server.close();
    await once(server, "close");
    return port;
  }
}
