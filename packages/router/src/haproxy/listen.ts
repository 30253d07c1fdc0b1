import type { Server } from "node:net";
import { ToolkitError } from "#contracts";

/** What the system takes for a socket's path. */
const longestPath = 107;

/** @throws ToolkitError `socket-path`: the system would cut it off, and both sides would look in different places */
export function requireSocketPath(path: string): string {
  if (Buffer.byteLength(path) <= longestPath) return path;
  throw new ToolkitError({
    code: "socket-path",
    provider: "haproxy",
    message: `${path} has more than the ${longestPath} bytes that a socket's path may have`,
    hint: "choose a shorter state-dir",
  });
}

/** What a process that was killed left there is to be removed before. */
export function listenOn(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: requireSocketPath(path) }, () => resolve());
  });
}
