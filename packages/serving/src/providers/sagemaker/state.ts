import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Tag } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import { deploymentSchema, ToolkitError } from "#contracts";
import { provider } from "./failures.ts";

/** How many instances each variant may have, by its requests. */
const scalingSchema = z.strictObject({
  min: z.int(),
  max: z.int(),
  /** Requests a minute that one instance is to have. */
  target: z.number(),
});
export type Scaling = z.infer<typeof scalingSchema>;

const submittedSchema = z.strictObject({
  /** Name of the model at SageMaker, which its settings are part of. */
  server: z.string(),
  modelRef: z.string(),
  /** ISO 8601. */
  since: z.string(),
  /** Whether nothing served then. */
  isFirst: z.boolean(),
  /** How the variants were scaled until then. */
  scaling: scalingSchema.nullable(),
});
export type Submitted = z.infer<typeof submittedSchema>;

/** What the endpoint's tags say. */
export const servingStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** What was observed last. */
  record: deploymentSchema,
  /** Endpoint configuration that serves it. */
  config: z.string(),
  /** What a run set out to do; it happened when the endpoint has this configuration and gives its baseline everything. */
  next: z
    .strictObject({
      record: deploymentSchema,
      config: z.string(),
      /** Of a submission: SageMaker has taken it on, so that an endpoint that serves without it has gone back. */
      asked: z.literal(true).optional(),
    })
    .nullable(),
  /** What somebody asked for and did not wait for; it goes when it is collected, or when anything else is done instead. */
  submitted: submittedSchema.optional(),
  /** Whether its variants are scaled by us, and how: the runs that promote and roll back are not told. */
  scaling: scalingSchema.optional(),
});
export type ServingState = z.infer<typeof servingStateSchema>;

/** The same with nothing that waits to be collected, and nothing that SageMaker went back from. */
export function collected({ submitted, ...state }: ServingState): ServingState {
  return submitted ? { ...state, next: null } : state;
}

/** The record, with what waits to be collected. */
export function recordIn({ record, submitted }: ServingState): ServingState["record"] {
  if (!submitted) return record;
  const { modelRef, since, isFirst } = submitted;
  return { ...record, pending: { modelRef, since, isFirst } };
}

const head = "genai-mlops:state";
/** Length of a tag's value, and how many of the 50 tags of an endpoint we take at most for the state. */
const [partLength, mostParts] = [256, 32];
const checksum = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16);

/** The state in tags: deflated, in base64, in pieces; the oldest history goes when it no longer fits. */
export function stateTags(state: ServingState): Tag[] {
  const text = deflateRawSync(JSON.stringify(state), { level: 9 }).toString("base64");
  const parts = text.match(new RegExp(`.{1,${partLength}}`, "g")) ?? [];
  if (parts.length > mostParts) return stateTags(forgetful(state));
  return [
    { Key: head, Value: `${parts.length} ${checksum(text)}` },
    ...parts.map((Value, index) => ({ Key: `${head}:${index}`, Value })),
  ];
}

function forgetful({ next, ...state }: ServingState): ServingState {
  const short = (record: ServingState["record"]) => ({ ...record, history: record.history.slice(10) });
  if (state.record.history.length <= 10) throw corrupt("the state does not fit into the endpoint's tags");
  return { ...state, record: short(state.record), next: next && { ...next, record: short(next.record) } };
}

/** @throws ToolkitError `deployment-corrupt` */
export function stateIn(tags: ReadonlyMap<string, string>): ServingState {
  const [, count, sum] = /^(\d+) ([0-9a-f]{16})$/.exec(tags.get(head) ?? "") ?? [];
  const text = Array.from({ length: Number(count ?? 0) }, (_, index) => tags.get(`${head}:${index}`) ?? "").join("");
  if (count === undefined || checksum(text) !== sum) throw corrupt("the endpoint's tags hold no state of ours");
  try {
    return servingStateSchema.parse(
      JSON.parse(inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: 1_000_000 }).toString("utf8")),
    );
  } catch (cause) {
    throw corrupt("the endpoint's tags hold no state that can be read", cause);
  }
}

const corrupt = (message: string, cause?: unknown): ToolkitError =>
  new ToolkitError({
    code: "deployment-corrupt",
    provider,
    message,
    hint: "restore the tags that begin with genai-mlops, or delete the endpoint and deploy anew",
    cause,
  });

const weightKey = "genai-mlops:weight";

/** Weight that somebody gave a canary, and until when. */
export interface Granted {
  canary: number;
  /** ISO 8601; null: for good. */
  endsAt: string | null;
  /** Model that it was given to. */
  model: string;
  /** Weight that it had until then, while the new one is on its way. */
  before?: number | undefined;
}

/** In a tag of its own, so that giving weight and changing the record cannot undo each other. */
export const weightTag = ({ canary, endsAt, model, before }: Granted): Tag => ({
  Key: weightKey,
  Value: [canary, endsAt ?? "-", model, ...(before === undefined ? [] : [before])].join(" "),
});

const weightText = /^([\d.e-]+) (-|\d{4}-\S+Z) (\S+)(?: ([\d.e-]+))?$/;

export function weightIn(tags: ReadonlyMap<string, string>): Granted | undefined {
  const [, share, endsAt = "", model = "", before] = weightText.exec(tags.get(weightKey) ?? "") ?? [];
  const canary = Number(share);
  if (!(canary >= 0 && canary <= 1)) return undefined;
  return { canary, endsAt: endsAt === "-" ? null : endsAt, model, ...(before && { before: Number(before) }) };
}
