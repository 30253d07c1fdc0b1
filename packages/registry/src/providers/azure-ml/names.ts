import { InputError } from "#contracts";
import { requireAlias } from "../../version.ts";

/** Azure ML's pattern is `^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}$`; our own rule has no capitals. @throws InputError `bad-name` */
export function requireModelName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,127}$/.test(name)) return name;
  const legal = "at Azure ML: small letters, digits, _ -, at most 128, first a letter or digit; no dots";
  throw new InputError([{ where: "name", problem: `"${name}" is no model name`, legal }], "bad-name");
}

/** @throws InputError `bad-alias`, also for the label that Azure ML moves by itself */
export function requireModelAlias(wanted: string): string {
  const alias = requireAlias(wanted);
  if (alias !== "latest") return alias;
  const legal = "small letters, digits, _ -; Azure ML keeps latest for itself";
  throw new InputError([{ where: "alias", problem: '"latest" is no alias', legal }], "bad-alias");
}
