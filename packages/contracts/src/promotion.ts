import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";
import { promotionSchema } from "./model-version.ts";

export const promotionEventSchema = z.enum(["promoted", "rolled-back"]);
export type PromotionEvent = z.infer<typeof promotionEventSchema>;

/** What a promotion changes in one registry; each numbers its versions by itself. */
export const promotionLegSchema = z.strictObject({
  registry: z.string(),
  from: z.string().nullable(),
  to: z.string(),
});
export type PromotionLeg = z.infer<typeof promotionLegSchema>;

/** What was done about a promotion that another run left half-done. */
export const settledSchema = z.strictObject({
  id: z.string(),
  event: promotionEventSchema,
  outcome: z.enum(["finished", "undone"]),
  actor: z.string(),
  run: z.string(),
  time: z.string(),
});
export type Settled = z.infer<typeof settledSchema>;

export const deploymentRecordSchema = z.strictObject({
  state: z.enum(["written", "no-token", "failed"]),
  /** Why it failed. */
  reason: z.string().optional(),
});
export type DeploymentRecord = z.infer<typeof deploymentRecordSchema>;

/** `promotion.json`: what a promotion or a rollback did, and the record of the model that it is the last entry of. */
export const promotionRecordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  event: promotionEventSchema,
  name: z.string(),
  alias: z.string(),
  /** Of the model that the alias is at; null where it is unset. */
  digest: digestSchema.nullable(),
  /** Empty when everything was so before. */
  legs: z.array(promotionLegSchema),
  /** As the first registry has them: the latest 100, the oldest first. Append-only there. */
  entries: z.array(promotionSchema),
  settled: z.array(settledSchema),
  deployment: deploymentRecordSchema,
  evidence: z.record(z.string(), digestSchema),
  forced: z.string().nullable(),
  /** Why a rollback moved no alias. */
  kept: z.enum(["no-record", "in-service", "unrelated"]).optional(),
  endpoint: z.string().nullable(),
  /** Nothing has moved: the legs say what moves when the branch is merged into `base`. */
  proposed: z.strictObject({ branch: z.string(), base: z.string(), url: z.string().nullable() }).optional(),
});
export type PromotionRecord = z.infer<typeof promotionRecordSchema>;

/**
 * What a run is about to change, in the state store before anything is changed: whoever comes after a run that died
 * finishes or undoes it by this alone.
 */
export const promotionIntentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string(),
  state: z.enum(["open", "done", "undone"]),
  event: promotionEventSchema,
  name: z.string(),
  alias: z.string(),
  /** Of the model that the alias goes to. */
  digest: digestSchema,
  legs: z.array(promotionLegSchema).min(1),
  endpoint: z.string().nullable(),
  evidence: z.record(z.string(), digestSchema),
  forced: z.string().nullable(),
  environment: z.string(),
  sha: z.string(),
  time: z.string(),
  actor: z.string(),
  run: z.string(),
  /** Run, attempt, job and runner: the next step of the same job knows that this one has ended. */
  holder: z.string(),
  /** Milliseconds since 1970 after which the run counts as dead. */
  until: z.number(),
  /** Of one that is done: whether the GitHub deployment was written. False: the next run of the same promotion writes it. */
  announced: z.boolean().optional(),
});
export type PromotionIntent = z.infer<typeof promotionIntentSchema>;
