import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/** A path inside a model: relative, parted by /, and nothing in it that could lead out of the model's folder. */
export const modelPathSchema = z
  .string()
  .min(1)
  .max(1024)
  .refine((path) => path.split("/").every((part) => part !== "" && part !== "." && part !== ".."), {
    error: "leaves the model's folder, or has an empty part",
  })
  .refine((path) => !path.includes("\\") && !path.includes("\0") && !path.includes("\n"), {
    error: "holds a backslash, NUL or a line end",
  });

/** `manifest.json`: every file of a model with its checksum. */
export const manifestSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  version: z.string(),
  /** Over the sorted paths and checksums: the same bytes have the same digest. */
  digest: digestSchema,
  createdAt: z.string(),
  files: z.array(z.strictObject({ path: modelPathSchema, digest: digestSchema, bytes: z.int().min(0) })).min(1),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** One line of promotions.jsonl: who was put into service, on what evidence. Entries of before have the first fields alone. */
export const promotionSchema = z.strictObject({
  time: z.string(),
  /** null where a first promotion was undone: the alias is nowhere again. */
  version: z.string().nullable(),
  digest: digestSchema.nullable(),
  previous: z.string().nullable(),
  /** Evidence file to its digest. */
  evidence: z.record(z.string(), digestSchema),
  forced: z.string().nullable(),
  actor: z.string(),
  run: z.string(),
  /** The same in every registry that took part. */
  id: z.string().optional(),
  /** `promoted` where absent. A rollback's version is the one that came back. */
  event: z.enum(["promoted", "rolled-back"]).optional(),
  alias: z.string().optional(),
  /** All that took part: it happened in all of them, or in none. */
  registries: z.array(z.string()).optional(),
  environment: z.string().optional(),
  /** Commit of the run, where the record waited for a merge: by it the GitHub deployment is found again. */
  sha: z.string().optional(),
});
export type Promotion = z.infer<typeof promotionSchema>;
