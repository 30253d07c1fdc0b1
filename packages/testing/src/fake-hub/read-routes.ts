import * as z from "zod";
import { answered, bodyOf, checked, type HubAnswer, type HubCall, queryOf, Refused } from "./answers.ts";
import { type Route, type RouteContext, requireRevision } from "./routes.ts";
import { signatureOf } from "./signature.ts";
import type { StoredCommit, StoredFile, StoredRepository } from "./state.ts";

const model = "/api/models/([^/]+)/([^/]+)";

const listed = (path: string, { oid, size, lfs }: StoredFile): object => ({
  type: "file",
  oid,
  size,
  path,
  ...(lfs && { lfs: { oid: lfs, size, pointerSize: 130 } }),
});

function entriesOf({ tree }: StoredCommit, below: string, recursive: boolean): object[] {
  const prefix = below === "" ? "" : `${below}/`;
  const folders = new Set<string>();
  const files: object[] = [];
  for (const [path, file] of [...tree].sort(([left], [right]) => (left < right ? -1 : 1))) {
    if (!path.startsWith(prefix)) continue;
    const parts = path.slice(prefix.length).split("/");
    for (let depth = 1; depth < (recursive ? parts.length : Math.min(parts.length, 2)); depth++)
      folders.add(prefix + parts.slice(0, depth).join("/"));
    if (recursive || parts.length === 1) files.push(listed(path, file));
  }
  return [...[...folders].map((path) => ({ type: "directory", oid: "0".repeat(40), size: 0, path })), ...files];
}

/** A page of a listing, and the address of the next one. */
function paged(call: HubCall, items: readonly object[], size: number): HubAnswer {
  const start = Number(call.url.searchParams.get("cursor") ?? 0);
  const next = new URL(call.url);
  next.searchParams.set("cursor", String(start + size));
  const more = start + size < items.length;
  return answered(items.slice(start, start + size), 200, more ? { link: `<${next.href}>; rel="next"` } : {});
}

const infoOf = (repository: StoredRepository, commit: StoredCommit): object => ({
  _id: "m1",
  id: repository.id,
  modelId: repository.id,
  author: repository.id.split("/")[0],
  sha: commit.id,
  lastModified: commit.date,
  private: repository.visibility === "private",
  gated: false,
  disabled: false,
  downloads: 0,
  likes: 0,
  tags: [],
  createdAt: commit.date,
  siblings: [...commit.tree.keys()].map((rfilename) => ({ rfilename })),
});

function resolve(call: HubCall, [, , revision = "", encoded = ""]: string[], context: RouteContext): HubAnswer {
  const { repository, storageUrl } = context;
  const commit = requireRevision(repository, revision);
  const path = encoded.split("/").map(decodeURIComponent).join("/");
  const file = commit.tree.get(path);
  if (!file) throw new Refused(404, "Entry not found", "EntryNotFound");
  const common = { "x-repo-commit": commit.id, "accept-ranges": "bytes" };
  if (file.lfs === undefined)
    return { ...ranged(call, file.content), ...headersOf(call, file.content, { ...common, etag: `"${file.oid}"` }) };
  const location = `${storageUrl}/storage/${repository.id}/${file.lfs}?signature=${signatureOf(file.lfs)}`;
  const linked = { "x-linked-size": String(file.size), "x-linked-etag": `"${file.lfs}"` };
  return { status: 302, body: "", headers: { ...common, ...linked, location, etag: `"${file.oid}"` } };
}

export function ranged(call: HubCall, content: Buffer): Pick<HubAnswer, "status" | "body"> {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(call.headers.get("range") ?? "") ?? [];
  if (from === undefined) return { status: 200, body: content };
  return { status: 206, body: content.subarray(Number(from), to ? Number(to) + 1 : undefined) };
}

export function headersOf(call: HubCall, content: Buffer, more: Record<string, string>): Pick<HubAnswer, "headers"> {
  const { status, body } = ranged(call, content);
  const start = Number(/^bytes=(\d+)/.exec(call.headers.get("range") ?? "")?.[1] ?? 0);
  const range =
    status === 206 ? { "content-range": `bytes ${start}-${start + body.length - 1}/${content.length}` } : {};
  return { headers: { ...more, ...range, "content-length": String(body.length) } };
}

/** What a repository holds. */
export const readRoutes: Route[] = [
  {
    method: "GET",
    path: new RegExp(`^${model}(?:/revision/([^/]+))?$`),
    needs: "read",
    answer: (call, [, , revision = "main"], { repository }) => {
      queryOf(call, z.strictObject({ blobs: z.string().optional() }));
      return answered(infoOf(repository, requireRevision(repository, revision)));
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${model}/tree/([^/]+)(?:/(.+))?$`),
    needs: "read",
    answer(call, [, , revision = "", below = ""], { repository, pageSize }) {
      const schema = z.strictObject({
        recursive: z.string().optional(),
        expand: z.string().optional(),
        cursor: z.string().optional(),
        limit: z.string().optional(),
      });
      const recursive = /^(true|1)$/i.test(queryOf(call, schema).recursive ?? "");
      return paged(
        call,
        entriesOf(requireRevision(repository, revision), decodeURIComponent(below), recursive),
        pageSize,
      );
    },
  },
  {
    method: "POST",
    path: new RegExp(`^${model}/paths-info/([^/]+)$`),
    needs: "read",
    answer(call, [, , revision = ""], { repository }) {
      const form = /urlencoded/.test(call.headers.get("content-type") ?? "");
      const sent = new URLSearchParams(Buffer.from(call.body).toString("utf8"));
      const schema = z.strictObject({ paths: z.array(z.string()), expand: z.boolean().optional() });
      const { paths } = form ? checked(schema, { paths: sent.getAll("paths") }) : bodyOf(call, schema);
      const { tree } = requireRevision(repository, revision);
      return answered(paths.flatMap((path) => (tree.has(path) ? [listed(path, tree.get(path) as StoredFile)] : [])));
    },
  },
  {
    method: "GET",
    path: new RegExp(`^${model}/commits/([^/]+)$`),
    needs: "read",
    answer(call, [, , revision = ""], { repository, pageSize }) {
      queryOf(call, z.strictObject({ limit: z.string().optional(), cursor: z.string().optional() }));
      const found: object[] = [];
      let commit: StoredCommit | undefined = requireRevision(repository, revision);
      while (commit) {
        const { id, title, message, date, parent }: StoredCommit = commit;
        found.push({ id, title, message, date, authors: [{ user: "octo", avatar: "" }] });
        commit = parent === undefined ? undefined : repository.commits.get(parent);
      }
      return paged(call, found, pageSize);
    },
  },
  { method: "GET", path: /^\/([^/]+)\/([^/]+)\/resolve\/([^/]+)\/(.+)$/, needs: "read", answer: resolve },
  { method: "HEAD", path: /^\/([^/]+)\/([^/]+)\/resolve\/([^/]+)\/(.+)$/, needs: "read", answer: resolve },
];
