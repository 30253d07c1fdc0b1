import type { Commits, Draft, Snapshot } from "../../commits/commits.ts";
import type { Ports } from "./config.ts";
import type { Repository } from "./repository.ts";
import { type Listing, listingOf, writeTree } from "./tree.ts";

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
  const author = ["-c", "user.name=genai-mlops", "-c", "user.email=genai-mlops@users.noreply.github.com"];
  const parent = on.id ? ["-p", on.id] : [];
  // two writers of the same change in the same second would make the same commit, and git would tell both that they won
  const message = `${name}: ${title}\n\nWrite: ${random.uuid()}`;
  return await repository.local([...author, "commit-tree", tree, ...parent, "-m", message]);
}

/** A push without force is the swap: the server takes it only onto the commit that was seen. */
export function branchCommits(
  ports: Pick<Ports, "random">,
  repository: Repository,
  branch: string,
  name: string,
): Commits<OnBranch> {
  return {
    head: async () => await snapshotAt(repository, name, await repository.tip(branch)),
    async commit(on, draft) {
      const commit = await writeCommit(ports, repository, name, on, draft);
      return (await repository.push(branch, commit, on.id)) ? commit : undefined;
    },
  };
}
