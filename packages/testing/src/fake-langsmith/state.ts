import { createHash } from "node:crypto";

export interface StoredCommit {
  id: string;
  hash: string;
  manifest: Record<string, unknown>;
  parent: StoredCommit | undefined;
  description: string | undefined;
  createdAt: string;
}

export interface StoredTag {
  id: string;
  commit: StoredCommit;
  createdAt: string;
  updatedAt: string;
}

export interface StoredPrompt {
  id: string;
  handle: string;
  description: string;
  readme: string;
  tags: string[];
  isPublic: boolean;
  createdAt: string;
  updatedAt: string;
  /** The oldest first. */
  commits: StoredCommit[];
  /** By name. */
  commitTags: Map<string, StoredTag>;
}

export const manifestSha = (manifest: unknown): Buffer =>
  createHash("sha256").update(JSON.stringify(manifest)).digest();

export function addCommit(
  prompt: StoredPrompt,
  manifest: Record<string, unknown>,
  { id, createdAt, description }: Pick<StoredCommit, "id" | "createdAt" | "description">,
): StoredCommit {
  const parent = prompt.commits.at(-1);
  const hash = createHash("sha256")
    .update(`${parent?.hash} ${JSON.stringify(manifest)}`)
    .digest("hex");
  const commit = { id, hash, manifest, parent, description, createdAt };
  prompt.commits.push(commit);
  prompt.updatedAt = createdAt;
  return commit;
}
