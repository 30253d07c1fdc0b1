import * as z from "zod";

const integritySchema = z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/, "a sha512 integrity as npm prints it");
const labelSchema = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Where the rows come from. */
export const datasetSourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("npm"),
    name: z.string().regex(/^(@[a-z0-9._-]+\/)?[a-z0-9._-]+$/, "an npm package name"),
    version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/, "an exact version, not a range"),
    integrity: integritySchema.optional(),
    /** Folder within the package. */
    path: z.string().default("."),
  }),
  z.strictObject({
    kind: z.literal("file"),
    /** A JSONL file of chat examples, relative to the configuration. */
    path: z.string().min(1),
  }),
]);
export type DatasetSource = z.infer<typeof datasetSourceSchema>;

/** How raw e-mails become chat examples. Each label is a folder-to-class table. */
export const mailTaskSchema = z.strictObject({
  kind: z.literal("classify-mail"),
  /** System message of every example. */
  instruction: z.string().min(1),
  /** Folder of the source to class. */
  labels: z.record(z.string(), labelSchema),
  headers: z.array(z.string()).default(["From", "Subject", "Content-Type"]),
  /** Characters of a header's value that are kept. */
  headerCharacters: z.int().min(8).max(400).default(80),
  /** Characters of the body's text that are kept. */
  bodyCharacters: z.int().min(0).max(20_000).default(240),
});
export type MailTask = z.infer<typeof mailTaskSchema>;

export const splitNames = ["train", "validation", "test", "replay"] as const;
export type SplitName = (typeof splitNames)[number];

/** `data/dataset.yaml` of the user's repository. */
export const datasetConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  source: datasetSourceSchema,
  /** Left out when the source holds chat examples already. */
  task: mailTaskSchema.optional(),
  split: z.strictObject({
    /** Part of the hash that orders the rows; another seed is another split. */
    seed: z.int().min(0),
    /** Rows of each split at most; each takes the same number of every class. */
    train: z.int().min(1),
    validation: z.int().min(1),
    test: z.int().min(1),
    replay: z.int().min(0).default(0),
  }),
  /** Two texts whose shingles overlap at least this much (Jaccard) count as the same text. */
  nearDuplicate: z.number().min(0.5).max(1).default(0.8),
});
export type DatasetConfig = z.infer<typeof datasetConfigSchema>;
