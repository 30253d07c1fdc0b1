import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Metadata, ToolkitError } from "#contracts";
import type { Files } from "#platform";
import type { FoundFile, ModelFile } from "../model-files.ts";
import { type ObjectStore, removeAll } from "./object-store.ts";
import { type Content, keysOf } from "./record.ts";
import type { Shelf } from "./shelf.ts";

export interface Upload {
  id: string;
  files: ModelFile[];
}

/** Names and sizes, hashed. */
export const shapeOf = (found: readonly FoundFile[]): string =>
  createHash("sha256")
    .update(found.map(({ path, bytes }) => `${bytes} ${path}\n`).join(""))
    .digest("hex");

/**
 * Sends a model's files to a place of their own and takes their checksums in the same read. The record knows of it before
 * the first byte, and it shows life on the way, so that nobody takes it for abandoned. What fails is cleared away; what is
 * killed, the next run clears.
 */
export async function uploadModel(
  shelf: Shelf,
  name: string,
  folder: string,
  found: readonly FoundFile[],
  metadata: Metadata,
): Promise<Upload> {
  const { journal, store, ports } = shelf;
  const id = ports.random.uuid();
  await journal.change(name, (record) => {
    record.uploads.push({ id, aliveAt: store.now(), abandoned: false });
  });
  try {
    const files = await send(shelf, name, id, folder, found);
    const content: Content = { schemaVersion: 1, files, metadata };
    await store.put(keysOf(name).content(id), new TextEncoder().encode(JSON.stringify(content)));
    return { id, files };
  } catch (error) {
    await dropUpload(shelf, name, id).catch(() => undefined);
    throw error;
  }
}

/** Nobody makes a version of it any more; then it goes. Left alone when somebody did already. */
export async function dropUpload({ journal, store }: Shelf, name: string, id: string): Promise<void> {
  const became = await journal.change(name, (record) => {
    for (const upload of record.uploads) if (upload.id === id) upload.abandoned = true;
    return record.versions.some(({ upload }) => upload === id);
  });
  if (became) return;
  await removeAll(store, keysOf(name).upload(id));
  await journal.change(name, (record) => {
    record.uploads = record.uploads.filter((upload) => upload.id !== id);
  });
}

/** Files on the way at once. More gain nothing and hold more memory. */
const atOnce = 3;

async function send(
  shelf: Shelf,
  name: string,
  id: string,
  folder: string,
  found: readonly FoundFile[],
): Promise<ModelFile[]> {
  const showLife = lifeSigns(shelf, name, id);
  const sent = new Map<string, ModelFile>();
  const waiting = [...found];
  let failed: { error: unknown } | undefined;
  const sender = async (): Promise<void> => {
    for (let file = waiting.shift(); file && !failed; file = waiting.shift()) {
      try {
        const key = `${keysOf(name).files(id)}${file.path}`;
        sent.set(file.path, await sendFile(shelf.ports.files, shelf.store, key, folder, file, showLife));
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  // all have ended before anybody clears away: nothing is written behind their back
  await Promise.all(Array.from({ length: atOnce }, sender));
  if (failed) throw failed.error;
  return found.flatMap(({ path }) => sent.get(path) ?? []);
}

async function sendFile(
  files: Files,
  store: ObjectStore,
  key: string,
  folder: string,
  { path, bytes }: FoundFile,
  showLife: () => Promise<void>,
): Promise<ModelFile> {
  const local = join(folder, path);
  let reading = { hash: createHash("sha256"), size: 0 };
  const open = async function* (): AsyncGenerator<Uint8Array> {
    const current = { hash: createHash("sha256"), size: 0 };
    reading = current;
    for await (const chunk of files.stream(local)) {
      current.hash.update(chunk);
      current.size += chunk.length;
      if (current.size > bytes) throw changed(path, bytes);
      await showLife();
      yield chunk;
    }
    if (current.size !== bytes) throw changed(path, bytes);
  };
  await store.upload(key, { bytes, open });
  if (reading.size !== bytes || (await files.stat(local))?.size !== bytes) throw changed(path, bytes);
  return { path, bytes, digest: `sha256:${reading.hash.digest("hex")}` };
}

/** Tells the record now and then; between calls it costs a comparison. */
function lifeSigns({ ports, journal, store, leaseSeconds, models }: Shelf, name: string, id: string) {
  let last = ports.clock.monotonic();
  return async (): Promise<void> => {
    if (ports.clock.monotonic() - last < (leaseSeconds * 1000) / 4) return;
    last = ports.clock.monotonic();
    await journal.change(name, (record) => {
      const mine = record.uploads.find((upload) => upload.id === id && !upload.abandoned);
      if (!mine) throw abandonedUpload(models.provider);
      mine.aliveAt = store.now();
    });
  };
}

export const abandonedUpload = (provider: string): ToolkitError =>
  new ToolkitError({
    code: "upload-abandoned",
    provider,
    retryable: true,
    message: "another run took this upload for dead, because it showed no life for too long",
    hint: "run it again",
  });

const changed = (path: string, bytes: number): ToolkitError =>
  new ToolkitError({
    code: "model-changed",
    message: `${path} had ${bytes} bytes and another size when it was sent: something writes to it`,
    hint: "register when the training has ended",
  });
