import * as z from "zod";

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
}

export const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: Buffer.from(JSON.stringify(value)),
});
export const html = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: Buffer.from(body),
});
export const text = (status: number, body: string): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: Buffer.from(body),
});

const statuses: Record<string, number> = { RESOURCE_DOES_NOT_EXIST: 404, NOT_IMPLEMENTED: 501 };

/** A refusal with MLflow's own error code; 400 unless the code says another status. */
export class MlflowError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
    this.status = statuses[code] ?? 400;
  }
}

export const absent = (what: string): MlflowError => new MlflowError("RESOURCE_DOES_NOT_EXIST", `${what} not found`);
export const taken = (what: string): MlflowError =>
  new MlflowError("RESOURCE_ALREADY_EXISTS", `${what} already exists.`);

export interface Route {
  schema: z.ZodType;
  /** @param parts what stands for `:id`, and what follows it, of the path */
  // biome-ignore lint/suspicious/noExplicitAny: each route's own schema holds it
  handle(given: any, ...parts: [id: string, key?: string]): unknown;
}

export function route<Schema extends z.ZodType>(
  schema: Schema,
  handle: (given: z.output<Schema>, ...parts: [id: string, key?: string]) => unknown,
): Route {
  return { schema, handle };
}

export const tagsSchema = z.array(z.strictObject({ key: z.string().max(250), value: z.string() })).optional();
export type Tags = Map<string, string>;
export const tagsOf = (given: z.output<typeof tagsSchema>): Tags =>
  new Map((given ?? []).map(({ key, value }) => [key, value]));
/** As protobuf writes lists: not at all when they are empty. */
export const listed = (name: string, tags: ReadonlyMap<string, string>) =>
  tags.size > 0 ? { [name]: [...tags].map(([key, value]) => ({ key, value })) } : {};
