import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeActionsCache {
  /** What a runner sets for an action, so that the official client finds this service. */
  environment: Record<string, string>;
  /** Keys of the entries, oldest first. */
  keys(): string[];
  /** As for a run of a fork: nothing can be reserved. */
  readOnly: boolean;
  close(): Promise<void>;
}

interface Entry {
  key: string;
  version: string;
  content: Buffer;
  whole: boolean;
}

const service = "/twirp/github.actions.results.api.v1.CacheService/";

/** The cache service of Actions, version 2, with its blob store: entries never change, and match by prefix, newest first. */
export async function fakeActionsCache(): Promise<FakeActionsCache> {
  const token = "runtime-token";
  const entries: Entry[] = [];
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fake: FakeActionsCache = {
    environment: {
      ACTIONS_RESULTS_URL: `${origin}/`,
      ACTIONS_CACHE_SERVICE_V2: "true",
      ACTIONS_RUNTIME_TOKEN: token,
      GITHUB_SERVER_URL: "https://github.com",
    },
    keys: () => entries.filter(({ whole }) => whole).map(({ key }) => key),
    readOnly: false,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  const blob = (entry: Entry): string => `${origin}/account/container/${entries.indexOf(entry)}`;

  function call(method: string, body: Record<string, string> & { restore_keys?: string[] }): object {
    const { key = "", version = "" } = body;
    const same = entries.find((entry) => entry.key === key && entry.version === version);
    if (method === "CreateCacheEntry") {
      if (fake.readOnly) return { ok: false, message: "cache write denied: the token is read-only" };
      if (same) return { ok: false, message: "" };
      const entry = { key, version, content: Buffer.alloc(0), whole: false };
      entries.push(entry);
      return { ok: true, signed_upload_url: blob(entry) };
    }
    if (method === "FinalizeCacheEntryUpload") {
      if (!same || same.content.length !== Number(body["size_bytes"])) return { ok: false };
      same.whole = true;
      return { ok: true, entry_id: String(entries.indexOf(same) + 1) };
    }
    const found = [key, ...(body.restore_keys ?? [])]
      .map((prefix) =>
        entries.findLast((entry) => entry.whole && entry.version === version && entry.key.startsWith(prefix)),
      )
      .find(Boolean);
    return found ? { ok: true, signed_download_url: blob(found), matched_key: found.key } : { ok: false };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const path = request.url ?? "";
    if (path.startsWith(service)) {
      if (request.headers.authorization !== `Bearer ${token}`) return void response.writeHead(401).end("{}");
      response.writeHead(200, { "content-type": "application/json" });
      return void response.end(JSON.stringify(call(path.slice(service.length), JSON.parse(body.toString()))));
    }
    const entry = entries[Number(/^\/account\/container\/(\d+)/.exec(path)?.[1])];
    if (!entry) return void response.writeHead(404).end();
    if (request.method === "PUT") {
      entry.content = body;
      response.writeHead(201, { etag: '"1"', "x-ms-request-id": "1", "x-ms-version": "2025-01-05" }).end();
    } else {
      response.writeHead(200, { "content-length": entry.content.length }).end(entry.content);
    }
  }
  return fake;
}
