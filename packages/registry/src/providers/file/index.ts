import { join } from "node:path";
import * as z from "zod";
import {
  type Manifest,
  type Metadata,
  manifestSchema,
  metadataSchema,
  type Promotion,
  promotionSchema,
  ToolkitError,
} from "#contracts";
import { isoTime, jsonLines, type Platform, withFolderLock } from "#platform";
import { contentDigest, modelFiles } from "../../model-files.ts";
import type { ModelVersion, Registry } from "../../registry.ts";
import {
  compareVersions,
  nextVersion,
  parseSelector,
  requireAlias,
  requireName,
  versionNumbers,
} from "../../version.ts";

export interface FileRegistryConfig {
  folder: string;
}

type Ports = Pick<Platform, "files" | "clock" | "random" | "exec" | "log">;
const aliasesSchema = z.record(z.string(), z.string());

/** Models in a folder: `<name>/versions/<version>/{manifest.json, metadata.yaml, files/}`, aliases and promotions beside. */
export function fileRegistry(ports: Ports, { folder }: FileRegistryConfig): Registry {
  const { files, clock, random } = ports;
  const home = (name: string): string => join(folder, requireName(name));
  const versionFolder = (name: string, version: string): string => join(home(name), "versions", version);
  const alone = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
    withFolderLock(ports, join(home(name), ".lock"), work, {
      waitSeconds: 60,
      hint: "wait for the other run; if it hangs, end its process",
    });

  const corrupt = (path: string, problem: string): ToolkitError =>
    new ToolkitError({
      code: "registry-corrupt",
      provider: "file",
      message: `${path} ${problem}`,
      hint: "restore the file from a copy, or move the version's folder away",
    });

  async function parsed<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    parse: (text: string) => unknown,
  ): Promise<z.output<Schema>> {
    let value: unknown;
    try {
      value = parse(await files.readText(path));
    } catch {
      throw corrupt(path, "cannot be read");
    }
    const result = schema.safeParse(value);
    if (!result.success)
      throw corrupt(
        path,
        `is not what it should be: ${result.error.issues[0]?.path.join(".")} ${result.error.issues[0]?.message}`,
      );
    return result.data;
  }

  async function aliasesOf(name: string): Promise<Record<string, string>> {
    const path = join(home(name), "aliases.json");
    return (await files.stat(path)) ? await parsed(path, aliasesSchema, JSON.parse) : {};
  }

  async function manifests(name: string): Promise<Manifest[]> {
    const versions = join(home(name), "versions");
    if ((await files.stat(versions)) === undefined) return [];
    const names = (await files.list(versions)).filter((entry) => versionNumbers(entry)).sort(compareVersions);
    return await Promise.all(
      names.map((version) => parsed(join(versions, version, "manifest.json"), manifestSchema, JSON.parse)),
    );
  }

  const describe = ({ name, version, digest, createdAt }: Manifest, aliases: Record<string, string>): ModelVersion => ({
    name,
    version,
    digest,
    modelRef: `${name}#${digest}`,
    uri: `file://${versionFolder(name, version)}`,
    createdAt,
    aliases: Object.keys(aliases)
      .filter((alias) => aliases[alias] === version)
      .sort(),
  });

  async function list(name: string): Promise<ModelVersion[]> {
    const aliases = await aliasesOf(name);
    return (await manifests(name)).map((manifest) => describe(manifest, aliases));
  }

  return {
    list,
    async register({ name, folder: source, bump, metadata }) {
      const found = await modelFiles(files, source);
      const digest = contentDigest(found);
      return await alone(name, async () => {
        const versions = await list(name);
        const same = versions.find((version) => version.digest === digest);
        if (same) return { version: same, created: false };
        const version = nextVersion(
          versions.map((known) => known.version),
          bump,
        );
        const staged = join(home(name), `.${random.uuid()}.staged`);
        try {
          for (const { path, digest: expected } of found) {
            await files.copy(join(source, path), join(staged, "files", path));
            if (`sha256:${await files.sha256(join(staged, "files", path))}` !== expected)
              throw new ToolkitError({
                code: "model-corrupt",
                message: `${path} changed while it was copied`,
                retryable: true,
              });
          }
          const manifest: Manifest = {
            schemaVersion: 1,
            name,
            version,
            digest,
            createdAt: isoTime(clock),
            files: found,
          };
          const artifact = (part: string): string | null =>
            found.some(({ path }) => path.startsWith(part))
              ? `file://${versionFolder(name, version)}/files/${part}`
              : null;
          const { stringify } = await import("yaml");
          const artifacts = {
            checkpoint: artifact("merged/") ?? artifact("model.gguf"),
            tokenizer: artifact("merged/tokenizer"),
          };
          await files.writeAtomic(
            join(staged, "metadata.yaml"),
            stringify({ ...metadata, model_version: version, artifacts }),
          );
          await files.writeAtomic(join(staged, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
          // whole or not at all
          await files.makeFolder(join(home(name), "versions"));
          await files.rename(staged, versionFolder(name, version));
          return { version: describe(manifest, {}), created: true };
        } finally {
          await files.remove(staged);
        }
      });
    },
    async find(text) {
      const selector = parseSelector(text);
      const versions = await list(selector.name);
      if ("digest" in selector) return versions.find(({ digest }) => digest === selector.digest);
      if ("version" in selector) return versions.find(({ version }) => version === selector.version);
      if ("prefix" in selector) return versions.findLast(({ version }) => version.startsWith(selector.prefix));
      return versions.find(({ aliases }) => aliases.includes(selector.alias));
    },
    async setAlias(name, alias, version, seen) {
      requireAlias(alias);
      await alone(name, async () => {
        const aliases = await aliasesOf(name);
        if (aliases[alias] === version) return;
        if (aliases[alias] !== seen)
          throw new ToolkitError({
            code: "alias-moved",
            provider: "file",
            message: `${name}@${alias} is ${aliases[alias] ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
          });
        if (!(await manifests(name)).some((manifest) => manifest.version === version))
          throw new ToolkitError({
            code: "model-not-found",
            provider: "file",
            message: `${name} has no version ${version}`,
          });
        await files.writeAtomic(
          join(home(name), "aliases.json"),
          `${JSON.stringify({ ...aliases, [alias]: version }, null, 2)}\n`,
        );
      });
    },
    async remove({ name, version }) {
      await alone(name, async () => {
        const held = Object.entries(await aliasesOf(name)).filter(([, target]) => target === version);
        if (held.length > 0)
          throw new ToolkitError({
            code: "version-in-use",
            provider: "file",
            message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
            hint: "move the alias first",
          });
        await files.remove(versionFolder(name, version));
      });
    },
    async fetch({ name, version }) {
      const manifest = await parsed(join(versionFolder(name, version), "manifest.json"), manifestSchema, JSON.parse);
      const source = join(versionFolder(name, version), "files");
      for (const { path, digest } of manifest.files) {
        if (path.split("/").includes("..") || path.startsWith("/")) throw corrupt(path, "leaves the model's folder");
        const whole =
          (await files.stat(join(source, path))) !== undefined &&
          `sha256:${await files.sha256(join(source, path))}` === digest;
        if (!whole)
          throw new ToolkitError({
            code: "model-corrupt",
            provider: "file",
            message: `${name} ${version}: ${path} is not the registered file`,
            hint: "register the model again from its training",
          });
      }
      return source;
    },
    async metadata({ name, version }): Promise<Metadata> {
      const { parse } = await import("yaml");
      return await parsed(join(versionFolder(name, version), "metadata.yaml"), metadataSchema, parse);
    },
    async attach({ name, version }, evidence, content) {
      await files.writeAtomic(join(versionFolder(name, version), "evidence", requireName(evidence)), content);
    },
    async attached({ name, version }, evidence) {
      const path = join(versionFolder(name, version), "evidence", requireName(evidence));
      return (await files.stat(path)) ? await files.readText(path) : undefined;
    },
    async recordPromotion(name, promotion) {
      await alone(name, async () =>
        files.append(join(home(name), "promotions.jsonl"), `${JSON.stringify(promotion)}\n`),
      );
    },
    async promotions(name) {
      const path = join(home(name), "promotions.jsonl");
      const found: Promotion[] = [];
      if ((await files.stat(path)) === undefined) return found;
      for await (const item of jsonLines(files, path)) {
        const line = "value" in item ? promotionSchema.safeParse(item.value) : undefined;
        if (!line?.success) throw corrupt(path, "has a line that is no promotion");
        found.push(line.data);
      }
      return found;
    },
  };
}
