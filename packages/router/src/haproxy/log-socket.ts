import { createServer, type Socket } from "node:net";
import { listenOn } from "./listen.ts";

/** More than any line that HAProxy writes. */
const longestLine = 16 * 1024;

export interface LogSocket {
  close(): Promise<void>;
}

/**
 * Where HAProxy's ring sends its log, a line for each request. A line that is torn off by the end of the connection is
 * handed over as it is.
 */
export async function readLog(path: string, see: (line: string) => void): Promise<LogSocket> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let rest = "";
    socket.setEncoding("utf8");
    socket.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) see(line);
      if (rest.length <= longestLine) return;
      see(rest);
      rest = "";
    });
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      open.delete(socket);
      if (rest !== "") see(rest);
    });
  });
  await listenOn(server, path);
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
