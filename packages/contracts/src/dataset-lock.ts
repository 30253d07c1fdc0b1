import * as z from "zod";
import { splitNames } from "./dataset-config.ts";

export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/, "sha256: and 64 hexadecimal digits");

export const splitLockSchema = z.strictObject({
  /** Relative to the lock. */
  path: z.string(),
  digest: digestSchema,
  rows: z.int().min(0),
  bytes: z.int().min(0),
  /** Class to rows. */
  labels: z.record(z.string(), z.int()),
});

/** `dataset.lock.json`: exactly which rows were used. The same source, configuration and version give the same bytes. */
export const datasetLockSchema = z.strictObject({
  schemaVersion: z.literal(1),
  source: z.strictObject({
    kind: z.string(),
    name: z.string(),
    version: z.string(),
    integrity: z.string(),
    commit: z.string().optional(),
  }),
  /** Of the parsed configuration. */
  configDigest: digestSchema,
  /** Of all splits together: what a model was trained and judged on. */
  digest: digestSchema,
  rows: z.int().min(0),
  duplicatesDropped: z.int().min(0),
  splits: z.partialRecord(z.enum(splitNames), splitLockSchema),
});
export type DatasetLock = z.infer<typeof datasetLockSchema>;
