import * as z from "zod";

export const variantNames = ["baseline", "canary"] as const;
export const variantNameSchema = z.enum(variantNames);
export type VariantName = z.infer<typeof variantNameSchema>;

const upstreamUrl = z.string().refine(isUpstreamUrl, "an http or https address without user, query or fragment");

function isUpstreamUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + search + hash === "";
}

/** A model server behind the router. */
export const routerVariantSchema = z.strictObject({
  /** Base address of the OpenAI-compatible server, with or without `/v1` at its end. */
  url: upstreamUrl,
  /** Which model it serves: name@version or a digest; the request log says it when it changes. */
  modelRef: z.string().min(1).max(300),
});
export type RouterVariant = z.infer<typeof routerVariantSchema>;

export const routerConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Address to listen on. */
  host: z.string().min(1).default("127.0.0.1"),
  /** 0 takes a free port; the `listening` line says which. */
  port: z.int().min(0).max(65_535),
  /** File of the admin token, mode 0600; made with a random token when it is not there. */
  tokenFile: z.string().min(1),
  /** First segment of the request log; `requests.jsonl` goes on in `requests.000001.jsonl` and so forth. */
  requestLog: z.string().min(1),
  /** Where variants and a promotion are kept over a restart. */
  stateFile: z.string().min(1),
  /** Name of the model as metrics label it. */
  model: z.string().min(1),
  /** Name of the deployment as metrics label it. */
  endpoint: z.string().min(1),
  /** Request header whose value, where present, is what the split is by: a user stays with their variant. */
  userHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "a header name")
    .optional(),
  /** Whether the body's `user` field serves so too; bodies are then read before they are passed on. */
  userField: z.boolean().default(false),
  /** US dollars an hour of one model server, for the cost metric. */
  costPerHour: z.number().min(0).optional(),
  /** Label of the cost metric. */
  provider: z.string().min(1).default("local"),
  /** Seconds without a byte from a model server after which a request ends with 504. */
  upstreamTimeoutSeconds: z.number().positive().max(3600).default(300),
  /** Bytes of a log segment after which the next one begins. */
  rotateBytes: z
    .int()
    .min(1024)
    .default(64 * 1024 * 1024),
  variants: z.strictObject({ baseline: routerVariantSchema, canary: routerVariantSchema.optional() }),
});
export type RouterConfig = z.infer<typeof routerConfigSchema>;
/** As it is written: what has a default may be left out. */
export type RouterConfigFile = z.input<typeof routerConfigSchema>;

/** Longest lease: a weight between 0 and 1 that nobody looks after has to end within a day. */
export const longestLeaseSeconds = 86_400;

/** PUT /admin/weights */
export const routerWeightsSchema = z
  .strictObject({
    canary: z.number().min(0).max(1),
    /** Seconds until the weight falls to 0 unless it is set again; null, for good, is for 0 and 1 alone. */
    leaseSeconds: z.number().positive().max(longestLeaseSeconds).nullable(),
  })
  .refine(({ canary, leaseSeconds }) => leaseSeconds !== null || canary === 0 || canary === 1, {
    path: ["leaseSeconds"],
    message: "a weight between 0 and 1 needs a lease",
  });
export type RouterWeights = z.infer<typeof routerWeightsSchema>;

/** PUT /admin/variants */
export const routerVariantsSchema = z.strictObject({
  baseline: routerVariantSchema,
  canary: routerVariantSchema.nullable(),
  /** Longest wait for requests under way on servers that are left; the answer tells how many still run. */
  drainSeconds: z.number().min(0).max(600).default(30),
});
export type RouterVariants = { baseline: RouterVariant; canary: RouterVariant | null };

/** PUT /admin/shadow: whether the canary gets a copy of the baseline's requests. */
export const routerShadowSchema = z.strictObject({ shadow: z.boolean() });

/** POST /scores; null says that the quality of the answer could not be told. */
export const routerScoreSchema = z.strictObject({
  request_id: z.string().min(1).max(128),
  metric: z.string().regex(/^[A-Za-z_][A-Za-z0-9_.:-]{0,99}$/, "a metric name: letters, digits, _ . : -"),
  value: z.number().nullable(),
});
export type RouterScore = z.infer<typeof routerScoreSchema>;

/** GET /admin/state, and the answer of every PUT. */
export const routerStateSchema = z.strictObject({
  /** Share of new requests that go to the canary at this moment. */
  weights: z.strictObject({ canary: z.number() }),
  /** ISO 8601; null when the weight is 0 or promoted. */
  leaseExpiresAt: z.string().nullable(),
  variants: z.strictObject({ baseline: routerVariantSchema, canary: routerVariantSchema.optional() }),
  shadow: z.boolean(),
  /** What the split is by: each request, or its user where it names one. */
  splitBy: z.enum(["request", "user"]),
  /** Servers that are no variant any more and still answer requests. */
  draining: z.array(z.strictObject({ url: z.string(), requests: z.int() })),
});
export type RouterState = z.infer<typeof routerStateSchema>;

/** `stateFile`: what outlives the router. A leased weight does not: a restarted router begins at 0. */
export const routerRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The configuration's variants when this was written; other ones in the configuration make the record void. */
  configured: z.strictObject({ baseline: routerVariantSchema, canary: routerVariantSchema.optional() }),
  variants: z.strictObject({ baseline: routerVariantSchema, canary: routerVariantSchema.optional() }),
  /** Whether the canary has all the traffic for good. */
  promoted: z.boolean(),
  shadow: z.boolean(),
});
export type RouterRecord = z.infer<typeof routerRecordSchema>;
