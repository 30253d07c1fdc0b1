import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import { requireFiles } from "../../require-files.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import type { Entry } from "./record.ts";
import { corrupt } from "./stored-model.ts";
import { UnpackError, unpacked } from "./unpack.ts";

/**
 * The model's files out of its archive in a folder that has no others: made at once when all is there, each held to its
 * checksum as it arrives; a folder that is there already is held to the checksums where it is.
 * @param strict refuses an archive with anything beside the model: SageMaker would unpack that too
 */
export async function bringModel(
  home: Home,
  entry: Entry,
  manifest: Manifest,
  folder: string,
  { strict }: { strict: boolean },
): Promise<void> {
  const { files, random } = home.ports;
  if ((await files.stat(folder)) !== undefined) return await requireFiles(files, folder, manifest);
  await requireRoom(home, manifest, folder);
  const partial = `${folder}.${random.uuid()}.partial`;
  try {
    await unpackInto(home, entry, manifest, partial, strict);
    await place(home, partial, folder, manifest);
  } finally {
    await files.remove(partial);
  }
}

async function unpackInto(
  { bucket, ports }: Home,
  entry: Entry,
  manifest: Manifest,
  partial: string,
  strict: boolean,
): Promise<void> {
  const wrong = (problem: string): ToolkitError => corrupt(manifest.name, manifest.version, problem);
  const missing = new Map(manifest.files.map((file) => [file.path, file]));
  try {
    for await (const { path, kind, body } of unpacked(bucket.stream(layout.archive(manifest.name, entry.upload)))) {
      if (kind === "folder") continue;
      const file = kind === "file" ? missing.get(path) : undefined;
      if (!file) {
        if (!strict) continue;
        const known = manifest.files.some((one) => one.path === path);
        throw wrong(known ? `${path} stands there twice` : `${path} was never registered`);
      }
      missing.delete(path);
      const hash = createHash("sha256");
      const passing = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of body) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await ports.files.writeStream(join(partial, path), passing());
      if (`sha256:${hash.digest("hex")}` !== file.digest) throw wrong(`${path} is not the registered file`);
      if (missing.size === 0 && !strict) return;
    }
  } catch (error) {
    const cause = error instanceof ToolkitError && error.cause instanceof UnpackError ? error.cause : error;
    if (cause instanceof UnpackError) throw wrong(`model.tar.gz is damaged: ${cause.message}`);
    throw error instanceof ToolkitError && error.code === "object-missing" ? wrong("model.tar.gz is missing") : error;
  }
  const [first] = missing.keys();
  if (first !== undefined) throw wrong(`${first} is missing`);
}

/** Somebody else may have been faster: then theirs is held to the manifest. */
async function place({ ports: { files } }: Home, partial: string, folder: string, manifest: Manifest): Promise<void> {
  try {
    await files.rename(partial, folder);
  } catch (error) {
    if ((await files.stat(folder)) === undefined) throw error;
    await requireFiles(files, folder, manifest);
  }
}

async function requireRoom({ ports: { files } }: Home, manifest: Manifest, folder: string): Promise<void> {
  const needed = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await files.freeSpace(folder);
  if (free >= needed) return;
  throw new ToolkitError({
    code: "disk-full",
    message: `the model has ${needed} bytes, and ${free} are free where ${folder} would be`,
    hint: "free some space, or give another folder",
  });
}
