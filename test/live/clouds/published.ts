import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

/** What the vendors publish of their services, inside their own clients; the very versions that the fixtures name. */
const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
const fixtures = join(import.meta.dirname, "../../../packages/testing/src/__fixtures__");

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

export const keptDescription = (path: string): JsonObject =>
  JSON.parse(readFileSync(join(fixtures, path), "utf8")) as JsonObject;

/** Google's discovery documents, of PyPI. @returns the folder with all of them */
export async function googleDocuments(): Promise<string> {
  const version = "2.202.0";
  const documents = (home: string): string => join(home, "googleapiclient/discovery_cache/documents");
  const home = join(cache, `live-google-api-${version}`);
  if (existsSync(documents(home))) return documents(home);
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  installed(home, (partial) => {
    const wanted = `google-api-python-client==${version}`;
    execFileSync(uv, ["pip", "install", "--quiet", "--no-deps", "--target", partial, wanted], { stdio: "inherit" });
  });
  return documents(home);
}

export interface AzureClient {
  mappers: Record<string, { type: MapperType }>;
  /** Source text of a group's operations, such as `modelVersions`. */
  operations(group: string): string;
}

export interface MapperType {
  name: string;
  className?: string;
  element?: { type: MapperType };
  value?: { type: MapperType };
  polymorphicDiscriminator?: { serializedName: string };
  modelProperties?: Record<
    string,
    { serializedName: string; type: MapperType; readOnly?: boolean; required?: boolean; nullable?: boolean }
  >;
}

/** Microsoft's client of Azure ML's management API, of npm. */
export async function azureClient(): Promise<AzureClient> {
  const version = "2.1.1";
  const home = join(cache, `live-arm-machinelearning-${version}`);
  const inside = (name: string): string => join(home, "package/dist-esm/src", name);
  if (!existsSync(inside("models/mappers.mjs")))
    installed(home, (partial) => {
      const packed = ["pack", "--silent", "--pack-destination", partial, `@azure/arm-machinelearning@${version}`];
      const file = execFileSync("npm", packed, { encoding: "utf8" }).trim();
      execFileSync("tar", ["-xzf", join(partial, file), "-C", partial]);
      // the package does not say that its .js files are modules
      const mappers = join(partial, "package/dist-esm/src/models/mappers");
      copyFileSync(`${mappers}.js`, `${mappers}.mjs`);
    });
  return {
    mappers: (await import(pathToFileURL(inside("models/mappers.mjs")).href)) as AzureClient["mappers"],
    operations: (group) => readFileSync(inside(`operations/${group}.js`), "utf8"),
  };
}

function installed(home: string, install: (partial: string) => void): void {
  const partial = `${home}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  install(partial);
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
}
