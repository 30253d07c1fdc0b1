/** JSON Schema, as far as Kubernetes uses it. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  required?: string[];
  oneOf?: Schema[];
  [keyword: string]: unknown;
}

/** What counts in a schema beside its structure. */
const kept = new Set(
  "enum minimum maximum minLength maxLength minItems maxItems minProperties maxProperties pattern required format".split(
    " ",
  ),
);

/**
 * A schema of a custom resource, or of the API's own description, as one that refuses unknown fields: what
 * `kubectl apply` with strict validation does.
 * @param resolve what a `$ref` names
 */
export function strictSchema(schema: Schema, resolve?: (reference: string) => Schema): Schema {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    if (!resolve) throw new Error(`${reference} cannot be resolved`);
    return strictSchema(resolve(reference), resolve);
  }
  if (schema["x-kubernetes-int-or-string"] || schema["format"] === "int-or-string")
    return { oneOf: [{ type: "string" }, { type: "integer" }] };
  const strict: Schema = Object.fromEntries(Object.entries(schema).filter(([keyword]) => kept.has(keyword)));
  // the formats of the API say how numbers are stored
  delete strict["format"];
  if (schema.type) strict.type = schema["nullable"] ? [schema.type as string, "null"] : schema.type;
  if (schema.items) strict.items = strictSchema(schema.items, resolve);
  if (schema.properties) {
    strict.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [name, strictSchema(each, resolve)]),
    );
    if (!schema["x-kubernetes-preserve-unknown-fields"]) strict.additionalProperties = false;
  } else if (typeof schema.additionalProperties === "object")
    strict.additionalProperties = strictSchema(schema.additionalProperties, resolve);
  return strict;
}

/**
 * The schema without the properties that no sample has: what is left is stricter than the whole.
 * @param whole names of properties that are kept with all that is in them
 */
export function trimmedSchema(schema: Schema, samples: readonly unknown[], whole: readonly string[] = []): Schema {
  const trimmed = { ...schema };
  const objects = samples.filter(
    (each): each is Record<string, unknown> => typeof each === "object" && each !== null && !Array.isArray(each),
  );
  if (schema.properties)
    trimmed.properties = Object.fromEntries(
      Object.entries(schema.properties).flatMap(([name, each]) => {
        if (whole.includes(name)) return [[name, each]];
        const values = objects.filter((object) => name in object).map((object) => object[name]);
        return values.length > 0 || schema.required?.includes(name) ? [[name, trimmedSchema(each, values)]] : [];
      }),
    );
  if (schema.items) {
    const values = samples.filter((each) => Array.isArray(each)).flat();
    trimmed.items = values.length > 0 ? trimmedSchema(schema.items, values) : schema.items;
  }
  return trimmed;
}
