import { ToolkitError } from "#contracts";
import { removeAll } from "./object-store.ts";
import { keysOf, type RegistryRecord, type VersionEntry } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import { survey } from "./survey.ts";

/**
 * Removes a version that no alias points to. The record says so first, in the same change that finds no alias there, so
 * that nobody can give it one meanwhile; its bytes go last. A number that was removed is never given again.
 */
export async function removeVersion(shelf: Shelf, name: string, version: string): Promise<void> {
  for (;;) {
    const found = await survey(shelf, name);
    const held = [...found.pointed].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
    if (held.length > 0) throw inUse(shelf, name, version, held);
    const aliases = JSON.stringify(found.record.aliases);
    const entry = await shelf.journal.change(name, (record) => {
      if (JSON.stringify(record.aliases) !== aliases) return "moved";
      return announce(record, version);
    });
    if (entry === "moved") continue;
    if (entry) await demolish(shelf, name, entry);
    return;
  }
}

function announce(record: RegistryRecord, version: string): VersionEntry | undefined {
  const entry = record.versions.find((one) => one.version === version);
  if (!entry) return record.removing.find((one) => one.version === version);
  record.versions = record.versions.filter((one) => one !== entry);
  record.removing.push(entry);
  record.removed.push(version);
  // of an alias that was moved on by hand, at the vendor
  record.aliases = Object.fromEntries(Object.entries(record.aliases).filter(([, { to }]) => to !== version));
  return entry;
}

/** Ends a removal that was agreed. What the vendor itself still needs comes back, whole. */
export async function demolish(shelf: Shelf, name: string, { version, upload }: VersionEntry): Promise<void> {
  const { models, store, journal } = shelf;
  const keys = keysOf(name);
  try {
    for (const one of await models.versions(name)) if (one.upload === upload) await models.withdraw(name, one.place);
  } catch (error) {
    if (error instanceof ToolkitError && error.code === "version-in-use") await restore(shelf, name, version);
    throw error;
  }
  await removeAll(store, keys.evidence(version));
  await removeAll(store, keys.upload(upload));
  await journal.change(name, (record) => {
    record.removing = record.removing.filter((one) => one.version !== version);
  });
}

async function restore({ journal }: Shelf, name: string, version: string): Promise<void> {
  await journal.change(name, (record) => {
    const entry = record.removing.find((one) => one.version === version);
    if (!entry) return;
    record.removing = record.removing.filter((one) => one !== entry);
    record.removed = record.removed.filter((one) => one !== version);
    record.versions.push(entry);
  });
}

function inUse({ models }: Shelf, name: string, version: string, held: string[]): ToolkitError {
  return new ToolkitError({
    code: "version-in-use",
    provider: models.provider,
    message: `${name} ${version} is ${held.join(", ")}`,
    hint: "move the alias first",
  });
}
