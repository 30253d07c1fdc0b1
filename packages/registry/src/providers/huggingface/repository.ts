import * as z from "zod";
import type { HttpResponse } from "#platform";
import { type Client, hasStatus, isRefusal } from "./client.ts";
import type { Ports } from "./config.ts";
import { fetchBy, named } from "./library.ts";

const refSchema = z.looseObject({ name: z.string(), targetCommit: z.string() });
const refsSchema = z.looseObject({ branches: z.array(refSchema), tags: z.array(refSchema) });
const entrySchema = z.looseObject({
  type: z.string(),
  path: z.string(),
  oid: z.string().optional(),
  size: z.number(),
  lfs: z.looseObject({ oid: z.string(), size: z.number() }).optional(),
});
const commitsSchema = z.array(z.looseObject({ id: z.string(), title: z.string(), message: z.string().default("") }));

export interface Entry {
  /** Of its content: git's, of LFS files the pointer's. */
  oid: string;
  bytes: number;
  /** Hexadecimal SHA-256; LFS files have it. */
  sha256: string | undefined;
}

export interface Refs {
  /** Name to commit. */
  branches: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
}

export interface RepositoryCommit {
  title: string;
  description: string;
  /** The commit that it comes upon. */
  parent: string;
  write: ReadonlyMap<string, Blob>;
  remove: readonly string[];
}

/** A model repository at the Hub, by the calls that we need. */
export interface Repository {
  id: string;
  /** undefined when there is no such repository, or none that the token may see. */
  refs(): Promise<Refs | undefined>;
  /** Every file at a revision; undefined when there is no such revision. */
  tree(revision: string): Promise<Map<string, Entry> | undefined>;
  /** Opens a file, once: whoever reads it repeats. */
  open(revision: string, path: string, bytes: number): Promise<HttpResponse>;
  text(revision: string, path: string): Promise<string>;
  /** Nothing happens when it is there. */
  create(visibility: "private" | "public"): Promise<void>;
  /** undefined when another commit came first. */
  commit(draft: RepositoryCommit): Promise<string | undefined>;
  /** Of main, the newest first. */
  history(): AsyncGenerator<{ id: string; title: string; message: string }>;
  setTag(name: string, commit: string): Promise<void>;
  removeTag(name: string): Promise<void>;
  setBranch(name: string, commit: string): Promise<void>;
  /** Nothing happens when it is gone. */
  removeBranch(name: string): Promise<void>;
}

export function repositoryAt(ports: Ports, client: Client, token: () => Promise<string>, id: string): Repository {
  const { endpoint } = client;
  const api = `${endpoint}/api/models/${id}`;
  const signed = async () => ({ authorization: `Bearer ${await token()}` });
  const fetch = fetchBy(client);
  const library = async () => ({
    hub: await import("@huggingface/hub"),
    common: { repo: { type: "model" as const, name: id }, hubUrl: endpoint, fetch, accessToken: await token() },
  });

  /** Every page of a listing. The next one's address counts at the Hub only: it gets the token. */
  async function* pages<Item>(first: string, schema: z.ZodType<Item[]>): AsyncGenerator<Item> {
    let url: string | undefined = first;
    while (url !== undefined) {
      const response = await client.send({ url, headers: await signed() });
      yield* schema.parse(await response.json());
      const next: string | undefined = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
      url = next !== undefined && new URL(next, url).origin === new URL(endpoint).origin ? next : undefined;
    }
  }

  const opening = async (revision: string, path: string, bytes?: number) => ({
    url: `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`,
    headers: await signed(),
    bytes,
  });

  async function post(path: string, body: unknown): Promise<void> {
    const headers = { ...(await signed()), "content-type": "application/json" };
    await client.send({ method: "POST", url: `${api}${path}`, headers, body: JSON.stringify(body) });
  }

  async function drop(kind: "tag" | "branch", name: string): Promise<void> {
    const url = `${api}/${kind}/${encodeURIComponent(name)}`;
    await client.send({ method: "DELETE", url, headers: await signed() }).catch((error: unknown) => {
      if (!hasStatus(error, 404)) throw error;
    });
  }

  return {
    id,
    async refs() {
      try {
        const { branches, tags } = await client.json({ url: `${api}/refs`, headers: await signed() }, refsSchema);
        const named = (refs: z.output<typeof refSchema>[]) =>
          new Map(refs.map(({ name, targetCommit }) => [name, targetCommit]));
        return { branches: named(branches), tags: named(tags) };
      } catch (error) {
        if (isRefusal(error, "RepoNotFound")) return undefined;
        throw error;
      }
    },
    async tree(revision) {
      const found = new Map<string, Entry>();
      try {
        const url = `${api}/tree/${encodeURIComponent(revision)}?recursive=true&expand=false`;
        for await (const { type, path, oid, size, lfs } of pages(url, z.array(entrySchema)))
          if (type === "file") found.set(path, { oid: oid ?? "", bytes: lfs?.size ?? size, sha256: lfs?.oid });
        return found;
      } catch (error) {
        if (isRefusal(error, "RevisionNotFound")) return undefined;
        throw error;
      }
    },
    open: async (revision, path, bytes) => await client.once(await opening(revision, path, bytes)),
    async text(revision, path) {
      const request = await opening(revision, path);
      return await client.retried(async () => await (await client.once(request)).text());
    },
    async create(visibility) {
      const { hub, common } = await library();
      await named(ports, () => hub.createRepo({ ...common, visibility })).catch((error: unknown) => {
        if (!hasStatus(error, 409)) throw error;
      });
    },
    async commit({ title, description, parent, write, remove }) {
      const { hub, common } = await library();
      const operations = [
        ...[...write].map(([path, content]) => ({ operation: "addOrUpdate" as const, path, content })),
        ...remove.map((path) => ({ operation: "delete" as const, path })),
      ];
      const draft = { ...common, branch: "main", parentCommit: parent, title, description, operations, useXet: false };
      try {
        return (await named(ports, () => hub.commit(draft)))?.commit.oid;
      } catch (error) {
        if (hasStatus(error, 409, 412)) return undefined;
        throw error;
      }
    },
    history: () => pages(`${api}/commits/main?limit=100`, commitsSchema),
    async setTag(name, commit) {
      await post(`/tag/${commit}`, { tag: name }).catch((error: unknown) => {
        if (!hasStatus(error, 409)) throw error;
      });
    },
    removeTag: (name) => drop("tag", name),
    removeBranch: (name) => drop("branch", name),
    async setBranch(name, commit) {
      const { hub, common } = await library();
      await named(ports, () => hub.createBranch({ ...common, branch: name, revision: commit, overwrite: true }));
    },
  };
}
