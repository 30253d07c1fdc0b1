import { createHash } from "node:crypto";
import { join } from "node:path";
import { InputError } from "#contracts";
import type { Files } from "#platform";

export interface ModelFile {
  path: string;
  digest: string;
  bytes: number;
}

/** The parts of fine-tune's folder that are the model; a folder without them is a model as a whole. */
const parts = /^(merged\/|adapter\/|model\.gguf$)/;

/** Every file of the model with its checksum, sorted by path. Links are not followed. */
export async function modelFiles(files: Files, folder: string): Promise<ModelFile[]> {
  if ((await files.stat(folder))?.kind !== "directory")
    throw new InputError([{ where: "model-path", problem: `${folder} is no folder` }], "missing-model");
  const paths: string[] = [];
  for await (const path of files.walk(folder)) paths.push(path);
  const chosen = paths.some((path) => parts.test(path))
    ? paths.filter((path) => parts.test(path))
    : paths.filter((path) => path !== "metadata.yaml");
  if (chosen.length === 0)
    throw new InputError([{ where: "model-path", problem: `${folder} holds no file` }], "missing-model");
  const found: ModelFile[] = [];
  for (const path of chosen.sort()) {
    const full = join(folder, path);
    found.push({ path, digest: `sha256:${await files.sha256(full)}`, bytes: (await files.stat(full))?.size ?? 0 });
  }
  return found;
}

/** Over the sorted paths and checksums, so that names and bytes both count. */
export function contentDigest(found: readonly ModelFile[]): string {
  const hash = createHash("sha256");
  for (const { path, digest } of found) hash.update(`${path}\0${digest}\n`);
  return `sha256:${hash.digest("hex")}`;
}
