import { join } from "node:path";
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
import { type Files, jsonLines, type Platform } from "#platform";
import { isAbandoned } from "../../abandoned.ts";
import { aliasesSchema, parseRecord, removedSchema, requireSound } from "../../parse-record.ts";
import { compareVersions, versionNumbers } from "../../version.ts";
import type { Layout } from "./layout.ts";

export interface Records {
  aliases(name: string): Promise<Map<string, string>>;
  removed(name: string): Promise<string[]>;
  /** undefined when there is no such version. */
  manifest(name: string, version: string): Promise<Manifest | undefined>;
  /** Of all versions, the oldest first. */
  manifests(name: string): Promise<Manifest[]>;
  metadata(name: string, version: string): Promise<Metadata>;
  promotions(name: string): Promise<Promotion[]>;
}

export function corrupt(path: string, problem: string): ToolkitError {
  return new ToolkitError({
    code: "registry-corrupt",
    provider: "file",
    message: `${path} ${problem}`,
    hint: "restore the file from a copy, or move the version's folder away",
  });
}

/** Reads what lies there; whatever is not what was written is `registry-corrupt`, never taken for absent. */
export function recordsIn(files: Files, layout: Layout): Records {
  async function parsed<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    parse?: (text: string) => unknown,
  ): Promise<z.output<Schema>> {
    const text = await files.readText(path).catch(() => {
      throw corrupt(path, "cannot be read");
    });
    return parseRecord(path, text, schema, corrupt, parse);
  }

  async function manifest(name: string, version: string): Promise<Manifest | undefined> {
    const path = layout.manifest(name, version);
    const folder = layout.version(name, version);
    if ((await files.stat(folder)) === undefined) return undefined;
    let found: Manifest;
    try {
      found = await parsed(path, manifestSchema);
    } catch (error) {
      // removed by another run since we looked
      if ((await files.stat(folder)) === undefined) return undefined;
      throw error;
    }
    return requireSound(found, { name, version }, path, corrupt);
  }

  return {
    manifest,
    async aliases(name) {
      const path = layout.aliases(name);
      return new Map((await files.stat(path)) ? Object.entries(await parsed(path, aliasesSchema)) : []);
    },
    async removed(name) {
      const path = layout.removed(name);
      return (await files.stat(path)) ? await parsed(path, removedSchema) : [];
    },
    async manifests(name) {
      const entries = (await files.list(layout.versions(name))).filter((entry) => versionNumbers(entry));
      const found = await Promise.all(entries.sort(compareVersions).map((version) => manifest(name, version)));
      return found.filter((one) => one !== undefined);
    },
    async metadata(name, version) {
      const { parse } = await import("yaml");
      return await parsed(layout.metadata(name, version), metadataSchema, parse);
    },
    async promotions(name) {
      const path = layout.promotions(name);
      const found: Promotion[] = [];
      if ((await files.stat(path)) === undefined) return found;
      for await (const item of jsonLines(files, path)) {
        const line = "value" in item ? promotionSchema.safeParse(item.value) : undefined;
        if (!line?.success) throw corrupt(`${path}:${item.line}`, "is no promotion");
        found.push(line.data);
      }
      return found;
    },
  };
}

/** What killed runs left in a model's folder: their staging, what they were removing, halves of small files. */
export async function sweep(ports: Pick<Platform, "files" | "exec" | "random">, home: string): Promise<void> {
  for (const entry of await ports.files.list(home)) {
    const path = join(home, entry);
    const isUnderWay = /^\..+\.(?:staged|removed)$/.test(entry);
    const abandoned = isUnderWay ? await isAbandoned(ports, path) : /^\..+\.(?:partial|probe)$/.test(entry);
    if (abandoned) await ports.files.remove(path);
  }
}
