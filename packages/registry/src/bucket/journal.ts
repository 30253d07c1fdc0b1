import type * as z from "zod";
import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { ObjectStore } from "./object-store.ts";
import { emptyRecord, keysOf, type RegistryRecord, recordSchema } from "./record.ts";

export interface Journal {
  read(name: string): Promise<RegistryRecord>;
  /**
   * Changes the record as it is now. Somebody else may be faster, and then it is changed anew from what he left: so
   * `decide` may run several times, and nothing may happen in it. What it leaves as it was is not written.
   */
  change<Result>(name: string, decide: (record: RegistryRecord) => Result): Promise<Result>;
}

const encoder = new TextEncoder();
const attempts = 60;

export function journalIn(
  store: ObjectStore,
  { clock, random }: Pick<Platform, "clock" | "random">,
  provider: string,
): Journal {
  const seen = async (name: string): Promise<{ record: RegistryRecord; tag: string | undefined }> => {
    const key = keysOf(name).record;
    const found = await store.get(key);
    if (!found) return { record: emptyRecord(name), tag: undefined };
    const record = parsedObject(found.content, recordSchema, provider, store.address(key));
    if (record.name !== name) throw corrupt(provider, store.address(key), `is the record of ${record.name}`);
    return { record, tag: found.tag };
  };
  return {
    read: async (name) => (await seen(name)).record,
    async change(name, decide) {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const { record, tag } = await seen(name);
        const before = JSON.stringify(record);
        const result = decide(record);
        if (JSON.stringify(record) === before) return result;
        const content = encoder.encode(JSON.stringify({ ...record, revision: random.uuid() }));
        if (await store.put(keysOf(name).record, content, tag === undefined ? { absent: true } : { tag }))
          return result;
        // the more there are, the wider they spread
        await clock.sleep(Math.round(random.uniform() * Math.min(5000, 50 * attempt)));
      }
      throw new ToolkitError({
        code: "locked",
        provider,
        retryable: true,
        message: `other runs changed ${store.address(keysOf(name).record)} faster than this one, ${attempts} times`,
        hint: "run it again when fewer runs write to this model",
      });
    },
  };
}

/** @throws ToolkitError `registry-corrupt` for what is not what this toolkit writes */
export function parsedObject<Schema extends z.ZodType>(
  content: Uint8Array,
  schema: Schema,
  provider: string,
  address: string,
): z.output<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch {
    throw corrupt(provider, address, "is not JSON");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw corrupt(provider, address, `is not what it should be: ${issue?.path.join(".")} ${issue?.message}`);
}

export const corrupt = (provider: string, address: string, problem: string): ToolkitError =>
  new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `${address} ${problem}`,
    hint: "nobody else may write there; restore it from an earlier version of the object",
  });
