import type { Schema } from "./description.ts";

/**
 * The smallest value that a schema takes, with what a test cares about laid over it: GitHub's answers carry hundreds of
 * required fields that nobody here reads.
 */
export function sampleOf(schema: Schema, resolve: (schema: Schema) => Schema, over: unknown = undefined): unknown {
  const whole = merged(resolve(schema), resolve);
  if (over === null) return null;
  if (whole["properties"]) {
    const properties = whole["properties"] as Record<string, Schema>;
    const given = (over ?? {}) as Record<string, unknown>;
    const names = new Set([...((whole["required"] ?? []) as string[]), ...Object.keys(given)]);
    return Object.fromEntries(
      [...names].map((name) => [
        name,
        properties[name] ? sampleOf(properties[name], resolve, given[name]) : given[name],
      ]),
    );
  }
  const alternatives = ((whole["oneOf"] ?? whole["anyOf"] ?? []) as Schema[]).map(resolve);
  if (over === undefined && alternatives.some(({ type }) => type === "null")) return null;
  const chosen = alternatives.find((each) => fits(each, over, resolve)) ?? alternatives[0];
  if (chosen) return sampleOf(chosen, resolve, over);
  if (Array.isArray(over) && whole["items"])
    return over.map((item) => sampleOf(whole["items"] as Schema, resolve, item));
  return over === undefined ? plain(whole) : over;
}

function merged(schema: Schema, resolve: (schema: Schema) => Schema): Schema {
  const parts = ((schema["allOf"] ?? []) as Schema[]).map(resolve);
  return parts.length === 0
    ? schema
    : {
        properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
        required: parts.flatMap(({ required }) => (required ?? []) as string[]),
      };
}

/** By its JSON type, and by its field `type` where alternatives are told apart by that. */
function fits({ type, properties }: Schema, value: unknown, resolve: (schema: Schema) => Schema): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return type === "array";
  if (typeof value !== "object" || value === null)
    return type === (typeof value === "number" ? "integer" : typeof value);
  const kinds = resolve((properties as Record<string, Schema> | undefined)?.["type"] ?? {})["enum"] as unknown[];
  const kind = (value as { type?: unknown }).type;
  return type !== "array" && (kind === undefined || !kinds || kinds.includes(kind));
}

function plain(schema: Schema): unknown {
  const [legal] = (schema["enum"] ?? []) as unknown[];
  if (legal !== undefined) return legal;
  switch (schema["type"]) {
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return {};
    default:
      if (schema["format"] === "uri") return "https://example.com/";
      return schema["format"] === "date-time" ? "2026-01-02T03:04:05Z" : "x";
  }
}
