import * as z from "zod";
import { digestSchema, manifestSchema, metadataSchema } from "#contracts";
import { versionNumbers } from "../version.ts";

const number = z.string().refine((text) => versionNumbers(text) !== undefined, { error: "is no version" });
const time = z.int().min(0);
/** A part of keys: a record that somebody changed must not lead out of the model's own folder. */
const uploadId = z.string().regex(/^[\w-]+$/, { error: "is no id of an upload" });

const versionSchema = z.strictObject({
  version: number,
  digest: digestSchema,
  /** Names and sizes of the files, hashed: what can be compared without reading a model. */
  shape: z.string(),
  /** Id of the upload that holds the bytes. */
  upload: uploadId,
  createdAt: z.string(),
  /** The vendor's own name of the version; null until the vendor has it, and nobody is shown it before. */
  place: z.string().nullable(),
  /** Who tells the vendor of it at the moment, and since when. */
  publisher: z.strictObject({ id: z.string(), since: time }).nullable(),
  /** Evidence by name, with the digest that the name has now. */
  evidence: z.record(z.string(), digestSchema),
});
export type VersionEntry = z.output<typeof versionSchema>;

/** `registry.json`: all that is agreed about one model, changed only whole and only where nobody else did. */
export const recordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  /** Unique to each writing, so that a writer whose answer was lost knows his own. */
  revision: z.string(),
  /** Under way, and when they last showed life. An abandoned one becomes no version any more. */
  uploads: z.array(z.strictObject({ id: uploadId, aliveAt: time, abandoned: z.boolean() })),
  versions: z.array(versionSchema),
  /** Agreed to go; their bytes and what the vendor has of them may still be there. */
  removing: z.array(versionSchema),
  /** Numbers that were given and are gone: they never name other bytes. */
  removed: z.array(number),
  /** `to`: null where it was taken away. `shown`: the vendor shows it there, or no more. */
  aliases: z.record(z.string(), z.strictObject({ to: number.nullable(), shown: z.boolean() })),
});
export type RegistryRecord = z.output<typeof recordSchema>;

export const emptyRecord = (name: string): RegistryRecord => ({
  schemaVersion: 1,
  name,
  revision: "",
  uploads: [],
  versions: [],
  removing: [],
  removed: [],
  aliases: {},
});

/** An alias may be called `constructor`, as every object has one. */
export const aliasIn = ({ aliases }: RegistryRecord, alias: string): RegistryRecord["aliases"][string] | undefined =>
  Object.hasOwn(aliases, alias) ? aliases[alias] : undefined;

/** `content.json` beside an upload's files: written when all of them are there. */
export const contentSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: manifestSchema.shape.files,
  metadata: metadataSchema,
});
export type Content = z.output<typeof contentSchema>;

/** Keys of one model in the bucket. */
export function keysOf(name: string) {
  const upload = (id: string): string => `${name}/uploads/${id}/`;
  const evidence = (version: string): string => `${name}/evidence/${version}/`;
  const promotions = `${name}/promotions/`;
  return {
    record: `${name}/registry.json`,
    uploads: `${name}/uploads/`,
    upload,
    files: (id: string) => `${upload(id)}files/`,
    content: (id: string) => `${upload(id)}content.json`,
    metadata: (id: string) => `${upload(id)}metadata.yaml`,
    allEvidence: `${name}/evidence/`,
    evidence,
    piece: (version: string, digits: string) => `${evidence(version)}${digits}/`,
    promotions,
    promotion: (order: number) => `${promotions}${String(order).padStart(6, "0")}.json`,
  };
}
