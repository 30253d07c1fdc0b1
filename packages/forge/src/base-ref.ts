import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import { notAFile, requireCommit, requireRepositoryPath, tooLarge } from "./file-rules.ts";
import type { FileRequest, RepositoryReader } from "./repository-reader.ts";

export interface BaseRefSource {
  /** A clone of the repository. */
  folder: string;
  /** Somewhere to put a file for a moment. */
  tempFolder: string;
  /** Asked last, where the commit cannot be fetched. */
  reader?: Pick<RepositoryReader, "fileAt"> | undefined;
}

type Ports = Pick<Platform, "exec" | "files" | "random">;

/**
 * A file as another commit has it, such as thresholds as the base of a pull request has them: what the pull request
 * itself brings is not looked at. The clone is asked, then its origin, then the forge. Nothing is checked out, and a
 * link is not followed.
 * @returns the bytes; undefined when the commit holds no such file
 * @throws InputError for a path out of the repository or a commit that is no full hash
 * @throws ToolkitError `not-a-file`, `file-too-large`, `base-ref-unreachable`
 */
export async function fileAtCommit(
  ports: Ports,
  { folder, tempFolder, reader }: BaseRefSource,
  request: FileRequest,
): Promise<Uint8Array | undefined> {
  const path = requireRepositoryPath(request.path);
  const sha = requireCommit(request.sha);
  const git = (...parameters: string[]) => ports.exec.run("git", ["-C", folder, ...parameters]);
  if (!(await hasCommit(git, sha))) {
    if (!(await fetched(git, sha))) {
      if (reader) return await reader.fileAt({ ...request, path, sha });
      throw unreachable(sha);
    }
  }
  const entry = await treeEntry(git, sha, path);
  if (!entry) return undefined;
  if (entry.kind !== "blob" || entry.mode === "120000") throw notAFile(path, sha);
  if (entry.size > request.limitBytes) throw tooLarge(path, entry.size, request.limitBytes);
  return await blob(ports, git, entry.id, tempFolder);
}

type Git = (...parameters: string[]) => ReturnType<Platform["exec"]["run"]>;

async function hasCommit(git: Git, sha: string): Promise<boolean> {
  return (await git("cat-file", "-e", `${sha}^{commit}`)).exitCode === 0;
}

/** A clone that is whole must stay so: `--depth` would cut its history off at this commit. */
async function fetched(git: Git, sha: string): Promise<boolean> {
  const shallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
  const depth = shallow ? ["--depth=1"] : [];
  await git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", ...depth, "origin", sha);
  return await hasCommit(git, sha);
}

interface TreeEntry {
  mode: string;
  kind: string;
  id: string;
  size: number;
}

/** The path is taken letter by letter: `:(glob)` and wildcards in it mean nothing. */
async function treeEntry(git: Git, sha: string, path: string): Promise<TreeEntry | undefined> {
  const { exitCode, stdout } = await git("--literal-pathspecs", "ls-tree", "-l", "-z", "--full-tree", sha, "--", path);
  if (exitCode !== 0) throw unreachable(sha);
  const [, mode, kind, id, size] = /^(\d+) (\w+) ([0-9a-f]+) +(\d+|-)\t/.exec(stdout) ?? [];
  if (!mode || !kind || !id) return undefined;
  return { mode, kind, id, size: size === "-" ? 0 : Number(size) };
}

/** By a file: what a process prints comes to us as text, and cut. */
async function blob(ports: Ports, git: Git, id: string, tempFolder: string): Promise<Uint8Array> {
  const { exec, files, random } = ports;
  const gitFolder = (await git("rev-parse", "--absolute-git-dir")).stdout.trim();
  const folder = join(tempFolder, `blob-${random.uuid()}`);
  await files.makeFolder(folder);
  try {
    const { exitCode, stdout } = await exec.run("git", [`--git-dir=${gitFolder}`, "unpack-file", id], { cwd: folder });
    if (exitCode !== 0) throw unreachable(id);
    return await files.readBytes(join(folder, stdout.trim()));
  } finally {
    await files.remove(folder);
  }
}

function unreachable(sha: string): ToolkitError {
  return new ToolkitError({
    code: "base-ref-unreachable",
    message: `${sha} is neither in the clone nor could it be fetched`,
    hint: "check out with fetch-depth: 0, or give github-token and permissions: { contents: read }",
  });
}
