import { ToolkitError } from "#contracts";
import type { ModelVersion } from "../registry.ts";
import { compareVersions } from "../version.ts";
import { corrupt } from "./journal.ts";
import { keysOf, type RegistryRecord, type VersionEntry } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import type { VendorVersion } from "./vendor-models.ts";

/** All of one model at one time. */
export interface Survey {
  name: string;
  record: RegistryRecord;
  vendor: VendorVersion[];
  /** Versions that are there for everybody: agreed, and shown by the vendor. The oldest first. */
  live: { entry: VersionEntry; version: ModelVersion }[];
  /** Alias to version; to `<vendor>'s <place>` where somebody pointed it to a version that is none of ours. */
  pointed: Map<string, string>;
}

/**
 * The record is read first: what it says the vendor has was there before, so a version that the vendor lacks then was
 * removed there by hand. It is hidden, and its bytes stay: who registers them again heals it, who removes it ends it.
 * @param always whether the vendor is asked also where nothing of ours can be there
 */
export async function survey(
  shelf: Shelf,
  name: string,
  { always = false }: { always?: boolean } = {},
): Promise<Survey> {
  const record = await shelf.journal.read(name);
  const vendor = always || record.versions.length > 0 ? await shelf.models.versions(name) : [];
  const live = record.versions
    .filter((entry) => isShown(entry, vendor))
    .map((entry) => ({ entry, version: described(shelf, name, entry) }))
    .sort((left, right) => compareVersions(left.version.version, right.version.version));
  const pointed = pointedAt(shelf, record, vendor);
  for (const { version } of live)
    version.aliases = [...pointed].flatMap(([alias, to]) => (to === version.version ? [alias] : [])).sort();
  return { name, record, vendor, live, pointed };
}

export const isShown = ({ place, upload }: VersionEntry, vendor: readonly VendorVersion[]): boolean =>
  place !== null && vendor.some((one) => one.place === place && one.upload === upload);

export function described(
  { models }: Shelf,
  name: string,
  { version, digest, createdAt, place }: VersionEntry,
): ModelVersion {
  const uri = models.uri(name, place ?? "");
  return { name, version, digest, modelRef: `${name}#${digest}`, uri, createdAt, aliases: [] };
}

/** What messages call a version that another tool made. */
export const foreignPlace = ({ models }: Pick<Shelf, "models">, place: string): string => `${models.vendor}'s ${place}`;

function pointedAt({ models }: Shelf, record: RegistryRecord, vendor: readonly VendorVersion[]): Map<string, string> {
  const pointed = new Map<string, string>();
  if (models.hasAliases)
    for (const { place, upload, aliases } of vendor) {
      const ours = record.versions.find((entry) => entry.upload === upload);
      for (const alias of aliases) pointed.set(alias, ours?.version ?? foreignPlace({ models }, place));
    }
  // agreed, but the vendor has not followed yet: its mover is on the way, or was killed
  for (const [alias, { to, shown }] of Object.entries(record.aliases))
    if (to === null && !shown) pointed.delete(alias);
    else if (to !== null && (!shown || !models.hasAliases)) pointed.set(alias, to);
  return pointed;
}

export function requireLive({ live, name }: Survey, version: string, provider: string): Survey["live"][number] {
  const found = live.find((one) => one.version.version === version);
  if (found) return found;
  throw notFound(provider, name, version);
}

/** An alias of what cannot be handed out, taken for absent, would make a release the first one. */
export function requireOurs({ models, store }: Shelf, found: Survey, alias: string): void {
  const to = found.pointed.get(alias);
  if (to === undefined || found.live.some(({ version }) => version.version === to)) return;
  if (found.record.versions.some(({ version }) => version === to))
    throw corrupt(
      models.provider,
      store.address(keysOf(found.name).record),
      `says that ${found.name}@${alias} is ${to}, which was removed at ${models.vendor}: register the same files again, or move the alias`,
    );
  throw new ToolkitError({
    code: "foreign-version",
    provider: models.provider,
    message: `${found.name}@${alias} is ${to}, which another tool made: it has no checksums`,
    hint: "register that model by this toolkit, or move the alias",
  });
}

export const notFound = (provider: string, name: string, version: string): ToolkitError =>
  new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });
