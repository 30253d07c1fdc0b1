import { createHash } from "node:crypto";
import { join } from "node:path";
import { InputError, modelPathSchema, type Problem } from "#contracts";
import type { FileStat, Files } from "#platform";
import { type KnownDigests, knownDigests } from "./known-digests.ts";

/** A file of a model; the path is relative to its folder, with /. */
export interface FoundFile {
  path: string;
  bytes: number;
}

export interface ModelFile extends FoundFile {
  /** `sha256:<hex>` */
  digest: string;
}

/** The parts of fine-tune's folder that are the model; a folder without them is a model as a whole. */
const parts = /^(merged|adapter)(\/|$)|^model\.gguf$/;

/**
 * Every file of the model, sorted by path. A link is refused, not passed over: the model would be registered without it.
 * @throws InputError `missing-model`, `bad-model-file` with every file that cannot be taken
 */
export async function modelFiles(files: Files, folder: string): Promise<FoundFile[]> {
  if ((await files.stat(folder))?.kind !== "directory")
    throw new InputError([{ where: "model-path", problem: `${folder} is no folder` }], "missing-model");
  const entries: Entry[] = [];
  for await (const entry of entriesOf(files, folder)) entries.push(entry);
  const chosen = entries.some(({ path }) => parts.test(path))
    ? entries.filter(({ path }) => parts.test(path))
    : entries.filter(({ path }) => path !== "metadata.yaml");
  if (chosen.length === 0)
    throw new InputError([{ where: "model-path", problem: `${folder} holds no file` }], "missing-model");
  const problems = chosen.flatMap(problemOf);
  if (problems.length > 0) throw new InputError(problems, "bad-model-file");
  return chosen.map(({ path, bytes }) => ({ path, bytes })).sort((left, right) => (left.path < right.path ? -1 : 1));
}

interface Entry extends FoundFile {
  kind: FileStat["kind"];
}

async function* entriesOf(files: Files, folder: string, below = ""): AsyncGenerator<Entry> {
  for (const name of await files.list(join(folder, below))) {
    const path = below + name;
    const found = await files.stat(join(folder, path));
    if (found?.kind === "directory") yield* entriesOf(files, folder, `${path}/`);
    else if (found) yield { path, kind: found.kind, bytes: found.size };
  }
}

function problemOf({ path, kind }: Entry): Problem[] {
  const where = `model-path: ${JSON.stringify(path)}`;
  if (kind !== "file")
    return [
      { where, problem: `is a ${kind === "link" ? "link" : "special file"}`, mend: "copy the model with cp -rL" },
    ];
  const legal = modelPathSchema.safeParse(path);
  return legal.success ? [] : [{ where, problem: legal.error.issues[0]?.message ?? "is no legal path" }];
}

/** The same files with their checksums; those that are known are not read. */
export async function withDigests(
  files: Files,
  folder: string,
  found: readonly FoundFile[],
  digests: KnownDigests = knownDigests(files),
): Promise<ModelFile[]> {
  const read: ModelFile[] = [];
  for (const file of found) read.push({ ...file, digest: await digests.of(join(folder, file.path)) });
  return read;
}

/** Names and sizes, hashed: what can be told of a model before a byte is read. */
export const shapeOf = (found: readonly FoundFile[]): string =>
  createHash("sha256")
    .update(found.map(({ path, bytes }) => `${bytes} ${path}\n`).join(""))
    .digest("hex");

/** Over the paths and checksums sorted by path, so that names and bytes both count. */
export function contentDigest(found: readonly { path: string; digest: string }[]): string {
  const hash = createHash("sha256");
  const sorted = [...found].sort((left, right) => (left.path < right.path ? -1 : 1));
  for (const { path, digest } of sorted) hash.update(`${path}\0${digest}\n`);
  return `sha256:${hash.digest("hex")}`;
}
