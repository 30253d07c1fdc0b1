import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/** GitHub takes ten properties of a payload, so each kind has only its own. */
const common = {
  /** No other event ever has it, also when the same alias moves the same way again, or in a registry at another address. */
  id: z.string(),
  registry: z.string(),
  name: z.string(),
  version: z.string(),
  /** null where the registry says none, as of most versions that another tool made. */
  digest: digestSchema.nullable(),
  /** Whether this toolkit made the version; `version` is the registry's own number of one that another tool made. */
  ours: z.boolean(),
  /** What was there at the last look: the alias's version, or the version's approval; null where there was none. */
  previous: z.string().nullable(),
  /** When it was seen, ISO 8601. */
  time: z.string(),
};
const kindsWith = <More extends z.ZodRawShape>(more: More) =>
  z.discriminatedUnion("kind", [
    z.strictObject({
      ...common,
      ...more,
      kind: z.enum(["version", "alias"]),
      /** Of `kind: alias`. */
      alias: z.string().nullable(),
    }),
    z.strictObject({
      ...common,
      ...more,
      kind: z.literal("approval"),
      /** In the registry's own words, as SageMaker's Approved, Rejected, PendingManualApproval. */
      approval: z.string(),
    }),
  ]);

/**
 * `client_payload` of a repository_dispatch: a version that is new in a registry, an alias that moved there, or what somebody
 * decided about a version.
 */
export const registryEventSchema = kindsWith({});
export type RegistryEvent = z.infer<typeof registryEventSchema>;

/**
 * `dispatched`; `unknown`: sent perhaps, by a run that died or whose answer was lost, and never sent again; `deferred`: not
 * sent, the next run does; `dry-run`.
 */
export const eventOutcomeSchema = z.enum(["dispatched", "unknown", "deferred", "dry-run"]);
export type EventOutcome = z.infer<typeof eventOutcomeSchema>;

/** What a relay remembers of one model in one registry. */
export const relayStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Of the next event. */
  sequence: z.int().min(0),
  /** Every version that was ever seen; numbers are never given twice. */
  versions: z.array(z.string()),
  aliases: z.record(z.string(), z.string()),
  /** Version to its approval. */
  approvals: z.record(z.string(), z.string()),
  /** Found and not dispatched; one is `sending` from just before it is sent until that is written down. */
  pending: z.array(z.strictObject({ event: registryEventSchema, state: z.enum(["planned", "sending"]) })),
  /** Milliseconds since 1970 until which the run that has events pending is at work. */
  until: z.number(),
});
export type RelayState = z.infer<typeof relayStateSchema>;

/** `registry-event.json`: what one poll found. */
export const registryPollSchema = z.strictObject({
  schemaVersion: z.literal(1),
  events: z.array(kindsWith({ outcome: eventOutcomeSchema })),
  polls: z.array(
    z.strictObject({
      registry: z.string(),
      name: z.string(),
      /** `first`: nothing was known before. `busy`: another relay is at work there. `failed`: could not be asked. */
      state: z.enum(["first", "polled", "busy", "failed"]),
      versions: z.int(),
      /** Why it failed. */
      reason: z.string().optional(),
    }),
  ),
});
export type RegistryPoll = z.infer<typeof registryPollSchema>;
