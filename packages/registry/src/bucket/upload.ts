import type { FoundFile, ModelFile } from "../model-files.ts";
import type { Candidate } from "../registry.ts";
import { readModelFile, sendModelFiles } from "../send-model-files.ts";
import { abandonedUpload, lifeSigns } from "../upload-life.ts";
import { removeAll } from "./object-store.ts";
import { type Content, keysOf } from "./record.ts";
import type { Shelf } from "./shelf.ts";

export interface Upload {
  id: string;
  files: ModelFile[];
}

/**
 * Sends a model's files to a place of their own and takes their checksums in the same read. The record knows of it before
 * the first byte, and it shows life on the way, so that nobody takes it for abandoned. What fails is cleared away; what is
 * killed, the next run clears.
 */
export async function uploadModel(shelf: Shelf, candidate: Candidate, found: readonly FoundFile[]): Promise<Upload> {
  const { journal, store, ports } = shelf;
  const { name, metadata } = candidate;
  const id = ports.random.uuid();
  await journal.change(name, (record) => {
    record.uploads.push({ id, aliveAt: store.now(), abandoned: false });
  });
  try {
    const files = await send(shelf, candidate, id, found);
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

function send(
  shelf: Shelf,
  { name, folder, digests }: Candidate,
  id: string,
  found: readonly FoundFile[],
): Promise<ModelFile[]> {
  const { store, ports, models } = shelf;
  const rules = { provider: models.provider, onChunk: lifeSignsOf(shelf, name, id), digests };
  return sendModelFiles(
    found.map((file) => readModelFile(ports.files, folder, file, rules)),
    ({ file: { path, bytes }, open }) => store.upload(`${keysOf(name).files(id)}${path}`, { bytes, open }),
  );
}

function lifeSignsOf({ ports, journal, store, leaseSeconds, models }: Shelf, name: string, id: string) {
  return lifeSigns(ports.clock, leaseSeconds, () =>
    journal.change(name, (record) => {
      const mine = record.uploads.find((upload) => upload.id === id && !upload.abandoned);
      if (!mine) throw abandonedUpload(models.provider);
      mine.aliveAt = store.now();
    }),
  );
}
