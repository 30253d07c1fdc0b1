import type * as z from "zod";
import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";

/** Thrown inside a route. The Python half of the server says `detail`, the Go half (commits) `error`. */
export class LangsmithRefused extends Error {
  readonly answer: CloudAnswer;

  constructor(status: number, said: unknown, field: "detail" | "error" = "detail") {
    super(JSON.stringify(said));
    this.answer = jsonAnswer(status, { [field]: said });
  }
}

/** A JSON body with exactly these fields. */
export function langsmithBody<Schema extends z.ZodType>(
  { headers, body }: CloudCall,
  schema: Schema,
): z.output<Schema> {
  if (!headers.get("content-type")?.startsWith("application/json"))
    throw new LangsmithRefused(422, "the body is no application/json");
  return checked(schema, jsonOf(body.toString("utf8")));
}

export const langsmithQuery = <Schema extends z.ZodType>({ url }: CloudCall, schema: Schema): z.output<Schema> =>
  checked(schema, Object.fromEntries(url.searchParams));

function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const detail = parsed.error.issues.map(({ code, message, path }) => ({ loc: path, msg: message, type: code }));
  throw new LangsmithRefused(422, detail);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LangsmithRefused(422, [{ loc: ["body"], msg: "JSON decode error", type: "json_invalid" }]);
  }
}
