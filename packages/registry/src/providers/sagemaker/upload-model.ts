import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Metadata, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { contentDigest, type FoundFile, type ModelFile } from "../../model-files.ts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import { packed, packedBytes } from "./pack.ts";
import type { ModelRecord } from "./record.ts";
import { sha256Of, writtenModel } from "./stored-model.ts";

export interface Uploaded {
  id: string;
  /** Of the content. */
  digest: string;
  /** Of `model.json`. */
  model: string;
}

export const shapeOf = (found: readonly FoundFile[]): string =>
  createHash("sha256")
    .update(found.map(({ path, bytes }) => `${bytes} ${path}\n`).join(""))
    .digest("hex");

/**
 * Sends a model as `model.tar.gz` in one read of the disk, which also gives the checksums. The record says first that the
 * upload is under way, and now and then that it lives; what fails is cleared away, what is killed the next run clears.
 */
export async function uploadModel(
  home: Home,
  name: string,
  folder: string,
  found: readonly FoundFile[],
  metadata: Metadata,
): Promise<Uploaded> {
  const { ports, records, bucket } = home;
  const id = ports.random.uuid();
  await records.change(name, (record) => {
    record.uploads[id] = { aliveAt: isoTime(ports.clock), abandoned: false };
    return true;
  });
  try {
    const showLife = lifeSigns(home, name, id);
    const files: ModelFile[] = [];
    const sources = found.map((file) => ({
      ...file,
      open: () => hashed(home, join(folder, file.path), file, showLife, (digest) => files.push({ ...file, digest })),
    }));
    await bucket.upload(layout.archive(name, id), packed(sources), packedBytes(found));
    for (const { path, bytes } of found)
      if ((await ports.files.stat(join(folder, path)))?.size !== bytes) throw changed(path, bytes);
    const written = writtenModel(files, metadata);
    await bucket.write(layout.model(name, id), written);
    return { id, digest: contentDigest(files), model: sha256Of(written) };
  } catch (error) {
    await dropUpload(home, name, id).catch(() => undefined);
    throw error;
  }
}

/**
 * Clears an upload away: agreed in the record first, so that its owner, who may be slow and not dead, makes no version of
 * it; then the bytes, then what names them.
 * @param silentMs how long it has to have shown no life, where it is another's
 */
export async function dropUpload(
  { bucket, records, ports }: Home,
  name: string,
  id: string,
  silentMs = 0,
): Promise<void> {
  const record = await records.change(name, ({ uploads }) => {
    const upload = uploads[id];
    if (!upload || upload.abandoned || ports.clock.now() - Date.parse(upload.aliveAt) < silentMs) return false;
    upload.abandoned = true;
    return true;
  });
  const known = record.versions.some(({ upload }) => upload === id);
  if (known || record.uploads[id]?.abandoned === false) return;
  await bucket.clear(layout.upload(name, id));
  await records.change(name, ({ uploads }) => {
    if (!(id in uploads)) return false;
    delete uploads[id];
    return true;
  });
}

/** @throws ToolkitError `upload-abandoned` */
export function requireAlive({ uploads }: ModelRecord, id: string): void {
  if (uploads[id]?.abandoned !== false) throw abandonedUpload();
}

async function* hashed(
  { ports }: Home,
  path: string,
  file: FoundFile,
  showLife: () => Promise<void>,
  told: (digest: string) => void,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of ports.files.stream(path)) {
    hash.update(chunk);
    size += chunk.length;
    if (size > file.bytes) throw changed(file.path, file.bytes);
    await showLife();
    yield chunk;
  }
  if (size !== file.bytes) throw changed(file.path, file.bytes);
  told(`sha256:${hash.digest("hex")}`);
}

/** Tells the record now and then; between calls it costs a comparison. */
function lifeSigns({ ports, records, leaseSeconds }: Home, name: string, id: string): () => Promise<void> {
  let last = ports.clock.monotonic();
  return async () => {
    if (ports.clock.monotonic() - last < (leaseSeconds * 1000) / 4 || leaseSeconds === 0) return;
    last = ports.clock.monotonic();
    await records.change(name, (record) => {
      requireAlive(record, id);
      record.uploads[id] = { aliveAt: isoTime(ports.clock), abandoned: false };
      return true;
    });
  };
}

const abandonedUpload = (): ToolkitError =>
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
    provider,
    retryable: true,
    message: `${path} had ${bytes} bytes and another size when it was sent: something writes to it`,
    hint: "register when the training has ended",
  });
