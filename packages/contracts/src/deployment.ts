import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

export const servedVariantSchema = z.strictObject({
  modelRef: z.string(),
  version: z.string(),
  digest: digestSchema,
  /** Name of the server's process. */
  server: z.string(),
  /** Address without `/v1`. */
  url: z.string(),
  startedAt: z.string(),
  settings: z.strictObject({
    contextSize: z.int(),
    threads: z.int(),
    parallel: z.int(),
    extra: z.record(z.string(), z.unknown()),
    /** What serves it, where that is not llama.cpp. */
    engine: z.string().optional(),
  }),
});
export type ServedVariant = z.infer<typeof servedVariantSchema>;

/** `deployment.json`: what serves an endpoint, and what did before. */
export const deploymentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  endpoint: z.string(),
  target: z.enum(["local", "ray-serve", "sagemaker", "kubernetes"]),
  /** Of HAProxy's config and sockets, where it carries the traffic instead of our router. */
  haproxy: z.strictObject({ folder: z.string() }).optional(),
  /** Address of the router, with `/v1`. */
  url: z.string(),
  /** Of the router's admin API; empty where the engine's own API moves the weights. */
  tokenFile: z.string(),
  /** Empty where the engine counts by itself. */
  requestLog: z.string(),
  variants: z.strictObject({ baseline: servedVariantSchema, canary: servedVariantSchema.nullable() }),
  previous: servedVariantSchema.nullable(),
  /** How SageMaker hosts it, where that is not by instances of each model's own. */
  hosting: z.enum(["serverless", "async", "inference-component"]).optional(),
  /** Share of the requests whose copies the canary gets, its answers thrown away; absent where it stands for weight. */
  shadow: z.number().gt(0).max(1).optional(),
  /**
   * How the latest model came, and how far it is: it stands without traffic, or has it while the one before still stands
   * (`baking`), or serves alone (`settled`).
   */
  rollout: z.strictObject({ strategy: z.string(), step: z.enum(["standing", "baking", "settled"]) }).optional(),
  /**
   * Submitted, and not collected yet: what is here besides does not say how that ends. `since` in ISO 8601; with `isFirst`
   * nothing has served yet, and the baseline is the model that is to.
   */
  pending: z.strictObject({ modelRef: z.string(), since: z.string(), isFirst: z.boolean() }).optional(),
  /** Append-only. */
  history: z.array(
    z.strictObject({ time: z.string(), event: z.enum(["deployed", "promoted", "rolled-back"]), modelRef: z.string() }),
  ),
});
export type Deployment = z.infer<typeof deploymentSchema>;

/** `desired.json`: the processes that the supervisor keeps running. */
export const desiredSchema = z.strictObject({
  schemaVersion: z.literal(1),
  stop: z.boolean(),
  processes: z.array(
    z.strictObject({ name: z.string(), command: z.string(), args: z.array(z.string()), log: z.string() }),
  ),
});
export type Desired = z.infer<typeof desiredSchema>;

/** `supervisor.json`: what runs. */
export const supervisedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  pid: z.int(),
  time: z.string(),
  processes: z.record(z.string(), z.strictObject({ pid: z.int(), restarts: z.int() })),
});
export type Supervised = z.infer<typeof supervisedSchema>;
