import { execFile } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { nodeHttp } from "./http.ts";

async function serving<Result>(listener: RequestListener, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const http = nodeHttp();

describe("nodeHttp", () => {
  it("answers whatever status came", async () => {
    await serving(
      (_, response) => response.writeHead(418, { "X-Tea": "pot" }).end('{"a":1}'),
      async (url) => {
        const response = await http.send({ url });
        expect([response.status, response.headers.get("x-tea"), await response.json()]).toEqual([418, "pot", { a: 1 }]);
      },
    );
  });

  it("names a body that is not JSON without showing path or query", async () => {
    await serving(
      (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>"),
      async (url) => {
        const response = await http.send({ url: `${url}/secret-path?token=abc` });
        await expect(response.json()).rejects.toThrow(/answered 502 with text\/html, which is not JSON$/);
      },
    );
  });

  it("gives up on a server that hangs, also in mid-body", async () => {
    await serving(
      (_, response) => void response.writeHead(200).write("half"),
      async (url) => {
        const response = await http.send({ url, timeoutMs: 200 });
        await expect(response.text()).rejects.toMatchObject({ code: "http-timeout", retryable: true });
      },
    );
  });

  it("names a port where nobody listens, and a reset", async () => {
    await expect(http.send({ url: "http://127.0.0.1:9" })).rejects.toMatchObject({
      code: "http-unreachable",
      retryable: true,
    });
    await serving(
      (request) => request.socket.destroy(),
      (url) => expect(http.send({ url })).rejects.toMatchObject({ code: "http-unreachable" }),
    );
  });

  it.each(["ftp://127.0.0.1/secret-path", "no address"])("has an error of its own for %s", async (url) => {
    const error = await http.send({ url }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "http-unreachable" });
    expect((error as Error).message).not.toContain("secret-path");
  });

  it("streams a body whose chunks are one piece of memory", async () => {
    const memory = Buffer.alloc(300_000);
    const body = async function* () {
      for (const letter of "abc") yield memory.fill(letter);
    };
    let came = "";
    await serving(
      async (request, response) => {
        for await (const chunk of request) came += chunk;
        response.end(request.headers["content-length"]);
      },
      async (url) => {
        const headers = { "content-length": "900000" };
        const response = await http.send({ method: "PUT", url, headers, body: body() });
        expect(await response.text()).toBe("900000");
        expect(came).toBe(["a", "b", "c"].map((letter) => letter.repeat(300_000)).join(""));
      },
    );
  });

  it("hands over an answer that comes before the body's end, and what a body fails with", async () => {
    let asked = 0;
    const endless = async function* () {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(100_000);
      }
    };
    await serving(
      (_, response) => response.writeHead(401).end("who are you"),
      async (url) => {
        const response = await http.send({ method: "PUT", url, body: endless() });
        expect([response.status, await response.text()]).toEqual([401, "who are you"]);
      },
    );
    expect(asked).toBeLessThan(1000);
    const broken = async function* () {
      yield Buffer.from("half");
      throw new ToolkitError({ code: "model-changed", message: "changed" });
    };
    await serving(
      () => {},
      (url) =>
        expect(http.send({ method: "PUT", url, body: broken() })).rejects.toMatchObject({ code: "model-changed" }),
    );
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    await serving(
      () => controller.abort(),
      (url) =>
        expect(http.send({ url, signal: controller.signal })).rejects.toMatchObject({
          code: "cancelled",
          retryable: false,
        }),
    );
  });

  it("keeps a connection for the next request, also when nobody read the body", async () => {
    const sockets = new Set<Socket>();
    await serving(
      (request, response) => {
        sockets.add(request.socket);
        response.end("x".repeat(10_000));
      },
      async (url) => {
        await (await http.send({ url })).text();
        await http.send({ url });
        await new Promise((resolve) => setTimeout(resolve, 50));
        await (await http.send({ url })).text();
      },
    );
    expect(sockets.size).toBe(1);
  });

  it("takes no more of a large body than is read, and hangs up on the rest", async () => {
    let [written, closed] = [0, false];
    await serving(
      (_, response) => {
        response.on("close", () => {
          closed = true;
        });
        const more = (): void => {
          for (let flowing = true; flowing && !closed; written += 64) flowing = response.write(Buffer.alloc(64 * 1024));
          if (!closed) response.once("drain", more);
        };
        more();
      },
      async (url) => {
        const { body } = await http.send({ url });
        for await (const chunk of body) {
          expect(chunk.length).toBeGreaterThan(0);
          await new Promise((resolve) => setTimeout(resolve, 300));
          break;
        }
        await expect.poll(() => closed).toBe(true);
      },
    );
    // what both sockets hold, in KiB
    expect(written).toBeLessThan(16 * 1024);
  });

  it("tells a body that was cut from one that is whole", async () => {
    await serving(
      (request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("half");
        setTimeout(() => request.socket.destroy(), 20);
      },
      async (url) => {
        const response = await http.send({ url });
        await expect(response.text()).rejects.toMatchObject({ code: "http-unreachable", retryable: true });
      },
    );
  });

  it("opens what comes compressed, asked for or not", async () => {
    await serving(
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("Привет")),
      async (url) => expect(await (await http.send({ url })).text()).toBe("Привет"),
    );
  });

  it("sends what comes in pieces, and names itself", async () => {
    await serving(
      async (request, response) => {
        const chunks = await Array.fromAsync(request);
        response.end(`${request.headers["user-agent"]} ${Buffer.concat(chunks as Buffer[])}`);
      },
      async (url) => {
        async function* pieces(): AsyncGenerator<Uint8Array> {
          yield Buffer.from("a");
          yield Buffer.from("b");
        }
        const response = await http.send({ method: "POST", url, body: pieces() });
        expect(await response.text()).toBe("genai-mlops ab");
      },
    );
  });

  it("goes through the environment's proxy when NODE_USE_ENV_PROXY says so", async () => {
    const program = `
      import { nodeHttp } from ${JSON.stringify(new URL("./http.ts", import.meta.url).href)};
      process.stdout.write(await (await nodeHttp().send({ url: "http://nowhere.invalid/a" })).text());`;
    const proxy = createServer((request, response) => response.end(`proxied ${request.url}`));
    // fetch tunnels: what comes through the tunnel is answered here as well
    proxy.on("connect", (_request, socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      proxy.emit("connection", socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      env: {
        NODE_USE_ENV_PROXY: "1",
        HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        PATH: process.env["PATH"] ?? "",
      },
      cwd: import.meta.dirname,
    });
    proxy.closeAllConnections();
    proxy.close();
    expect(stdout).toMatch(/^proxied /);
  });
});
