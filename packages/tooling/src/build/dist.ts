import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { actionNames, root } from "../repository.ts";
import { licensesOf } from "./licenses.ts";

/** Programs that run by themselves outside an action: one file each. */
const programs: Record<string, string> = {
  router: "packages/router/src/main.js",
  supervisor: "packages/serving/src/providers/local/supervisor-main.js",
};

/** Folders that travel beside the bundles as they are. */
const assets: Record<string, string> = { serving: "packages/serving/python", training: "packages/training/python" };

/**
 * Builds `dist` anew: one bundle shared by all actions with a lazy chunk for each of them and for each provider, a stub
 * for each action, the single-file programs and the assets. Byte-identical for the same sources.
 */
export async function buildDist(): Promise<void> {
  rmSync(join(root, "build"), { recursive: true, force: true });
  rmSync(join(root, "dist"), { recursive: true, force: true });
  command(process.execPath, [bin("typescript", "tsc"), "--noCheck"]);
  writeFileSync(
    join(root, "build/package.json"),
    JSON.stringify({ type: "module", imports: { "#*": "./packages/*/src/index.js" } }),
  );
  await bundle("actions/start.js", "dist/bundle");
  for (const [name, entry] of Object.entries(programs)) {
    if (existsSync(join(root, "build", entry))) await bundle(entry, `dist/${name}`);
  }
  for (const name of actionNames()) write(`dist/${name}/index.js`, stub(name));
  write("dist/package.json", '{ "type": "module" }\n');
  for (const [name, folder] of Object.entries(assets)) copyAssets(folder, `dist/assets/${name}/python`);
}

/** The file a runner starts. The compile cache spares later steps on the same machine the parsing of the bundle. */
function stub(name: string): string {
  return [
    'import * as module from "node:module";',
    'import { fileURLToPath } from "node:url";',
    "",
    "module.enableCompileCache?.();",
    'const { start } = await import("../bundle/index.js");',
    `await start("${name}", fileURLToPath(new URL("..", import.meta.url)));`,
    "",
  ].join("\n");
}

async function bundle(entry: string, folder: string): Promise<void> {
  for (const [name, content] of await bundled(join(root, "build", entry))) write(`${folder}/${name}`, content);
}

/** Files of the bundle by name: `index.js`, its chunks, what they load, and the licences of all that is in them. */
export async function bundled(entry: string): Promise<Map<string, string | Buffer>> {
  const { default: ncc } = await import("@vercel/ncc");
  const { transform } = await import("esbuild");
  const {
    code,
    assets: chunks,
    stats,
  } = await ncc(entry, {
    cache: false,
    quiet: true,
    target: "es2022",
    esm: true,
    // what a library exports and nobody uses is left out of its ES modules alone
    mainFields: ["module", "main"],
  });
  const files = new Map<string, string | Buffer>([["package.json", '{ "type": "module" }\n']]);
  // not by ncc, which leaves all lazy chunks as they are
  const minified = async (source: string | Buffer): Promise<string> =>
    (await transform(source, { minify: true, format: "esm", target: "es2022", legalComments: "none" })).code;
  for (const [name, { source }] of Object.entries({ "index.js": { source: code }, ...chunks }))
    files.set(name, name.endsWith(".js") ? await minified(source) : source);
  const { modules } = stats.toJson({ all: false, modules: true, nestedModules: true, cachedModules: true });
  return files.set("licenses.txt", licensesOf(modules));
}

function copyAssets(from: string, to: string): void {
  if (!existsSync(join(root, from))) return;
  const wanted = (path: string): boolean => !/(__pycache__|\.venv|\.pytest_cache|\/tests?$|\/test_[^/]*$)/.test(path);
  cpSync(join(root, from), join(root, to), { recursive: true, filter: wanted });
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

export function bin(name: string, program: string): string {
  const folder = join(root, "node_modules", name);
  const { bin: entries } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
    bin: Record<string, string>;
  };
  return join(folder, entries[program] ?? "");
}

function command(program: string, args: string[]): void {
  const { status, stdout } = spawnSync(program, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}\n${stdout}`);
}

/** Bytes of all files below a folder of the repository. */
export function folderSize(folder: string): number {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((bytes, entry) => bytes + readFileSync(join(entry.parentPath, entry.name)).length, 0);
}
