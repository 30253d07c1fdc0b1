import { createHash } from "node:crypto";
import { relative } from "node:path";
import { downloadFiles } from "#wandb-ts";
import { placeModel } from "../../place-model.ts";
import type { ModelVersion } from "../../registry.ts";
import { requireFiles } from "../../require-files.ts";
import type { StoredModel } from "./model-manifest.ts";
import type { Home } from "./open.ts";
import type { Held } from "./survey.ts";

/**
 * The model's files in a folder that has no others: made at once when all is there, each held to MD5 and SHA-256 as it
 * arrives; a folder that is there already is held to the checksums where it is.
 */
export async function bringModel(
  home: Home,
  version: ModelVersion,
  { artifact }: Held,
  { manifest, entries }: StoredModel,
  folder: string,
): Promise<void> {
  const { wandb, ports } = home;
  const { files } = ports;
  await placeModel(ports, manifest, folder, async (partial) => {
    const digests = new Map<string, string>();
    const hashing = {
      ...wandb,
      files: {
        ...wandb.files,
        write: (path: string, chunks: AsyncIterable<Uint8Array>) =>
          wandb.files.write(
            path,
            hashed(chunks, (digest) => digests.set(relative(partial, path), digest)),
          ),
      },
    };
    const place = { entity: await home.entity(), project: home.project, collection: version.name };
    await downloadFiles(hashing, place, `v${artifact.index}`, entries, partial);
    if (manifest.files.some(({ path, digest }) => digests.get(path) !== digest))
      await requireFiles(files, partial, manifest);
  });
}

async function* hashed(chunks: AsyncIterable<Uint8Array>, told: (digest: string) => void): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  told(`sha256:${hash.digest("hex")}`);
}
