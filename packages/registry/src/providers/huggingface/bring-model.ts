import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import { placeModel } from "../../place-model.ts";
import type { Client } from "./client.ts";
import { type Ports, provider } from "./config.ts";
import type { Repository } from "./repository.ts";

/**
 * The model's files in a folder that has no others: made at once when all is there, each held to its SHA-256 as it arrives;
 * a folder that is there already is held to the checksums where it is.
 */
export async function bringModel(
  ports: Ports,
  client: Client,
  repository: Repository,
  revision: string,
  manifest: Manifest,
  folder: string,
): Promise<void> {
  await placeModel(ports, manifest, folder, async (partial) => {
    for (const file of manifest.files)
      await client.retried(async () => await bringFile(ports, repository, revision, manifest, file, partial));
  });
}

async function bringFile(
  { files }: Ports,
  repository: Repository,
  revision: string,
  { name, version }: Manifest,
  { path, bytes, digest }: Manifest["files"][number],
  folder: string,
): Promise<void> {
  const { body } = await repository.open(revision, path, bytes);
  const hash = createHash("sha256");
  let failure: unknown;
  const arriving = async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of body) {
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      failure = error;
      throw error;
    }
  };
  // what the connection said, whatever the files made of it
  await files.writeStream(join(folder, path), arriving()).catch((error: unknown) => {
    throw failure ?? error;
  });
  if (`sha256:${hash.digest("hex")}` === digest) return;
  throw new ToolkitError({
    code: "model-corrupt",
    provider,
    message: `${name} ${version}: ${path} is not the registered file`,
    hint: "register the model again from its training",
  });
}
