import { join } from "node:path";
import type { Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { textOf } from "../client/transport.ts";
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
  for (let attempt = 1; wanted.size > 0; attempt++) {
    try {
      await bring(wandb, place, version, wanted, folder);
    } catch (error) {
      // an address that ran out before its turn came: the rest is asked for anew
      if (!(error instanceof WandbError) || error.code !== "forbidden" || attempt >= 3) throw error;
    }
  }
}

/** Takes from `wanted` what is there. */
async function bring(
  wandb: Wandb,
  place: Collection,
  version: string,
  wanted: Map<string, ManifestEntry>,
  folder: string,
): Promise<void> {
  for await (const page of fileAddresses(wandb, place, version)) {
    for (const [path, address] of page) {
      const entry = wanted.get(path);
      if (!entry) continue;
      const to = join(folder, requireSafe(path));
      await wandb.receive(address, transferTimeoutMs(entry.size), ({ body }) =>
        wandb.files.write(to, heldTo(body, entry, corrupt(path))),
      );
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
    return await wandb.receive(address, transferTimeoutMs(entry.size), (answer) =>
      textOf({ ...answer, body: heldTo(answer.body, entry, corrupt(entry.path)) }),
    );
  }
  throw new WandbError({ code: "not-found", message: `${place.collection}:${version} has no file ${entry.path}` });
}

const corrupt =
  (path: string) =>
  (problem: string): WandbError =>
    new WandbError({ code: "corrupt", message: `${path} ${problem}` });

function requireSafe(path: string): string {
  if (isSafePath(path)) return path;
  throw new WandbError({ code: "corrupt", message: `${JSON.stringify(path)} leaves the artifact's folder` });
}
