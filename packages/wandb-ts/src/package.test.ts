import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { fakeWandb, serveWandb } from "../../testing/src/index.ts";

const root = join(import.meta.dirname, "../../..");
const own = join(import.meta.dirname, "..");
const name = "@genai-mlops/wandb-ts";

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** Asks no registry: there is none at that address, and npm's cache is empty. */
async function npm(cwd: string, ...parameters: string[]): Promise<string> {
  const none = { npm_config_registry: "http://127.0.0.1:9/", npm_config_cache: join(tmpdir(), "npm-cache") };
  const env = { PATH: process.env["PATH"], HOME: tmpdir(), npm_config_update_notifier: "false", ...none };
  return (await promisify(execFile)("npm", parameters, { cwd, env })).stdout;
}

/** Packed in a copy of the repository's place for it, so that nothing is built beside the sources. */
async function packed(): Promise<Packed & { tarball: string }> {
  const repository = await mkdtemp(join(tmpdir(), "pack-"));
  const folder = join(repository, "packages/wandb-ts");
  await mkdir(join(repository, "packages"));
  await cp(own, folder, { recursive: true });
  await cp(join(root, "tsconfig.json"), join(repository, "tsconfig.json"));
  await symlink(join(root, "node_modules"), join(repository, "node_modules"));
  const said = JSON.parse(await npm(folder, "pack", "--json")) as Packed[];
  const [about] = said as [Packed];
  return { ...about, tarball: join(folder, about.filename) };
}

describe("the package", () => {
  let made: Packed & { tarball: string };
  let project: string;

  beforeAll(async () => {
    made = await packed();
    project = await mkdtemp(join(tmpdir(), "project-"));
    await writeFile(join(project, "package.json"), JSON.stringify({ name: "project", type: "module", private: true }));
    // zod lies on this machine already; a registry would bring it
    const zod = join(root, "node_modules/zod");
    await npm(project, "install", "--offline", "--no-audit", "--no-fund", made.tarball, zod);
  }, 60_000);

  it("holds the compiled library, its types, licence and README, no source and no test", async () => {
    const paths = made.files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/index.js", "dist/index.d.ts"]));
    expect(
      paths.filter((path) => !/^(LICENSE|README\.md|package\.json|dist\/[\w/-]+\.(js|d\.ts))$/.test(path)),
    ).toEqual([]);
    expect(await readFile(join(own, "LICENSE"), "utf8")).toBe(await readFile(join(root, "LICENSE"), "utf8"));
  });

  it("needs zod alone", async () => {
    const installed = join(project, "node_modules", name);
    const { dependencies } = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(["zod"]);
    const imported = new Set<string>();
    for (const { path } of made.files.filter(({ path: file }) => file.endsWith(".js")))
      for (const [, module = ""] of (await readFile(join(installed, path), "utf8")).matchAll(/ from "([^"]+)"/g))
        imported.add(module);
    expect([...imported].filter((module) => !/^(\.|node:)/.test(module))).toEqual(["zod"]);
  });

  it("logs an artifact, finds it and says who used it, in plain Node with the library's own ports", async () => {
    const fake = fakeWandb();
    const server = await serveWandb(fake);
    await writeFile(
      join(project, "main.js"),
      `import { draftText, findArtifact, finishRun, openWandb, parseArtifactPath, recordUse, saveArtifact, upsertRun } from "${name}";
const wandb = openWandb({ apiKey: process.argv[2], baseUrl: process.argv[3] });
const place = { entity: "ent", project: "llm" };
const run = await upsertRun(wandb, { ...place, id: "plain-node" });
const file = draftText("a.txt", "one");
const { id } = await saveArtifact(wandb, { ...place, collection: "mail", type: "model", run: run.id, files: [file] });
await recordUse(wandb, { ...place, run: run.id }, id);
await finishRun(wandb, run);
const found = await findArtifact(wandb, parseArtifactPath("mail:latest", place));
process.stdout.write(JSON.stringify({ same: found.id === id, index: found.index }));
`,
    );
    try {
      const { stdout } = await promisify(execFile)(process.execPath, ["main.js", fake.apiKey, server.url], {
        cwd: project,
      });
      expect(JSON.parse(stdout)).toEqual({ same: true, index: 0 });
      expect(fake.state.projects.get("ent/llm")?.runs.get("plain-node")).toMatchObject({
        uses: [expect.any(String)],
        state: "finished",
      });
    } finally {
      await server.close();
    }
  });

  it("is typed: what is no key, no alias and no answer of it does not compile", async () => {
    // an error that was expected and is none is one too
    const program = `import { openWandb, findArtifact, type Artifact } from "${name}";
const wandb = openWandb({ apiKey: "k" });
const path = { entity: "e", project: "p", collection: "c", selector: "latest" };
export const found: Artifact | undefined = await findArtifact(wandb, path);
// @ts-expect-error a key is needed
openWandb({ baseUrl: "https://wandb.example" });
// @ts-expect-error there may be none
export const id: string = (await findArtifact(wandb, path)).id;
`;
    await writeFile(join(project, "main.ts"), program);
    const settings = {
      target: "es2024",
      lib: ["es2024", "dom"],
      module: "nodenext",
      strict: true,
      noEmit: true,
      types: [],
    };
    await writeFile(join(project, "tsconfig.json"), JSON.stringify({ compilerOptions: settings, files: ["main.ts"] }));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    await promisify(execFile)(process.execPath, [tsc, "--project", project], { cwd: project });
  }, 60_000);
});
