import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";

/** A JSON Schema of OpenAPI 3.0. */
export type Schema = { [keyword: string]: unknown };

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
  "x-multi-segment"?: boolean;
}

interface Content {
  content?: Record<string, { schema: Schema }>;
}

/** One operation that the description knows, and how a request or an answer departs from it. */
export interface Operation {
  id: string;
  method: string;
  /** Values of the path's parameters; undefined when this is not the operation's path. */
  match(path: string): Record<string, string> | undefined;
  requestProblems(query: URLSearchParams, body: unknown): string[];
  answerProblems(status: number, body: unknown): string[];
  /** Schema of the answer's JSON. */
  answer: Schema | undefined;
}

const file = join(import.meta.dirname, "../__fixtures__/github/openapi.json");
const formats = {
  uri: /^https?:\/\/\S+$/,
  "date-time": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  int64: true,
  email: true,
  "repo.nwo": /^[\w.-]+\/[\w.-]+$/,
} as const;

/**
 * GitHub's published description of the operations that the toolkit uses (npm @octokit/openapi, trimmed). Of requests
 * it takes less than GitHub does: a field that the description does not name is refused, so that a misspelt one is seen.
 */
export function githubDescription(): { operations: Operation[]; resolve(schema: Schema): Schema } {
  const raw = JSON.parse(readFileSync(file, "utf8")) as Schema;
  const description = withDeletedForks(nullable(raw)) as { paths: Record<string, Record<string, Schema>> };
  const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, formats });
  ajv.addSchema({ ...description, $id: "github" });

  function resolve(schema: Schema): Schema {
    const reference = schema["$ref"];
    if (typeof reference !== "string") return schema;
    const found = reference
      .slice(2)
      .split("/")
      .reduce<unknown>((part, key) => (part as Schema)[key], description);
    return resolve(found as Schema);
  }
  const compile = (schema: Schema): ValidateFunction => ajv.compile(absolute(schema));

  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const parameters = (described["parameters"] as Schema[]).map(resolve) as unknown as Parameter[];
      const wanted = (described["requestBody"] as Content | undefined)?.content?.["application/json"]?.schema;
      const responses = described["responses"] as Record<string, Content>;
      const answer = Object.values(responses)
        .map(({ content }) => content?.["application/json"]?.schema)
        .find((schema) => schema !== undefined);
      const checkBody = wanted && compile(closed(wanted));
      return {
        id: String(described["operationId"]),
        method: method.toUpperCase(),
        answer,
        match: matcher(path, parameters),
        requestProblems: (query, body) => [
          ...queryProblems(query, parameters),
          ...(checkBody ? problemsOf(checkBody, body) : body === undefined ? [] : ["takes no body"]),
        ],
        answerProblems(status, body) {
          const response = responses[String(status)];
          if (!response) return [`${status} is no answer of it`];
          const schema = response.content?.["application/json"]?.schema;
          return schema ? problemsOf(compile(schema), body) : body === undefined ? [] : ["has no body"];
        },
      };
    }),
  );
  return { operations, resolve };
}

function problemsOf(check: ValidateFunction, value: unknown): string[] {
  if (check(value)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath || "body"} ${message} ${JSON.stringify(params)}`,
  );
}

function queryProblems(query: URLSearchParams, parameters: readonly Parameter[]): string[] {
  return [...query].flatMap(([name, text]) => {
    const parameter = parameters.find((each) => each.in === "query" && each.name === name);
    if (!parameter) return [`query ${name} is unknown`];
    if (parameter.schema["type"] === "integer" && !/^\d+$/.test(text)) return [`query ${name} is no number`];
    const legal = parameter.schema["enum"] as string[] | undefined;
    return legal && !legal.includes(text) ? [`query ${name} is none of ${legal.join(", ")}`] : [];
  });
}

function matcher(path: string, parameters: readonly Parameter[]): Operation["match"] {
  const names: string[] = [];
  const pattern = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    const parameter = parameters.find((each) => each.in === "path" && each.name === name);
    if (parameter?.schema["type"] === "integer") return "(\\d+)";
    return parameter?.["x-multi-segment"] ? "(.+)" : "([^/]+)";
  });
  const whole = new RegExp(`^${pattern}$`);
  return (asked) => {
    const found = whole.exec(asked);
    return found
      ? Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]))
      : undefined;
  };
}

/** The description says that a head always has a repository; GitHub answers null once the fork was deleted. */
function withDeletedForks(description: unknown): unknown {
  const { components } = description as { components: { schemas: Record<string, Schema> } };
  for (const name of ["pull-request", "pull-request-simple"]) {
    const { head } = (components.schemas[name]?.["properties"] ?? {}) as { head?: { properties: Schema } };
    if (head) head.properties["repo"] = { anyOf: [head.properties["repo"], { type: "null" }] };
  }
  return description;
}

/** OpenAPI 3.0 writes `nullable`, JSON Schema a type or an alternative. */
function nullable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullable);
  if (typeof value !== "object" || value === null) return value;
  const { nullable: canBeNull, ...rest } = Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, nullable(part)]),
  );
  if (canBeNull !== true) return canBeNull === undefined ? rest : { ...rest, nullable: canBeNull };
  return { anyOf: [rest, { type: "null" }] };
}

/** The same schema that refuses every field it does not name. */
function closed(schema: Schema): Schema {
  const inner = (part: unknown): unknown =>
    Array.isArray(part) ? part.map(inner) : typeof part === "object" && part !== null ? closed(part as Schema) : part;
  const parts = Object.fromEntries(
    // alternatives repeat a part of the fields beside them
    Object.entries(schema).map(([key, part]) => [key, key === "anyOf" && schema["properties"] ? part : inner(part)]),
  );
  const open = schema["type"] !== "object" || !schema["properties"] || "additionalProperties" in schema;
  return open ? parts : { ...parts, additionalProperties: false };
}

function absolute(schema: unknown): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"github#/')) as Schema;
}
