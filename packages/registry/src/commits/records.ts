import type * as z from "zod";
import {
  type Manifest,
  type Metadata,
  manifestSchema,
  metadataSchema,
  type Promotion,
  promotionSchema,
  ToolkitError,
} from "#contracts";
import { aliasesSchema, parseRecord, removedSchema, requireSound } from "../parse-record.ts";
import { compareVersions, versionNumbers } from "../version.ts";
import type { Snapshot } from "./commits.ts";
import { layout } from "./layout.ts";

export interface Records {
  snapshot: Snapshot;
  aliases: ReadonlyMap<string, string>;
  /** Of all versions, the oldest first. */
  manifests: readonly Manifest[];
  removed(): Promise<string[]>;
  metadata(version: string): Promise<Metadata>;
  promotions(): Promise<Promotion[]>;
}

/** How many small files are asked for at once. */
const atOnce = 8;

/**
 * Reads a model's records; whatever is not what was written is `registry-corrupt`, never taken for absent. An alias of a
 * version that is not there is damage too: to take it for absent would make a release the first one.
 */
export async function recordsOf(provider: string, name: string, snapshot: Snapshot): Promise<Records> {
  const { contents } = snapshot;
  const corrupt = (path: string, problem: string): ToolkitError =>
    new ToolkitError({
      code: "registry-corrupt",
      provider,
      message: `${name}: ${path} ${problem}`,
      hint: "put the file back as an earlier commit has it",
    });

  async function parsed<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    parse?: (text: string) => unknown,
  ): Promise<z.output<Schema>> {
    return parseRecord(path, await snapshot.read(path), schema, corrupt, parse);
  }

  async function manifest(version: string): Promise<Manifest> {
    const path = layout.manifest(version);
    if (!contents.has(path)) throw corrupt(path, "is missing");
    return requireSound(await parsed(path, manifestSchema), { name, version }, path, corrupt);
  }

  async function manifests(): Promise<Manifest[]> {
    const versions = versionsIn(contents.keys());
    const found: Manifest[] = [];
    for (let start = 0; start < versions.length; start += atOnce)
      found.push(...(await Promise.all(versions.slice(start, start + atOnce).map(manifest))));
    return found;
  }

  const aliases = contents.has(layout.aliases) ? Object.entries(await parsed(layout.aliases, aliasesSchema)) : [];
  const found = await manifests();
  const lost = aliases.find(([, version]) => !found.some((one) => one.version === version));
  if (lost) throw corrupt(layout.aliases, `says that ${lost[0]} is ${lost[1]}, which is not there`);

  return {
    snapshot,
    aliases: new Map(aliases),
    manifests: found,
    removed: async () => (contents.has(layout.removed) ? await parsed(layout.removed, removedSchema) : []),
    async metadata(version) {
      const { parse } = await import("yaml");
      return await parsed(layout.metadata(version), metadataSchema, parse);
    },
    async promotions() {
      if (!contents.has(layout.promotions)) return [];
      const lines = (await snapshot.read(layout.promotions)).split("\n");
      return lines.flatMap((line, index) => {
        if (line === "") return [];
        const record = promotionSchema.safeParse(jsonOf(line));
        if (!record.success) throw corrupt(`${layout.promotions}:${index + 1}`, "is no promotion");
        return [record.data];
      });
    },
  };
}

function versionsIn(paths: Iterable<string>): string[] {
  const versions = new Set<string>();
  for (const path of paths) {
    const folder = /^versions\/([^/]+)\//.exec(path)?.[1];
    if (folder !== undefined && versionNumbers(folder)) versions.add(folder);
  }
  return [...versions].sort(compareVersions);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
