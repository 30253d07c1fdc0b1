import * as z from "zod";

export const upstreamSchema = z.strictObject({
  /** Address without `/v1`. */
  url: z.url(),
  /** What is served there. */
  modelRef: z.string().min(1),
});
export type Upstream = z.infer<typeof upstreamSchema>;

export const variantsSchema = z.strictObject({ baseline: upstreamSchema, canary: upstreamSchema.nullable() });
export type Variants = z.infer<typeof variantsSchema>;
export type VariantName = keyof Variants;

/** What the router is started with. */
export const routerConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  host: z.string().default("127.0.0.1"),
  port: z.int().min(0).max(65_535),
  /** Holds the bearer token of the admin API; readable by its owner alone. */
  tokenFile: z.string(),
  requestLog: z.string(),
  stateFile: z.string(),
  /** Label `model` of the metrics. */
  model: z.string(),
  /** Label `endpoint` of the metrics. */
  endpoint: z.string(),
  /** Splits by this header's value instead of the request's id: the same user stays on the same variant. */
  userHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, "a header's name")
    .optional(),
  /** Splits by the body's `user` field where no header says who asks. */
  userField: z.boolean().optional(),
  /** Seconds without a byte from a model server until it is given up; 600 unless told. */
  upstreamTimeoutSeconds: z.number().positive().max(86_400).optional(),
  /** Seconds until a model server that takes no connection counts as gone; 5 unless told. */
  connectTimeoutSeconds: z.number().positive().max(86_400).optional(),
  /** Seconds until the first byte of an answer; `upstreamTimeoutSeconds` unless told. */
  firstByteTimeoutSeconds: z.number().positive().max(86_400).optional(),
  /** Seconds for a request's headers, and for which a client may read nothing of its answer; 60 unless told. */
  clientTimeoutSeconds: z.number().positive().max(86_400).optional(),
  /** Longest body of a request; 32 MiB unless told. */
  mostBodyBytes: z.int().min(1).optional(),
  /** Failures in a row after which a model server gets no requests, and for how long; 5 and 2 s unless told. */
  circuit: z.strictObject({ failures: z.int().min(1), openSeconds: z.number().positive().max(86_400) }).optional(),
  /** Bytes after which the request log goes on in its next segment; 64 MiB unless told. */
  rotateBytes: z.int().min(1).optional(),
  /**
   * HAProxy carries the traffic, and this process only keeps its weights and its log. The folder is of its config, map and
   * sockets; best from the working directory, since a socket's path has at most 107 bytes.
   */
  haproxy: z.strictObject({ folder: z.string().min(1) }).optional(),
  /** USD an hour that one busy request costs. */
  costPerHour: z.number().min(0).default(0),
  variants: variantsSchema,
});
export type RouterConfig = z.infer<typeof routerConfigSchema>;

/** What people set of a router, in a file of their own. */
export const routerSettingsSchema = routerConfigSchema
  .pick({
    userHeader: true,
    userField: true,
    upstreamTimeoutSeconds: true,
    connectTimeoutSeconds: true,
    firstByteTimeoutSeconds: true,
    clientTimeoutSeconds: true,
    mostBodyBytes: true,
    circuit: true,
    rotateBytes: true,
    costPerHour: true,
  })
  .partial()
  .extend({ costPerHour: routerConfigSchema.shape.costPerHour.unwrap().optional() });
export type RouterSettings = z.infer<typeof routerSettingsSchema>;

/** Those that a running router holds on to. */
export const settledSettings = ["clientTimeoutSeconds", "rotateBytes", "costPerHour"] as const;

/** Those that HAProxy has no like of. */
export const routersAlone = [
  "userField",
  "connectTimeoutSeconds",
  "firstByteTimeoutSeconds",
  "clientTimeoutSeconds",
  "circuit",
] as const;

/** The settings within a configuration. */
export const routerSettingsOf = (config: RouterConfig): RouterSettings =>
  Object.fromEntries(
    Object.keys(routerSettingsSchema.shape).flatMap((name) => {
      const value = config[name as keyof RouterSettings];
      return value === undefined ? [] : [[name, value]];
    }),
  );

export const weightsSchema = z
  .strictObject({
    /** Share of the requests that the canary gets. */
    canary: z.number().min(0).max(1),
    /** The weight falls to 0 when nobody renews it in time; null keeps it, for 0, 1 and copies alone. */
    leaseSeconds: z.number().positive().max(86_400).nullable(),
    /** Requests go to the baseline; the canary gets copies whose answers are thrown away. */
    shadow: z.boolean().default(false),
  })
  .refine(({ canary, leaseSeconds, shadow }) => leaseSeconds !== null || canary === 0 || canary === 1 || shadow, {
    message: "a weight between 0 and 1 needs a lease",
    path: ["leaseSeconds"],
  });
export type Weights = z.infer<typeof weightsSchema>;

export const routerStateSchema = z.looseObject({
  weights: z.looseObject({ canary: z.number() }),
  leaseExpiresAt: z.string().nullable(),
  shadow: z.boolean(),
  sticky: z.boolean(),
  /** Under which it works; a router from before there were any says nothing. */
  settings: routerSettingsSchema.optional(),
  /** HAProxy began with others, and takes those of its file when it is reloaded. */
  awaitsReload: z.boolean().optional(),
  variants: variantsSchema,
  /** Requests under way by upstream address. */
  inFlight: z.record(z.string(), z.int()),
  /** Of each variant; a router from before there were any says nothing. */
  circuits: z.partialRecord(z.enum(["baseline", "canary"]), z.enum(["closed", "open", "half-open"])).optional(),
});
export type RouterState = z.infer<typeof routerStateSchema>;

export const scoreRequestSchema = z.strictObject({
  request_id: z.string().min(1).max(200),
  metric: z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/),
  value: z.number(),
});

const variantName = z.enum(["baseline", "canary"]);

/**
 * Path of a segment of the request log: the configured path is number 0, `requests.jsonl` goes on in
 * `requests.000001.jsonl`. Only the last one is written to, so that a number and an offset name a place for good; what
 * follows the last line feed of an earlier one was torn off by a crash.
 */
export function requestLogSegment(path: string, segment: number): string {
  if (segment === 0) return path;
  const [, stem = path, suffix = ""] = /^(.*?)(\.jsonl)?$/s.exec(path) ?? [];
  return `${stem}.${String(segment).padStart(6, "0")}${suffix}`;
}

/** A line of the request log. */
export const requestLineSchema = z.discriminatedUnion("kind", [
  z.looseObject({
    kind: z.literal("request"),
    time: z.string(),
    requestId: z.string(),
    variant: variantName,
    shadow: z.boolean(),
    status: z.int(),
    error: z.string().nullable(),
    latencyMs: z.number(),
    firstTokenMs: z.number().nullable(),
    promptTokens: z.int().nullable(),
    completionTokens: z.int().nullable(),
    weight: z.number(),
    /** 0 to 9999, from the hash of the user's key, where the split was by it. */
    userBucket: z.int().optional(),
  }),
  z.looseObject({
    kind: z.literal("score"),
    time: z.string(),
    requestId: z.string(),
    variant: variantName,
    metric: z.string(),
    value: z.number(),
    /** When the scored request ended: tells which stretch of traffic the score belongs to. */
    requestTime: z.string().optional(),
  }),
  /** In place of requests that ended and of which nothing else is known, at least so many: who counts has to stop here. */
  z.looseObject({ kind: z.literal("lost"), time: z.string(), requests: z.int().min(1) }),
]);
export type RequestLine = z.infer<typeof requestLineSchema>;
