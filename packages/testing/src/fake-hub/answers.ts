import type * as z from "zod";

export interface HubCall {
  method: string;
  url: URL;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  body: Uint8Array;
}

export interface HubAnswer {
  status: number;
  body: string | Uint8Array;
  headers?: Record<string, string>;
}

export const answered = (value: unknown, status = 200, headers: Record<string, string> = {}): HubAnswer => ({
  status,
  body: JSON.stringify(value),
  headers: { "content-type": "application/json; charset=utf-8", ...headers },
});

/** Thrown inside a route: the Hub's way to say no. */
export class Refused extends Error {
  readonly answer: HubAnswer;

  constructor(status: number, error: string, code?: string) {
    super(error);
    const headers = { "x-error-message": error, ...(code && { "x-error-code": code }) };
    this.answer = answered({ error }, status, headers);
  }
}

/** A JSON body with exactly these fields. */
export function bodyOf<Schema extends z.ZodType>(call: HubCall, schema: Schema): z.output<Schema> {
  return checked(schema, jsonOf(Buffer.from(call.body).toString("utf8")));
}

export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Refused(400, `${issue?.message} at ${issue?.path.join(".") || "body"}`);
}

export function queryOf<Schema extends z.ZodType>({ url }: HubCall, schema: Schema): z.output<Schema> {
  return checked(schema, Object.fromEntries(url.searchParams));
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(400, "Invalid JSON");
  }
}
