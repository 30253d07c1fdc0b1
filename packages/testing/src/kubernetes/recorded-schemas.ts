import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { parseAllDocuments } from "yaml";

/** `apiVersion/kind` to schema; recorded by the live suite `kubernetes` from the engines' own definitions, and trimmed. */
export const recordedSchemasFile = join(import.meta.dirname, "__fixtures__/schemas.json");

const compiled = new Map<string, ValidateFunction>();

/** What is wrong with an object; empty for a good one. A kind that is not recorded is wrong. */
export function schemaProblems(object: unknown): string[] {
  const { apiVersion, kind } = (object ?? {}) as { apiVersion?: string; kind?: string };
  const key = `${apiVersion}/${kind}`;
  if (compiled.size === 0) {
    const ajv = new Ajv({ allErrors: true, strict: false });
    const recorded = JSON.parse(readFileSync(recordedSchemasFile, "utf8")) as Record<string, object>;
    for (const [name, schema] of Object.entries(recorded)) compiled.set(name, ajv.compile(schema));
  }
  const validate = compiled.get(key);
  if (!validate) return [`no schema of ${key} is recorded`];
  if (validate(object)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, params["additionalProperty"]].filter(Boolean).join(" "),
  );
}

/** The same of every document of a manifest, each with its kind before it. */
export function manifestProblems(content: string): string[] {
  const documents = parseAllDocuments(content).map((document) => document.toJS() as { kind?: string } | null);
  const objects = documents.filter((object) => object !== null);
  if (objects.length === 0) return ["the manifest is empty"];
  return objects.flatMap((object) => schemaProblems(object).map((problem) => `${object.kind}: ${problem}`));
}
