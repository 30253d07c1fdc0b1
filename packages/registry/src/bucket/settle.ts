import { isoTime } from "#platform";
import { contentDigest } from "../model-files.ts";
import type { Candidate, ModelVersion } from "../registry.ts";
import { abandonedUpload } from "../upload-life.ts";
import { nextVersion } from "../version.ts";
import { publish } from "./publish.ts";
import type { RegistryRecord } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import { dropUpload, type Upload } from "./upload.ts";

export interface Settled {
  version: ModelVersion;
  created: boolean;
}

/**
 * Makes a whole upload a version: in one change of the record it gets the next number, which stays with these bytes for
 * ever. Bytes that have a number already keep it, and this upload goes.
 */
export async function settle(
  shelf: Shelf,
  { name, bump }: Candidate,
  { id, files }: Upload,
  shape: string,
): Promise<Settled> {
  const { journal, store, models, ports } = shelf;
  const digest = contentDigest(files);
  const taken = models.taken(await models.versions(name));
  const { number, own } = await journal.change(name, (record) => {
    const held = heldBy(record, digest);
    if (held) return { number: held.version, own: false };
    if (!record.uploads.some((upload) => upload.id === id && !upload.abandoned)) throw abandonedUpload(models.provider);
    const version = nextVersion([...record.versions.map((one) => one.version), ...record.removed, ...taken], bump);
    const createdAt = isoTime({ ...ports.clock, now: store.now });
    const publisher = { id: shelf.id, since: store.now() };
    record.versions.push({ version, digest, shape, upload: id, createdAt, place: null, publisher, evidence: {} });
    record.uploads = record.uploads.filter((upload) => upload.id !== id);
    return { number: version, own: true };
  });
  if (!own) await dropUpload(shelf, name, id);
  return { version: await publish(shelf, name, number), created: own };
}

export const heldBy = (record: RegistryRecord, digest: string) =>
  record.versions.find((version) => version.digest === digest);
