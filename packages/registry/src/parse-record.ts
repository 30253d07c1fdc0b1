import * as z from "zod";
import type { Manifest, ToolkitError } from "#contracts";
import { contentDigest } from "./model-files.ts";

export const aliasesSchema = z.record(z.string(), z.string());
export const removedSchema = z.array(z.string());

/** Makes the error of a record that is not what was written. */
export type Corrupt = (path: string, problem: string) => ToolkitError;

/** What a record says; whatever is not what was written is `corrupt`, never taken for absent. */
export function parseRecord<Schema extends z.ZodType>(
  path: string,
  text: string,
  schema: Schema,
  corrupt: Corrupt,
  parse: (text: string) => unknown = JSON.parse,
): z.output<Schema> {
  let value: unknown;
  try {
    value = parse(text);
  } catch {
    throw corrupt(path, "cannot be read");
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw corrupt(path, `is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
}

/** The manifest, when it is this version's and lists what its digest says. */
export function requireSound(
  manifest: Manifest,
  { name, version }: { name: string; version: string },
  path: string,
  corrupt: Corrupt,
): Manifest {
  if (manifest.name !== name || manifest.version !== version)
    throw corrupt(path, `is the manifest of ${manifest.name} ${manifest.version}`);
  if (manifest.digest !== contentDigest(manifest.files)) throw corrupt(path, "lists other files than its digest says");
  return manifest;
}
