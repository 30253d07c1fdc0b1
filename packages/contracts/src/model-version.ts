import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/** `manifest.json`: every file of a model with its checksum. */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  version: z.string(),
  /** Over the sorted paths and checksums: the same bytes have the same digest. */
  digest: digestSchema,
  createdAt: z.string(),
  files: z.array(z.strictObject({ path: z.string(), digest: digestSchema, bytes: z.int().min(0) })).min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** One line of promotions.jsonl: who was put into service, on what evidence. */
export const promotionSchema = z.strictObject({
  time: z.string(),
  version: z.string(),
  digest: digestSchema,
  previous: z.string().nullable(),
  /** Evidence file to its digest. */
  evidence: z.record(z.string(), digestSchema),
  forced: z.string().nullable(),
  actor: z.string(),
  run: z.string(),
});
export type Promotion = z.infer<typeof promotionSchema>;
