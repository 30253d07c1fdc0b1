import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { InputError } from "#contracts";
import { requireName, versionNumbers } from "../../version.ts";

/** Where everything of a file registry lies. Every name is checked before it becomes a part of a path. */
export function layoutOf(folder: string, owner: string) {
  const home = (name: string): string => join(folder, requireName(name));
  const versions = (name: string): string => join(home(name), "versions");
  const version = (name: string, number: string): string => join(versions(name), requireVersion(number));
  return {
    home,
    versions,
    version,
    lock: (name: string) => join(home(name), ".lock"),
    aliases: (name: string) => join(home(name), "aliases.json"),
    promotions: (name: string) => join(home(name), "promotions.jsonl"),
    /** Numbers that were given and removed: they never name other bytes. */
    removed: (name: string) => join(home(name), "removed.json"),
    /** What is under way, named by who does it (`ownerWord`): the next one tells by that whether it was left behind. */
    underWay: (name: string, id: string, what: "staged" | "removed") => join(home(name), `.${owner}.${id}.${what}`),
    manifest: (name: string, number: string) => join(version(name, number), "manifest.json"),
    metadata: (name: string, number: string) => join(version(name, number), "metadata.yaml"),
    files: (name: string, number: string) => join(version(name, number), "files"),
    evidence: (name: string, number: string, evidence: string) =>
      join(version(name, number), "evidence", requireName(evidence)),
    /** Every content that was ever attached, by the hexadecimal digits of its digest. */
    archived: (name: string, number: string, digits: string) => join(version(name, number), "evidence-archive", digits),
    uri: (name: string, number: string) => pathToFileURL(version(name, number)).href,
  };
}

export type Layout = ReturnType<typeof layoutOf>;

function requireVersion(number: string): string {
  if (versionNumbers(number)) return number;
  throw new InputError([{ where: "version", problem: `"${number}" is no version`, legal: "1.4.2" }], "bad-version");
}
