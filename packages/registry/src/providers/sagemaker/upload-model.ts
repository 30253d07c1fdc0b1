import { isoTime } from "#platform";
import { contentDigest, type FoundFile, type ModelFile } from "../../model-files.ts";
import type { Candidate } from "../../registry.ts";
import { readModelFile } from "../../send-model-files.ts";
import { abandonedUpload, lifeSigns } from "../../upload-life.ts";
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

/**
 * Sends a model as `model.tar.gz` in one read of the disk, which also gives the checksums. The record says first that the
 * upload is under way, and now and then that it lives; what fails is cleared away, what is killed the next run clears.
 */
export async function uploadModel(
  home: Home,
  { name, folder, metadata, digests }: Candidate,
  found: readonly FoundFile[],
): Promise<Uploaded> {
  const { ports, records, bucket } = home;
  const id = ports.random.uuid();
  await records.change(name, (record) => {
    record.uploads[id] = { aliveAt: isoTime(ports.clock), abandoned: false };
    return true;
  });
  try {
    const rules = { provider, retryable: true, onChunk: lifeSignsOf(home, name, id), digests };
    const readings = found.map((file) => readModelFile(ports.files, folder, file, rules));
    const sources = readings.map(({ file, open }) => ({ ...file, open }));
    await bucket.upload(layout.archive(name, id), packed(sources), packedBytes(found));
    const files: ModelFile[] = [];
    for (const reading of readings) files.push(await reading.finish());
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
  if (uploads[id]?.abandoned !== false) throw abandonedUpload(provider);
}

function lifeSignsOf({ ports, records, leaseSeconds }: Home, name: string, id: string): () => Promise<void> {
  if (leaseSeconds === 0) return async () => undefined;
  return lifeSigns(ports.clock, leaseSeconds, async () => {
    await records.change(name, (record) => {
      requireAlive(record, id);
      record.uploads[id] = { aliveAt: isoTime(ports.clock), abandoned: false };
      return true;
    });
  });
}
