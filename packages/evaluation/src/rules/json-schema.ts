import { InputError } from "#contracts";
import { withinTime } from "./time-limit.ts";

/** Milliseconds to check one answer in: a schema's own patterns may backtrack without end. */
const limit = 1000;

/** Formats that are checked; ajv brings none, and an unknown one is refused rather than passed over. */
const time = /^(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;
const formats: Record<string, RegExp | ((text: string) => boolean)> = {
  date: isDate,
  "date-time": (text) => isDate(text.slice(0, 10)) && /^t$/i.test(text.slice(10, 11)) && time.test(text.slice(11)),
  email: /^[^\s@]{1,64}@[^\s@.]+(?:\.[^\s@.]+)+$/u,
  uri: /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
};

/** A day that the calendar has (RFC 3339, full-date): JavaScript moves 31 February into March. */
function isDate(text: string): boolean {
  return (
    /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text) && new Date(text).toISOString().startsWith(text)
  );
}

/**
 * Whether an answer is JSON that keeps to the schema, space around it apart. The schema is compiled once, in ajv's
 * strict mode; drafts 7 and 2020-12 by its `$schema`, 2020-12 without one.
 *
 * @returns a function that gives undefined for an answer that was not checked in time
 * @throws InputError for what is no such schema: unknown keywords and formats, references to elsewhere
 */
export async function jsonSchemaValidity(
  schema: unknown,
  where = "schema",
): Promise<(answer: string) => boolean | undefined> {
  const validate = await compile(schema, where);
  return (answer) => {
    let value: unknown;
    try {
      value = JSON.parse(answer);
    } catch {
      return false;
    }
    return withinTime(limit, () => validate(value))?.result;
  };
}

async function compile(schema: unknown, where: string): Promise<(value: unknown) => boolean> {
  try {
    if (schema === null || (typeof schema !== "object" && typeof schema !== "boolean"))
      throw new Error(`a schema is an object or a boolean, not ${JSON.stringify(schema)}`);
    const ajv = await ajvFor(schema);
    for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
    const validate = ajv.compile(schema);
    return (value) => validate(value) === true;
  } catch (error) {
    throw new InputError(
      [
        {
          where,
          problem: (error as Error).message,
          legal: `JSON Schema, draft 7 or 2020-12, whole in itself; formats: ${Object.keys(formats).join(", ")}`,
        },
      ],
      "bad-json-schema",
    );
  }
}

/** Loaded only when a schema is used. Nothing that could load a schema is given: references stay within this one. */
async function ajvFor(schema: object | boolean) {
  const draft = typeof schema === "object" ? (schema as { $schema?: unknown }).$schema : undefined;
  const options = { strict: true, allErrors: false };
  if (typeof draft === "string" && draft.includes("draft-07")) {
    const { default: Ajv } = await import("ajv");
    return new Ajv.default(options);
  }
  const { default: Ajv2020 } = await import("ajv/dist/2020.js");
  return new Ajv2020.default(options);
}
