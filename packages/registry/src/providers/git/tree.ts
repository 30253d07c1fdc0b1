import { posix } from "node:path";
import type { Repository } from "./repository.ts";

/** Path to object of everything in a commit. */
export interface Listing {
  files: ReadonlyMap<string, string>;
  folders: ReadonlyMap<string, string>;
}

export async function listingOf(repository: Repository, commit: string | undefined): Promise<Listing> {
  const [files, folders] = [new Map<string, string>(), new Map<string, string>()];
  if (commit === undefined) return { files, folders };
  const list = () => repository.content(`${commit}.tree`, ["ls-tree", "-r", "-t", "-z", "--full-tree", commit]);
  const listed = await list().catch(async () => {
    // another clone wrote it
    await repository.bring(commit);
    return await list();
  });
  for (const line of listed.split("\0")) {
    const [, type, object, path] = /^\d+ (blob|tree) ([0-9a-f]+)\t([\s\S]+)$/.exec(line) ?? [];
    if (object && path) (type === "blob" ? files : folders).set(path, object);
  }
  return { files, folders };
}

/**
 * Writes the tree after a change, without an index: folders without a change are taken as they are, and a killed run leaves
 * loose objects only, which git collects.
 * @param change path to the new blob; undefined removes the file
 */
export async function writeTree(
  repository: Repository,
  { files, folders }: Listing,
  change: ReadonlyMap<string, string | undefined>,
): Promise<string> {
  const after = new Map(files);
  const touched = new Set<string>();
  for (const [path, blob] of change) {
    if (blob === undefined) after.delete(path);
    else after.set(path, blob);
    for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
      touched.add(folder);
      if (folder === ".") break;
    }
  }
  const children = new Map<string, { files: [string, string][]; folders: Set<string> }>();
  const childrenOf = (folder: string) => {
    const known = children.get(folder) ?? { files: [], folders: new Set<string>() };
    children.set(folder, known);
    return known;
  };
  for (const [path, blob] of after) {
    childrenOf(posix.dirname(path)).files.push([posix.basename(path), blob]);
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder))
      childrenOf(posix.dirname(folder)).folders.add(folder);
  }

  async function write(folder: string): Promise<string> {
    const kept = folders.get(folder);
    if (kept !== undefined && !touched.has(folder)) return kept;
    const { files: own, folders: below } = childrenOf(folder);
    const lines = own.map(([name, blob]) => `100644 blob ${blob}\t${name}`);
    for (const path of below) lines.push(`040000 tree ${await write(path)}\t${posix.basename(path)}`);
    return await repository.local(["mktree", "-z"], lines.map((line) => `${line}\0`).join(""));
  }
  return await write(".");
}
