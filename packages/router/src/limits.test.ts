import { spawn } from "node:child_process";
import type { RequestListener } from "node:http";
import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, closeLater, routerBefore } from "#testing";

afterEach(closeAll);

/** A client that writes what it is told and reads what it wants. */
function dial(port: number, written: string): { socket: Socket; ended: Promise<string> } {
  const socket = connect(port, "127.0.0.1");
  closeLater({ close: async () => socket.destroy() });
  socket.on("error", () => undefined);
  socket.write(written);
  const ended = new Promise<string>((resolve) => {
    let said = "";
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    socket.on("close", () => resolve(said));
  });
  return { socket, ended };
}

/** Its queue of connections is full and nobody takes one out: the next one hangs. Node's own servers take all at once. */
async function deafServer(): Promise<string> {
  const program =
    "import socket, sys; s = socket.socket(); s.bind(('127.0.0.1', 0)); s.listen(0); print(s.getsockname()[1], flush=True); sys.stdin.read()";
  const child = spawn("python3", ["-c", program], { stdio: ["pipe", "pipe", "inherit"] });
  closeLater({ close: async () => child.kill("SIGKILL") });
  const port = Number(await new Promise((resolve) => child.stdout.once("data", resolve)));
  for (let filler = 0; filler < 4; filler++) dial(port, "");
  await new Promise((resolve) => setTimeout(resolve, 100));
  return `http://127.0.0.1:${port}`;
}

const head = "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\n";
const ok: RequestListener = (request, response) => void request.resume().on("end", () => response.end("{}"));

describe("a body that is too long", () => {
  it("is refused by what it announces, before the server hears of it and before it was sent", async () => {
    let asked = 0;
    const serve: RequestListener = (_request, response) => {
      asked += 1;
      response.end("{}");
    };
    const {
      router: { port },
      lines,
    } = await routerBefore(serve, { mostBodyBytes: 1000 });
    const { socket, ended } = dial(port, `${head}connection: close\r\ncontent-length: 1001\r\n\r\n`);
    const first = await new Promise<string>((resolve) => socket.once("data", (chunk) => resolve(String(chunk))));
    expect(first).toMatch(/^HTTP\/1\.1 413 /);
    expect(first).toContain("body-too-large");
    socket.end();
    await ended;
    expect(asked).toBe(0);
    expect(await lines()).toEqual([]);
  });

  it("is refused when it turns out to be, and counts against no variant", async () => {
    const {
      router: { port },
      lines,
    } = await routerBefore(ok, { mostBodyBytes: 1000 });
    const piece = `200\r\n${"x".repeat(512)}\r\n`;
    const { socket, ended } = dial(port, `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n${piece}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.write(`${piece}0\r\n\r\n`);
    expect(await ended).toMatch(/^HTTP\/1\.1 413 /);
    expect(await lines()).toEqual([]);
  });

  it("is not one of the size that is allowed, announced or not", async () => {
    const {
      router: { port },
    } = await routerBefore(ok, { mostBodyBytes: 512 });
    const body = "x".repeat(512);
    const announced = dial(port, `${head}connection: close\r\ncontent-length: 512\r\n\r\n${body}`);
    expect(await announced.ended).toMatch(/^HTTP\/1\.1 200 /);
    const chunked = dial(
      port,
      `${head}connection: close\r\ntransfer-encoding: chunked\r\n\r\n200\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(await chunked.ended).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe("headers", () => {
  it("beyond 32 KiB are refused, less are not", async () => {
    const {
      router: { port },
    } = await routerBefore(ok);
    const withHeader = (bytes: number) =>
      `${head}connection: close\r\ncontent-length: 0\r\nx-a: ${"a".repeat(bytes)}\r\n\r\n`;
    expect(await dial(port, withHeader(40_000)).ended).toMatch(/^HTTP\/1\.1 431 /);
    expect(await dial(port, withHeader(14_000)).ended).toMatch(/^HTTP\/1\.1 200 /);
  });

  it("that never end are given up", async () => {
    const {
      router: { port },
    } = await routerBefore(ok, { clientTimeoutSeconds: 0.2 });
    expect(await dial(port, head).ended).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("with two lengths, or a length beside chunks, never reach a server", async () => {
    let asked = 0;
    const {
      router: { port },
    } = await routerBefore((_request, response) => {
      asked += 1;
      response.end();
    });
    for (const lengths of ["content-length: 1\r\ncontent-length: 2", "content-length: 1\r\ntransfer-encoding: chunked"])
      expect(await dial(port, `${head}${lengths}\r\n\r\n0\r\n\r\n`).ended).toMatch(/^HTTP\/1\.1 400 /);
    expect(asked).toBe(0);
  });
});

describe("time", () => {
  it("runs out for a server that takes no connection", async () => {
    const url = await deafServer();
    const {
      router: { port },
      lines,
    } = await routerBefore(ok, {
      connectTimeoutSeconds: 0.2,
      variants: { baseline: { url, modelRef: "mail@1" }, canary: null },
    });
    const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(502);
    expect(await lines()).toMatchObject([{ status: 502, error: "upstream-unreachable" }]);
  });

  it("runs out for a first byte apart from the bytes that follow", async () => {
    const serve: RequestListener = (request, response) => {
      if (request.url === "/v1/silent") return;
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write("data: 1\n\n");
      setTimeout(() => response.end("data: 2\n\n"), 400);
    };
    const {
      router: { port },
      lines,
    } = await routerBefore(serve, { firstByteTimeoutSeconds: 0.15, upstreamTimeoutSeconds: 30 });
    const post = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", body: "{}" });
    expect((await post("/v1/silent")).status).toBe(504);
    expect(await (await post("/v1/slow")).text()).toBe("data: 1\n\ndata: 2\n\n");
    expect(await lines()).toMatchObject([{ error: "upstream-timeout" }, { error: null }]);
  });

  it("runs out for silence within an answer", async () => {
    const {
      router: { port },
      lines,
    } = await routerBefore(
      (_request, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write("data: 1\n\n");
      },
      { upstreamTimeoutSeconds: 0.2 },
    );
    const answer = await fetch(`http://127.0.0.1:${port}/v1/x`, { method: "POST", body: "{}" });
    await expect(answer.text()).rejects.toThrow();
    expect(await lines()).toMatchObject([{ status: 200, error: "upstream-timeout" }]);
  });
});

describe("a client that does not read", () => {
  it("holds its server back instead of filling the router, and is given up as the client it is", async () => {
    let sent = 0;
    const block = Buffer.alloc(64 * 1024, "x");
    const {
      router: { port },
      lines,
    } = await routerBefore(
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/octet-stream" });
        const more = (): void => {
          while (!response.destroyed && sent < 2000 * block.length) {
            sent += block.length;
            if (!response.write(block)) return void response.once("drain", more);
          }
        };
        more();
      },
      { clientTimeoutSeconds: 0.5, upstreamTimeoutSeconds: 0.25 },
    );
    const { socket, ended } = dial(port, `${head}content-length: 0\r\n\r\n`);
    socket.pause();
    await new Promise((resolve) => setTimeout(resolve, 400));
    const held = sent;
    expect(held).toBeLessThan(32 * 1024 * 1024);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(sent).toBeLessThan(held + 1024 * 1024);
    expect(await lines()).toMatchObject([{ status: 499, error: "client-slow" }]);
    socket.resume();
    await ended;
  });
});
