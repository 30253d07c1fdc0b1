import { join } from "node:path";
import type { Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { fileAddresses } from "./file-addresses.ts";
import { heldTo } from "./files.ts";
import type { ManifestEntry } from "./manifest.ts";
import { isSafePath } from "./names.ts";
import type { Collection } from "./path.ts";
import { transferTimeoutMs } from "./put-file.ts";

/**
 * Writes these files of a version (`v<n>`) below the folder, each held to its MD5 as it arrives; a bad one is not left
 * there. Other files of the version stay where they are.
 * @throws WandbError `corrupt`, `not-found`
 */
export async function downloadFiles(
  wandb: Wandb,
  place: Collection,
  version: string,
  entries: readonly ManifestEntry[],
  folder: string,
): Promise<void> {
  const wanted = new Map(entries.map((entry) => [entry.path, entry]));
  for await (const page of fileAddresses(wandb, place, version)) {
    for (const [path, address] of page) {
      const entry = wanted.get(path);
      if (!entry) continue;
      await wandb.files.write(join(folder, requireSafe(path)), bytesOf(wandb, entry, address));
      wanted.delete(path);
    }
    if (wanted.size === 0) return;
  }
  const [missing] = wanted.keys();
  throw new WandbError({ code: "not-found", message: `${place.collection}:${version} has no file ${missing}` });
}

/** One small file as text. */
export async function downloadText(
  wandb: Wandb,
  place: Collection,
  version: string,
  entry: ManifestEntry,
): Promise<string> {
  for await (const page of fileAddresses(wandb, place, version)) {
    const address = page.get(entry.path);
    if (!address) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of bytesOf(wandb, entry, address)) chunks.push(chunk);
    return new TextDecoder().decode(Buffer.concat(chunks));
  }
  throw new WandbError({ code: "not-found", message: `${place.collection}:${version} has no file ${entry.path}` });
}

async function* bytesOf(wandb: Wandb, entry: ManifestEntry, address: string): AsyncGenerator<Uint8Array> {
  const answer = await wandb.transfer(address, {
    method: "GET",
    headers: {},
    timeoutMs: transferTimeoutMs(entry.size),
  });
  const corrupt = (problem: string): WandbError =>
    new WandbError({ code: "corrupt", message: `${entry.path} ${problem}` });
  yield* heldTo(answer.body, entry, corrupt);
}

function requireSafe(path: string): string {
  if (isSafePath(path)) return path;
  throw new WandbError({ code: "corrupt", message: `${JSON.stringify(path)} leaves the artifact's folder` });
}
