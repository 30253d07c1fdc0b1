import { createHash } from "node:crypto";

export type StoredFile = { oid: string; size: number } & (
  | { lfs: undefined; content: Buffer }
  /** Hexadecimal SHA-256 of the content, which lies in the repository's store. */
  | { lfs: string }
);

export interface StoredCommit {
  id: string;
  parent: string | undefined;
  title: string;
  message: string;
  date: string;
  tree: ReadonlyMap<string, StoredFile>;
}

export interface StoredRepository {
  id: string;
  visibility: "public" | "private";
  commits: Map<string, StoredCommit>;
  branches: Map<string, string>;
  tags: Map<string, string>;
  /** LFS objects by hexadecimal SHA-256. */
  objects: Map<string, Buffer>;
  /** Sizes that an upload was granted for. */
  granted: Map<string, number>;
  /** Parts of uploads by `<sha256>/<number>`. */
  parts: Map<string, Buffer>;
}

export interface HubState {
  repositories: Map<string, StoredRepository>;
  commits: number;
}

export const sha256Of = (content: Uint8Array): string => createHash("sha256").update(content).digest("hex");
const gitBlob = (content: Uint8Array): string =>
  createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");

export const regularFile = (content: Buffer): StoredFile => ({
  oid: gitBlob(content),
  size: content.length,
  lfs: undefined,
  content,
});

/** Its id is that of the pointer that git keeps (git-lfs, docs/spec.md). */
export const lfsFile = (sha256: string, size: number): StoredFile => ({
  oid: gitBlob(Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${sha256}\nsize ${size}\n`)),
  size,
  lfs: sha256,
});

/** What the Hub writes into every new repository. */
export const gitAttributes = ["bin", "safetensors", "gguf", "onnx", "pt", "h5", "msgpack", "zip"]
  .map((extension) => `*.${extension} filter=lfs diff=lfs merge=lfs -text\n`)
  .join("");

export function addCommit(
  state: HubState,
  repository: StoredRepository,
  branch: string,
  { title, message, date, tree }: Omit<StoredCommit, "id" | "parent">,
): StoredCommit {
  state.commits += 1;
  const parent = repository.branches.get(branch);
  const id = createHash("sha1").update(`${repository.id} ${parent} ${state.commits} ${title}`).digest("hex");
  const commit = { id, parent, title, message, date, tree };
  repository.commits.set(id, commit);
  repository.branches.set(branch, id);
  return commit;
}

/** The commit that a branch, a tag or a commit's id names. */
export function commitAt({ branches, tags, commits }: StoredRepository, revision: string): StoredCommit | undefined {
  return commits.get(branches.get(revision) ?? tags.get(revision) ?? revision);
}
