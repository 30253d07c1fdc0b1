import { Agent, createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface ModelServer {
  url: string;
  modelRef: string;
  /** Requests that were begun, and those that were given up. */
  asked: number;
  givenUp: number;
  close(): Promise<void>;
}

/**
 * Answers with its name, to `/v1/never` never. `/v1/stream` sends it in three pieces, 150 ms apart; `/v1/cut` breaks off after the first;
 * `/v1/empty` closes without a word where `misbehaves`.
 */
export async function modelServer(name: string, misbehaves = false): Promise<ModelServer> {
  const server: Server = createServer((incoming, response) => {
    self.asked += 1;
    response.on("close", () => {
      if (!response.writableFinished) self.givenUp += 1;
    });
    incoming.resume().on("end", () => {
      const { url = "", socket } = incoming;
      if (url === "/v1/empty" && misbehaves) return socket.destroy();
      if (url === "/v1/never") return response;
      if (url !== "/v1/stream" && url !== "/v1/cut") return response.end(JSON.stringify({ model: name }));
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const piece of [0, 1, 2])
        setTimeout(() => {
          if (url === "/v1/cut" && piece === 1) return socket.destroy();
          response.write(`data: ${name} ${piece}\n\n`);
          return piece === 2 && response.end();
        }, 150 * piece);
      return undefined;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: ModelServer = {
    url,
    modelRef: `mail#${name}`,
    asked: 0,
    givenUp: 0,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return self;
}

export interface Answer {
  status: number;
  id: string;
  text: string;
}

interface Asked {
  path: string;
  headers: object;
  body: string;
  /** Does not say how long the body is. */
  chunked: boolean;
}

const agent = new Agent({ keepAlive: true });

export function ask(
  url: string,
  id: string | undefined,
  { path = "/v1/chat/completions", headers = {}, body = "{}", chunked = false }: Partial<Asked> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${url}/`,
      {
        agent,
        path,
        method: "POST",
        headers: {
          ...(!chunked && { "content-length": Buffer.byteLength(body) }),
          ...(id && { "x-request-id": id }),
          ...headers,
        },
      },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (chunk: string) => {
          text += chunk;
        });
        response.on("error", reject);
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, id: String(response.headers["x-request-id"]), text }),
        );
      },
    );
    outgoing.on("error", reject);
    // with all of it at once Node would tell the length by itself
    if (chunked) outgoing.write(body);
    outgoing.end(chunked ? "" : body);
  });
}

/** Answers to requests with these ids, so many at once. */
export async function askAll(url: string, ids: readonly string[], atOnce = 8): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const left = [...ids].reverse();
  const worker = async (): Promise<void> => {
    for (let id = left.pop(); id !== undefined; id = left.pop()) answers.set(id, await ask(url, id));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

/** Requests without a pause until it is ended. */
export function load(url: string, name: string, atOnce = 6) {
  const asked: string[] = [];
  const bad: unknown[] = [];
  let running = true;
  const workers = Array.from({ length: atOnce }, async (_, worker) => {
    for (let count = 0; running; count++) {
      const id = `${name}-${worker}-${count}`;
      asked.push(id);
      const answer = await ask(url, id).catch((error: unknown) => ({ status: 0, text: String(error) }));
      if (answer.status !== 200) bad.push({ id, ...answer });
    }
  });
  return {
    asked,
    bad,
    async end() {
      running = false;
      await Promise.all(workers);
    },
  };
}

export async function until(holds: () => boolean | Promise<boolean>, seconds = 20): Promise<number> {
  const begun = performance.now();
  while (!(await Promise.resolve(holds()).catch(() => false))) {
    if (performance.now() - begun > seconds * 1000) throw new Error(`it did not come to that in ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance.now() - begun) / 1000;
}
