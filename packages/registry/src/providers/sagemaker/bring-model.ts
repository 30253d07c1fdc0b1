import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import { placeModel } from "../../place-model.ts";
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
  await placeModel(home.ports, manifest, folder, (partial) => unpackInto(home, entry, manifest, partial, strict));
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
