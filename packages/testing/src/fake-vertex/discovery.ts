import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A schema of Google's API discovery format (JSON Schema draft 3 with `$ref` by name). */
interface Schema {
  type?: string;
  format?: string;
  readOnly?: boolean;
  required?: boolean;
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  enum?: string[];
  pattern?: string;
  location?: "path" | "query";
}

interface Method {
  httpMethod: string;
  path: string;
  parameters: Record<string, Schema>;
  request?: { $ref: string };
  response?: { $ref: string };
}

interface Document {
  schemas: Record<string, Schema>;
  methods: Record<string, Method>;
  /** Query parameters that every method takes. */
  parameters?: Record<string, Schema>;
}

export interface Description {
  /** The method that a call is of. */
  methodOf(method: string, path: string): { id: string; parameters: Record<string, string> } | undefined;
  /** What a query holds that the method does not take. */
  queryProblems(id: string, query: URLSearchParams): string[];
  /** What is wrong with a request's body; fields that only the service writes are. */
  requestProblems(id: string, body: unknown): string[];
  responseProblems(id: string, body: unknown): string[];
  problems(schema: string, value: unknown): string[];
}

/** @param file in `__fixtures__/google`, a vendor's published description, trimmed */
export function description(file: string): Description {
  const path = join(import.meta.dirname, "../__fixtures__/google", file);
  const { schemas, methods, parameters: shared = {} } = JSON.parse(readFileSync(path, "utf8")) as Document;

  function check(schema: Schema, value: unknown, at: string, written: boolean): string[] {
    if (schema.readOnly && written) return [`${at} is written by the service alone`];
    if (schema.$ref) {
      const named = schemas[schema.$ref];
      return named ? check({ ...named, readOnly: false }, value, at, written) : [`${at}: no schema ${schema.$ref}`];
    }
    if (schema.type === "any") return [];
    if (schema.type === "array")
      return Array.isArray(value)
        ? value.flatMap((item, index) => check(schema.items ?? { type: "any" }, item, `${at}[${index}]`, written))
        : [`${at} is no list`];
    if (schema.type === "object") return checkObject(schema, value, at, written);
    if (typeof value !== schema.type && !(schema.type === "integer" && Number.isInteger(value)))
      return [`${at} is no ${schema.type}`];
    if (schema.enum && !schema.enum.includes(String(value))) return [`${at} is none of ${schema.enum.join(", ")}`];
    if (/^u?int64$/.test(schema.format ?? "") && !/^-?\d+$/.test(String(value))) return [`${at} is no number`];
    if (/date-?time$/.test(schema.format ?? "") && Number.isNaN(Date.parse(String(value)))) return [`${at} is no time`];
    return [];
  }

  function checkObject(schema: Schema, value: unknown, at: string, written: boolean): string[] {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} is no object`];
    return Object.entries(value).flatMap(([name, item]) => {
      const member = schema.properties?.[name] ?? schema.additionalProperties;
      return member ? check(member, item, `${at}.${name}`, written) : [`${at}: Cannot find field ${name}`];
    });
  }

  const schemaOf = (reference: { $ref: string } | undefined, value: unknown, written: boolean): string[] =>
    reference ? check({ $ref: reference.$ref }, value, "body", written) : value === undefined ? [] : ["a body"];

  return {
    methodOf(method, url) {
      for (const [id, one] of Object.entries(methods)) {
        if (one.httpMethod !== method) continue;
        const names: string[] = [];
        const shape = one.path.replace(/[.]/g, "\\.").replace(/\{\+?(\w+)\}/g, (_, name: string) => {
          names.push(name);
          const pattern = one.parameters[name]?.pattern?.replace(/^\^|\$$/g, "") ?? "[^/]+";
          // a verb of its own follows a colon
          return `(${pattern.replaceAll("[^/]+", "[^/:]+")})`;
        });
        const found = new RegExp(`^/(?:storage/v1/)?${shape}$`).exec(url);
        // a name is anchored as a whole, and holds no group of its own
        const value = (index: number): string => decodeURIComponent(found?.[index + 1] ?? "");
        if (found) return { id, parameters: Object.fromEntries(names.map((name, index) => [name, value(index)])) };
      }
      return undefined;
    },
    queryProblems: (id, query) =>
      [...query.keys()].flatMap((name) => {
        const known = { ...shared, ...methods[id]?.parameters }[name];
        return known && known.location !== "path" ? [] : [`Unknown name "${name}": Cannot bind query parameter`];
      }),
    requestProblems: (id, body) => schemaOf(methods[id]?.request, body, true),
    responseProblems: (id, body) => schemaOf(methods[id]?.response, body, false),
    problems: (schema, value) => check({ $ref: schema }, value, schema, false),
  };
}
