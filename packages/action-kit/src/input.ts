import * as z from "zod";

/** One declared input of an action: how its text becomes a value, and what `action.yml` and the README say of it. */
export interface InputSpec<Value> {
  description: string;
  /** From the trimmed, non-empty text of the input. */
  schema: z.ZodType<Value, string>;
  /** Text that stands in when the input is empty; goes into `action.yml`. */
  default?: string | undefined;
  /** Default of `action.yml` that the runner evaluates; parsing never sees it unevaluated. */
  expression?: string | undefined;
  required: boolean;
  secret: boolean;
  /** The vendor's own variable that is honoured when the input is empty. */
  environment?: string | undefined;
  /** Legal values, for choices: README and error messages list them. */
  legal?: readonly string[] | undefined;
}

export interface InputOptions<Default> {
  default?: Default;
  required?: boolean;
  environment?: string;
  /** See `InputSpec.expression`. */
  expression?: string;
}

/** A value is certain when it is required or has a default. */
type Certain<Value, Options> = Options extends { required: true }
  ? Value
  : Options extends { default: infer Default }
    ? undefined extends Default
      ? Value | undefined
      : Value
    : Value | undefined;

function declare<Value, Options extends InputOptions<unknown>>(
  description: string,
  schema: z.ZodType<Value, string>,
  options: Options | undefined,
  extra: { secret?: boolean; legal?: readonly string[] } = {},
): InputSpec<Certain<Value, Options>> {
  const fallback = options?.default;
  return {
    description,
    schema: schema as unknown as z.ZodType<Certain<Value, Options>, string>,
    required: options?.required ?? false,
    secret: extra.secret ?? false,
    default: fallback === undefined ? undefined : Array.isArray(fallback) ? fallback.join(",") : String(fallback),
    expression: options?.expression,
    environment: options?.environment,
    legal: extra.legal,
  };
}

/** Any text. */
export function text<const Options extends InputOptions<string>>(description: string, options?: Options) {
  return declare(description, z.string(), options);
}

/** Masked before anything else happens; never has a default. */
export function secret<const Options extends Omit<InputOptions<string>, "default">>(
  description: string,
  options?: Options,
) {
  return declare(description, z.string(), options, { secret: true });
}

/** One of a few words. An unknown word is an error that lists the legal ones. */
export function choice<const Word extends string, const Options extends InputOptions<Word>>(
  words: readonly [Word, ...Word[]],
  description: string,
  options?: Options,
) {
  const schema = z.enum(words) as unknown as z.ZodType<Word, string>;
  return declare(description, schema, options, { legal: words });
}

/** true or false as YAML 1.2 writes them (true, True, TRUE, false, False, FALSE). Anything else is an error, not false. */
export function flag<const Options extends InputOptions<boolean>>(description: string, options?: Options) {
  const legal = ["true", "True", "TRUE", "false", "False", "FALSE"] as const;
  const schema = z.enum(legal).transform((word) => word.toLowerCase() === "true") as unknown as z.ZodType<
    boolean,
    string
  >;
  return declare(description, schema, options, { legal: ["true", "false"] });
}

export interface Range {
  min?: number;
  max?: number;
}

/** A decimal number; NaN, Infinity, hexadecimal and trailing text are errors. */
export function decimal<const Options extends InputOptions<number> & Range>(description: string, options?: Options) {
  return declare(
    description,
    numeral(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/, "a decimal number", within(z.number(), options)),
    options,
  );
}

/** A whole number. */
export function integer<const Options extends InputOptions<number> & Range>(description: string, options?: Options) {
  return declare(description, numeral(/^[+-]?\d+$/, "a whole number", within(z.int(), options)), options);
}

/** A share written 5 % , 5% or 0.05; the value is the fraction. */
export function percentage<const Options extends InputOptions<string>>(description: string, options?: Options) {
  return declare(description, percentageSchema, options);
}

export const percentageSchema = z
  .string()
  .regex(/^(\d+(\.\d+)?|\.\d+)\s*%?$/, { error: "not a share: write 5% or 0.05" })
  .transform((word) => (word.endsWith("%") ? Number(word.slice(0, -1).trim()) / 100 : Number(word)))
  .pipe(z.number().min(0).max(1)) as unknown as z.ZodType<number, string>;

/** A span of time such as 90s, 15m, 1h30m or 2d; the value is in seconds. A bare number is an error: its unit is unknown. */
export function duration<const Options extends InputOptions<string>>(description: string, options?: Options) {
  return declare(description, durationSchema, options);
}

const unitSeconds: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

export const durationSchema = z
  .string()
  .regex(/^(\d+(\.\d+)?(ms|s|m|h|d))+$/, { error: "not a span of time: write 90s, 15m, 1h30m or 2d" })
  .transform((word) => {
    const parts = [...word.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)];
    return parts.reduce(
      (seconds, [, amount, unit]) => seconds + Number(amount) * (unitSeconds[unit ?? ""] ?? Number.NaN),
      0,
    );
  }) as unknown as z.ZodType<number, string>;

/** Items separated by commas or line ends; empty items are dropped. Empty when the input is. */
export function list<const Options extends InputOptions<readonly string[]>>(description: string, options?: Options) {
  const schema = z.string().transform((word) =>
    word
      .split(/[,\n]/)
      .map((item) => item.trim())
      .filter(Boolean),
  );
  return declare(description, schema, options);
}

/** Lines; commas stay. */
export function lines<const Options extends InputOptions<string>>(description: string, options?: Options) {
  const schema = z.string().transform((word) =>
    word
      .split(/\r?\n/)
      .map((item) => item.trim())
      .filter(Boolean),
  );
  return declare(description, schema, options);
}

/** An absolute http(s) address. Credentials in it are refused: they would be printed. */
export function url<const Options extends InputOptions<string>>(description: string, options?: Options) {
  const schema = z
    .string()
    .refine((word) => URL.canParse(word) && /^https?:$/.test(new URL(word).protocol), {
      error: "not an absolute http(s) address",
    })
    .refine((word) => !URL.canParse(word) || (new URL(word).username === "" && new URL(word).password === ""), {
      error: "carries credentials: pass them by an input of their own",
    });
  return declare(description, schema, options);
}

function numeral(shape: RegExp, name: string, range: z.ZodType<number, number>): z.ZodType<number, string> {
  return z
    .string()
    .regex(shape, { error: `not ${name}` })
    .transform(Number)
    .pipe(range) as unknown as z.ZodType<number, string>;
}

function within(schema: z.ZodNumber | z.ZodInt, range: Range | undefined): z.ZodType<number, number> {
  let bounded: z.ZodNumber | z.ZodInt = schema;
  if (range?.min !== undefined) bounded = bounded.min(range.min);
  if (range?.max !== undefined) bounded = bounded.max(range.max);
  return bounded;
}
