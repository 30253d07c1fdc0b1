import * as z from "zod";
import { digestSchema, ToolkitError } from "#contracts";
import { versionNumbers } from "../../version.ts";
import type { Bucket } from "./bucket.ts";
import { provider } from "./failures.ts";

const number = z.string().refine((version) => versionNumbers(version) !== undefined);

const entrySchema = z.strictObject({
  version: number,
  digest: digestSchema,
  /** Over names and sizes: tells without reading whether a model may be this one. */
  shape: z.string(),
  /** Names the folder with the bytes. */
  upload: z.string().regex(/^[\w-]+$/),
  /** SHA-256 of `model.json` there. */
  model: digestSchema,
  createdAt: z.string(),
  /** The model package; null until SageMaker has it. */
  arn: z.string().nullable(),
  /** Its removal was agreed, and is not done. */
  removing: z.boolean(),
});
export type Entry = z.output<typeof entrySchema>;

const recordSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  region: z.string(),
  /** The oldest first. */
  versions: z.array(entrySchema),
  /** Numbers that were given and removed: they never name other bytes. */
  removed: z.array(number),
  aliases: z.record(z.string(), number),
  /** Uploads under way, when each last showed life, and whether its clearing was agreed: then it becomes no version. */
  uploads: z.record(z.string(), z.strictObject({ aliveAt: z.string(), abandoned: z.boolean() })),
  /** Versions whose package does not show yet what stands here. */
  unshown: z.array(number),
});
export type ModelRecord = z.output<typeof recordSchema>;

export interface Records {
  /** undefined before the first version. */
  read(name: string): Promise<ModelRecord | undefined>;
  /**
   * Changes the record as nobody else changes it: `edit` is asked again with what others made of it. It may throw to change
   * nothing, and gives false when all is as it should be.
   */
  change(name: string, edit: (record: ModelRecord) => boolean | undefined): Promise<ModelRecord>;
}

const keyOf = (name: string): string => `${name}/registry.json`;
const most = 100;

/**
 * `<name>/registry.json`: which numbers are given, where aliases point, what is under way. It is the truth, because S3
 * writes on a condition (If-Match, If-None-Match) and SageMaker does not; approval status, metadata and card of a model
 * package show it.
 */
export function recordsIn(bucket: Bucket, region: string, pause: () => Promise<void>): Records {
  async function stored(name: string): Promise<{ record: ModelRecord; etag: string } | undefined> {
    const found = await bucket.read(keyOf(name));
    if (!found) return undefined;
    const record = parsed(name, found.text);
    if (record.region === region) return { record, etag: found.etag };
    throw new ToolkitError({
      code: "wrong-region",
      provider,
      message: `the model package group of ${name} is in ${record.region}, not in ${region}`,
      hint: `set AWS_REGION to ${record.region}`,
    });
  }

  function parsed(name: string, text: string): ModelRecord {
    const corrupt = (problem: string): ToolkitError =>
      new ToolkitError({
        code: "registry-corrupt",
        provider,
        message: `${bucket.uri(keyOf(name))} ${problem}`,
        hint: "restore an earlier version of the object, where the bucket keeps them",
      });
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw corrupt("cannot be read");
    }
    const result = recordSchema.safeParse(value);
    const [issue] = result.error?.issues ?? [];
    if (!result.success) throw corrupt(`is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
    if (result.data.name !== name) throw corrupt(`is the record of ${result.data.name}`);
    return result.data;
  }

  return {
    read: async (name) => (await stored(name))?.record,
    async change(name, edit) {
      for (let attempt = 1; attempt <= most; attempt++) {
        const before = await stored(name);
        const record = before?.record ?? emptyRecord(name, region);
        if (edit(record) === false) return record;
        if (await bucket.swap(keyOf(name), `${JSON.stringify(record, null, 1)}\n`, before?.etag ?? null)) return record;
        await pause();
      }
      throw new ToolkitError({
        code: "locked",
        provider,
        retryable: true,
        message: `other runs changed ${bucket.uri(keyOf(name))} ${most} times while this one tried`,
        hint: "run it again when they have ended",
      });
    },
  };
}

const emptyRecord = (name: string, region: string): ModelRecord => ({
  schemaVersion: 1,
  name,
  region,
  versions: [],
  removed: [],
  aliases: {},
  uploads: {},
  unshown: [],
});

export const aliasesOf = ({ aliases }: ModelRecord, version: string): string[] =>
  Object.entries(aliases)
    .flatMap(([alias, target]) => (target === version ? [alias] : []))
    .sort();

export const notFound = (name: string, version: string): ToolkitError =>
  new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });
