import { createHash } from "node:crypto";
import { requireName } from "../version.ts";
import { corrupt } from "./journal.ts";
import { keysOf, type VersionEntry } from "./record.ts";
import type { Shelf } from "./shelf.ts";
import { notFound } from "./survey.ts";

const digitsOf = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

/** Evidence lies by its digest beside the version; the record says which content a name has now. What was attached before stays. */
export async function attachEvidence(
  { store, journal, models }: Shelf,
  name: string,
  { version }: VersionEntry,
  evidence: string,
  content: string | Uint8Array,
): Promise<string> {
  requireName(evidence);
  const digits = digitsOf(content);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  await store.put(`${keysOf(name).piece(version, digits)}${evidence}`, bytes);
  await journal.change(name, ({ versions }) => {
    const entry = versions.find((one) => one.version === version);
    if (!entry) throw notFound(models.provider, name, version);
    entry.evidence[evidence] = `sha256:${digits}`;
  });
  return `sha256:${digits}`;
}

/** By name, or by the digest that a promotion recorded. */
export async function readEvidence(
  { store, models }: Shelf,
  name: string,
  { version, evidence }: VersionEntry,
  nameOrDigest: string,
): Promise<string | undefined> {
  const byDigest = /^sha256:[0-9a-f]{64}$/.test(nameOrDigest);
  const digest = byDigest
    ? nameOrDigest
    : Object.hasOwn(evidence, requireName(nameOrDigest))
      ? evidence[nameOrDigest]
      : undefined;
  if (digest === undefined) return undefined;
  const digits = digest.slice("sha256:".length);
  for await (const key of store.list(keysOf(name).piece(version, digits))) {
    const found = await store.get(key);
    if (found && digitsOf(found.content) === digits) return Buffer.from(found.content).toString("utf8");
    throw corrupt(models.provider, store.address(key), "is not what was attached");
  }
  if (byDigest) return undefined;
  throw corrupt(models.provider, store.address(keysOf(name).piece(version, digits)), "is gone");
}
