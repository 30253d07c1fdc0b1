import { removeAll } from "./object-store.ts";
import { publish } from "./publish.ts";
import { keysOf, type RegistryRecord } from "./record.ts";
import { demolish } from "./removal.ts";
import { isOver, type Shelf } from "./shelf.ts";
import { dropUpload } from "./upload.ts";

/**
 * Clears away what killed runs left, and ends what they had agreed: uploads that show no life, removals, versions that the
 * vendor was never told of, objects that the record does not know. What fails here is not this run's business: it is
 * logged, and the next run tries.
 */
export async function sweep(shelf: Shelf, name: string): Promise<void> {
  const { store, journal, ports } = shelf;
  const keys = keysOf(name);
  // listed before the record is read: whoever writes an object has told the record of it before
  const uploads = await foldersIn(shelf, keys.uploads);
  const evidence = await foldersIn(shelf, keys.allEvidence);
  const record = await journal.read(name);
  const known = knownIn(record);
  const trying = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    await work().catch((error: Error) =>
      ports.log.warning(`${what} of ${name} is left for the next run: ${error.message}`),
    );
  };
  for (const { id, aliveAt, abandoned } of record.uploads)
    if (abandoned || isOver(shelf, aliveAt)) await trying(`upload ${id}`, () => dropUpload(shelf, name, id));
  for (const entry of record.removing) await trying(`${entry.version}`, () => demolish(shelf, name, entry));
  for (const { version, place, publisher } of record.versions)
    if (place === null && (!publisher || isOver(shelf, publisher.since)))
      await trying(`${version}`, () => publish(shelf, name, version));
  await trying("what is there twice", () => withdrawTwins(shelf, name, record));
  for (const id of uploads)
    if (!known.uploads.has(id)) await trying(`upload ${id}`, () => removeAll(store, keys.upload(id)));
  for (const version of evidence)
    if (!known.versions.has(version))
      await trying(`evidence ${version}`, () => removeAll(store, keys.evidence(version)));
}

/** A publisher whose answer was lost, or who was killed, may have told the vendor twice, and not have seen it yet. */
async function withdrawTwins({ models }: Shelf, name: string, record: RegistryRecord): Promise<void> {
  const places = new Map(record.versions.map(({ upload, place }) => [upload, place]));
  for (const { upload, place } of record.versions.length > 0 ? await models.versions(name) : []) {
    const kept = upload === undefined ? undefined : places.get(upload);
    if (kept && kept !== place) await models.withdraw(name, place);
  }
}

function knownIn(record: RegistryRecord): { uploads: Set<string>; versions: Set<string> } {
  const entries = [...record.versions, ...record.removing];
  const uploads = [...record.uploads.map(({ id }) => id), ...entries.map(({ upload }) => upload)];
  return { uploads: new Set(uploads), versions: new Set(entries.map(({ version }) => version)) };
}

async function foldersIn({ store }: Shelf, prefix: string): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const key of store.list(prefix)) found.add(key.slice(prefix.length).split("/")[0] ?? "");
  return found;
}
