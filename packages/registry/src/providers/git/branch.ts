import type { Draft, Snapshot } from "../../commits/commits.ts";
import type { Ports } from "./config.ts";
import type { Repository, Tag } from "./repository.ts";
import { type Listing, listingOf, writeTree } from "./tree.ts";

const person = "genai-mlops";
const address = "genai-mlops@users.noreply.github.com";

export interface TaggedDraft extends Draft {
  /** The version that this commit brings. */
  tagged?: Tagged | undefined;
}

export interface OnBranch extends Snapshot {
  listing: Listing;
}

/** A model's records as they are at a commit of the repository: they lie in a folder of its name. */
export async function snapshotAt(repository: Repository, name: string, id: string | undefined): Promise<OnBranch> {
  const listing = await listingOf(repository, id);
  const contents = new Map<string, string>();
  for (const [path, blob] of listing.files)
    if (path.startsWith(`${name}/`)) contents.set(path.slice(name.length + 1), blob);
  return {
    id,
    listing,
    contents,
    async read(path) {
      const blob = contents.get(path) as string;
      return await repository.content(blob, ["cat-file", "blob", blob]);
    },
  };
}

/** Makes the commit, here only. @returns its id */
export async function writeCommit(
  { random }: Pick<Ports, "random">,
  repository: Repository,
  name: string,
  on: OnBranch,
  { title, write = new Map(), remove = [] }: Draft,
): Promise<string> {
  const change = new Map<string, string | undefined>(remove.map((path) => [`${name}/${path}`, undefined]));
  const blobs = [...write].map(async ([path, content]) => {
    change.set(`${name}/${path}`, await repository.local(["hash-object", "-w", "--stdin"], content));
  });
  await Promise.all(blobs);
  const tree = await writeTree(repository, on.listing, change);
  const author = ["-c", `user.name=${person}`, "-c", `user.email=${address}`];
  const parent = on.id ? ["-p", on.id] : [];
  // two writers of the same change in the same second would make the same commit, and git would tell both that they won
  const message = `${name}: ${title}\n\nWrite: ${random.uuid()}`;
  return await repository.local([...author, "commit-tree", tree, ...parent, "-m", message]);
}

/**
 * An annotated tag of a version, made here only: no reference of the clone is. Nothing is ever read from it. A name that git
 * takes for no part of a tag's name gets none.
 */
async function writeTag(
  { clock }: Pick<Ports, "clock">,
  repository: Repository,
  { name, version }: Tagged,
  commit: string,
): Promise<Tag | undefined> {
  if (name.endsWith(".lock")) return undefined;
  const tag = `${name}/v${version}`;
  const seconds = Math.floor(clock.now() / 1000);
  const lines = [`object ${commit}`, "type commit", `tag ${tag}`, `tagger ${person} <${address}> ${seconds} +0000`];
  const text = `${lines.join("\n")}\n\n${name} ${version}\n`;
  return { name: tag, object: await repository.local(["mktag"], text) };
}

export interface Tagged {
  name: string;
  version: string;
}

/** A push without force is the swap: the server takes it only onto the commit that was seen. */
export function branchCommits(
  ports: Pick<Ports, "random" | "clock">,
  repository: Repository,
  branch: string,
  name: string,
): { head(): Promise<OnBranch>; commit(on: OnBranch, draft: TaggedDraft): Promise<string | undefined> } {
  return {
    head: async () => await snapshotAt(repository, name, await repository.tip(branch)),
    async commit(on, draft) {
      const commit = await writeCommit(ports, repository, name, on, draft);
      const tag = draft.tagged && (await writeTag(ports, repository, draft.tagged, commit));
      return (await repository.push(branch, commit, on.id, { tag })) ? commit : undefined;
    },
  };
}
