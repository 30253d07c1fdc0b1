import type * as z from "zod";
import { InputError, parseStrictly } from "#contracts";
import type { Files } from "./files.ts";

/**
 * A YAML (or JSON) file that a person wrote, checked.
 * @param shown the path as the user gave it, for errors
 * @throws InputError `missing-file`, `bad-yaml` with line and column, or every problem of the schema
 */
export async function readYaml<Schema extends z.ZodType>(
  files: Files,
  path: string,
  schema: Schema,
  shown: string,
): Promise<z.output<Schema>> {
  if ((await files.stat(path))?.kind !== "file")
    throw new InputError([{ where: shown, problem: "there is no such file" }], "missing-file");
  const { parseDocument } = await import("yaml");
  const document = parseDocument(await files.readText(path));
  if (document.errors.length > 0) {
    throw new InputError(
      document.errors.map(({ message }) => ({ where: shown, problem: message.split("\n")[0] ?? message })),
      "bad-yaml",
    );
  }
  return parseStrictly(schema, document.toJS({ maxAliasCount: 100 }), shown);
}

/** The same for a JSON file that a step wrote. */
export async function readJson<Schema extends z.ZodType>(
  files: Files,
  path: string,
  schema: Schema,
  shown: string,
): Promise<z.output<Schema>> {
  if ((await files.stat(path))?.kind !== "file")
    throw new InputError([{ where: shown, problem: "there is no such file" }], "missing-file");
  let value: unknown;
  try {
    value = JSON.parse(await files.readText(path));
  } catch (error) {
    throw new InputError(
      [{ where: shown, problem: `is not JSON: ${(error as Error).message.slice(0, 200)}` }],
      "bad-json",
    );
  }
  return parseStrictly(schema, value, shown);
}
