import { ToolkitError } from "#contracts";
import { artifactsOf } from "../artifacts.ts";
import type { ModelVersion } from "../registry.ts";
import { parsedObject } from "./journal.ts";
import { type Content, contentSchema, keysOf, type VersionEntry } from "./record.ts";
import { isOver, type Shelf } from "./shelf.ts";
import { described, isShown, notFound } from "./survey.ts";

/**
 * Tells the vendor of a version that has its number, unless he shows it. One process at a time does, because the vendor
 * would take it twice; who waits for another takes over when that one is over its time. Anybody can do it for an owner who
 * was killed: all it needs lies in the bucket.
 */
export async function publish(shelf: Shelf, name: string, number: string): Promise<ModelVersion> {
  const { models, journal, store, ports } = shelf;
  for (;;) {
    const vendor = await models.versions(name);
    const entry = await journal.change(name, (record) => {
      const found = record.versions.find(({ version }) => version === number);
      if (!found) throw notFound(models.provider, name, number);
      if (isShown(found, vendor)) return found;
      if (found.publisher && found.publisher.id !== shelf.id && !isOver(shelf, found.publisher.since)) return found;
      // the vendor may have lost what he had: removed there by hand
      found.place = null;
      if (found.publisher?.id !== shelf.id) found.publisher = { id: shelf.id, since: store.now() };
      return found;
    });
    if (isShown(entry, vendor)) return described(shelf, name, entry);
    if (entry.publisher?.id !== shelf.id) {
      ports.log.info(`another run registers ${name} ${number} at ${models.vendor}; waiting for it`);
      await ports.clock.sleep(1000);
      continue;
    }
    const begun = vendor.find(({ upload }) => upload === entry.upload);
    try {
      const place = begun?.place ?? (await tell(shelf, name, entry));
      const kept = await keep(shelf, name, entry, place);
      if (kept === "gone") await models.withdraw(name, place);
      if (kept === "gone" || kept === "another's") continue;
      await withdrawTwins(shelf, name, kept);
      return described(shelf, name, kept);
    } catch (error) {
      await giveBack(shelf, name, number).catch(() => undefined);
      throw error;
    }
  }
}

async function tell(shelf: Shelf, name: string, entry: VersionEntry): Promise<string> {
  const { models, store } = shelf;
  const content = await readContent(shelf, name, entry);
  const keys = keysOf(name);
  const { stringify } = await import("yaml");
  const metadata = stringify(metadataOf(shelf, name, entry, content));
  await store.put(keys.metadata(entry.upload), new TextEncoder().encode(metadata));
  const { upload, version, digest } = entry;
  const files = store.address(keys.files(upload));
  const publication = { upload, version, digest, files, metadata: content.metadata };
  return await models.publish(name, publication, lifeSigns(shelf, name, entry));
}

/** Tells the record now and then that the vendor is still at it. */
function lifeSigns({ ports, journal, store, leaseSeconds, id }: Shelf, name: string, { version }: VersionEntry) {
  let last = ports.clock.monotonic();
  return async (): Promise<void> => {
    if (ports.clock.monotonic() - last < (leaseSeconds * 1000) / 4) return;
    last = ports.clock.monotonic();
    await journal.change(name, (record) => {
      const mine = record.versions.find((one) => one.version === version)?.publisher;
      if (mine?.id === id) mine.since = store.now();
    });
  };
}

/** Writes the place down, unless the version went meanwhile, or another took us for dead and does it. */
async function keep(
  { journal, id }: Shelf,
  name: string,
  { version, upload }: VersionEntry,
  place: string,
): Promise<VersionEntry | "gone" | "another's"> {
  return await journal.change(name, (record) => {
    const found = record.versions.find((one) => one.version === version && one.upload === upload);
    if (!found) return "gone";
    if (found.publisher?.id !== id) return found.place === null ? "another's" : found;
    found.place ??= place;
    found.publisher = null;
    return found;
  });
}

/** A publisher who was too slow, or was killed before he could write the place down, leaves the version twice. */
async function withdrawTwins({ models }: Shelf, name: string, { upload, place }: VersionEntry): Promise<void> {
  for (const one of await models.versions(name))
    if (one.upload === upload && one.place !== place) await models.withdraw(name, one.place);
}

async function giveBack({ journal, id }: Shelf, name: string, number: string): Promise<void> {
  await journal.change(name, (record) => {
    for (const one of record.versions) if (one.version === number && one.publisher?.id === id) one.publisher = null;
  });
}

/** What lies beside the upload's files. */
export async function readContent(
  { models, store }: Pick<Shelf, "models" | "store">,
  name: string,
  { version, upload }: VersionEntry,
): Promise<Content> {
  const key = keysOf(name).content(upload);
  const found = await store.get(key);
  if (found) return parsedObject(found.content, contentSchema, models.provider, store.address(key));
  throw new ToolkitError({
    code: "registry-corrupt",
    provider: models.provider,
    message: `${store.address(key)}, which lists the files of ${name} ${version}, is gone`,
    hint: "restore it from an earlier version of the object, or remove this version and register the model again",
  });
}

export function metadataOf({ store }: Pick<Shelf, "store">, name: string, entry: VersionEntry, content: Content) {
  const paths = content.files.map(({ path }) => path);
  const artifacts = artifactsOf(store.address(keysOf(name).files(entry.upload)), paths);
  return { ...content.metadata, model_version: entry.version, artifacts };
}
