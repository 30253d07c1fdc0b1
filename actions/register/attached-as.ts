import type * as z from "zod";
import type { ModelVersion, Registry } from "#registry";

/** A JSON file that is attached to a version; one that cannot be read speaks for nothing. */
export async function attachedAs<Schema extends z.ZodType>(
  schema: Schema,
  registry: Registry,
  version: ModelVersion,
  name: string,
): Promise<z.output<Schema> | undefined> {
  const text = await registry.attached(version, name);
  try {
    return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
