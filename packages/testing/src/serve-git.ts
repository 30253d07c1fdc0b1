import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface GitAnswer {
  status: number;
  body: Buffer | string;
  headers?: Record<string, string>;
}

export interface ServedGit {
  /** Of the repository at `<root>/<name>`. */
  url(name: string): string;
  calls: string[];
  /** Stands before every request; a test makes faults of it. `undefined`: the connection is cut. */
  interfere(
    call: string,
    proceed: () => Promise<GitAnswer>,
    headers: IncomingHttpHeaders,
  ): Promise<GitAnswer | undefined>;
  close(): Promise<void>;
}

/** Git's own server (git-http-backend) over HTTP, for the bare repositories below a folder. */
export async function serveGit(root: string): Promise<ServedGit> {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });

  async function backend(request: IncomingMessage, url: URL, body: Buffer): Promise<GitAnswer> {
    const child = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env["PATH"] ?? "",
        GIT_PROJECT_ROOT: root,
        GIT_HTTP_EXPORT_ALL: "1",
        REMOTE_USER: "octo",
        REQUEST_METHOD: request.method ?? "GET",
        PATH_INFO: url.pathname,
        QUERY_STRING: url.search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        CONTENT_LENGTH: String(body.length),
        HTTP_CONTENT_ENCODING: request.headers["content-encoding"] ?? "",
        GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on("error", () => {}); // one that does not read its input says why by its answer
    child.stdin.end(body);
    await once(child, "close");
    const output = Buffer.concat(chunks);
    const end = output.indexOf("\r\n\r\n");
    const lines = output.subarray(0, end).toString("utf8").split("\r\n");
    const headers = Object.fromEntries(lines.map((line) => line.split(/:\s*/, 2) as [string, string]));
    const { Status: status = "200", ...others } = headers;
    return { status: Number.parseInt(status, 10), body: output.subarray(end + 4), headers: others };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", "http://git.test");
    const call = `${request.method} ${url.pathname.replace(/^\/[^/]+\//, "")}${url.search}`;
    served.calls.push(call);
    const answer = await served.interfere(call, () => backend(request, url, Buffer.concat(chunks)), request.headers);
    if (!answer) return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const served: ServedGit = {
    url: (name) => `http://127.0.0.1:${port}/${name}`,
    calls: [],
    interfere: (_call, proceed) => proceed(),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return served;
}
