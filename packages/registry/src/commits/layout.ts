import { InputError } from "#contracts";
import { requireName, versionNumbers } from "../version.ts";

/** Where the records of a model lie: the file registry's layout, without the bytes. */
export const layout = {
  aliases: "aliases.json",
  promotions: "promotions.jsonl",
  /** Numbers that were given and removed: they never name other bytes. */
  removed: "removed.json",
  version: (number: string): string => `versions/${requireVersion(number)}/`,
  manifest: (number: string): string => `versions/${requireVersion(number)}/manifest.json`,
  metadata: (number: string): string => `versions/${requireVersion(number)}/metadata.yaml`,
  evidence: (number: string, evidence: string): string =>
    `versions/${requireVersion(number)}/evidence/${requireName(evidence)}`,
  /** Every content that was ever attached, by the hexadecimal digits of its digest. */
  archived: (number: string, digits: string): string => `versions/${requireVersion(number)}/evidence-archive/${digits}`,
};

function requireVersion(number: string): string {
  if (versionNumbers(number)) return number;
  throw new InputError([{ where: "version", problem: `"${number}" is no version`, legal: "1.4.2" }], "bad-version");
}
