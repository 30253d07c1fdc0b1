import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { DatasetSource } from "#contracts";
import { nodeRandom } from "#platform";
import { datasetSourceConformance, fakeDeps } from "#testing";
import { datasetProviders } from "../../catalog.ts";

/** The machine's own npm, with a registry of one package. */
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** Archive of a package with one file of data; `spoil` gets the folder before it is packed. */
function archiveOf(content: string, spoil: (folder: string) => void = () => undefined): Buffer {
  const home = mkdtempSync(join(tmpdir(), "npm-package-"));
  mkdirSync(join(home, "package/data"), { recursive: true });
  writeFileSync(join(home, "package/package.json"), JSON.stringify({ name: "mails", version: "1.0.0" }));
  writeFileSync(join(home, "package/data/rows.txt"), content);
  spoil(join(home, "package"));
  execFileSync("tar", ["-czf", join(home, "package.tgz"), "-C", home, "package"]);
  return readFileSync(join(home, "package.tgz"));
}

const integrityOf = (archive: Buffer): string => `sha512-${createHash("sha512").update(archive).digest("base64")}`;

async function registry(archive: Buffer, claimed = integrityOf(archive)): Promise<string> {
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}`;
    if (request.url === "/mails.tgz") return void response.end(archive);
    if (request.url !== "/mails") return void response.writeHead(404).end('{"error": "Not found"}');
    const version = { name: "mails", version: "1.0.0", dist: { tarball: `${url}/mails.tgz`, integrity: claimed } };
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ name: "mails", "dist-tags": { latest: "1.0.0" }, versions: { "1.0.0": version } }));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

const config = (more: object = {}): DatasetSource => ({
  kind: "npm",
  name: "mails",
  version: "1.0.0",
  path: "data",
  ...more,
});

async function source(archive: Buffer, claimed?: string) {
  const deps = await fakeDeps({ random: nodeRandom() });
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: deps.workspace,
    npm_config_registry: await registry(archive, claimed),
    npm_config_cache: join(deps.workspace, "npm"),
    npm_config_fetch_retries: "0",
  };
  const exec: typeof deps.exec = {
    ...deps.exec,
    run: (command, parameters, options) => deps.exec.run(command, parameters, { ...options, env }),
  };
  const provider = await datasetProviders.npm({ ...deps, exec });
  const cacheFolder = join(deps.workspace, "cache");
  const cached = (): Promise<string[]> => deps.files.list(cacheFolder);
  return { deps, provider, place: { configFolder: deps.workspace, cacheFolder }, cached };
}

datasetSourceConformance("npm", async () => ({
  ...(await source(archiveOf("one"))),
  config: config(),
  missing: config({ name: "nowhere" }),
  read: async (path) => readFileSync(join(path, "rows.txt"), "utf8"),
  content: "one",
}));

describe("a package of npm", () => {
  it("is fetched once, and then without the registry", async () => {
    const { provider, place } = await source(archiveOf("one"));
    const first = await provider.fetch(config(), place);
    for (const server of open) server.close();
    for (const server of open) server.closeAllConnections();
    expect(await provider.fetch(config(), place)).toEqual(first);
  });

  it("whose bytes are not the pinned ones is refused, with both integrities", async () => {
    const archive = archiveOf("one");
    const { provider, place } = await source(archive);
    const pinned = config({ integrity: integrityOf(archive) });
    expect((await provider.fetch(pinned, place)).pinned.integrity).toBe(integrityOf(archive));
    const other = integrityOf(Buffer.from("other"));
    await expect(provider.fetch(config({ integrity: other }), place)).rejects.toMatchObject({
      code: "source-changed",
      message: expect.stringContaining(other),
    });
  });

  it("is left out whole when the registry hands out other bytes than it says, or links, or no archive", async () => {
    const cases: [Buffer, string | undefined, string][] = [
      [archiveOf("one"), integrityOf(Buffer.from("other")), "source-unreachable"],
      [archiveOf("one", (folder) => symlinkSync("/etc/passwd", join(folder, "data/link"))), undefined, "source-unsafe"],
      [Buffer.from("no archive"), undefined, "source-un"],
    ];
    for (const [archive, claimed, code] of cases) {
      const { provider, place, cached } = await source(archive, claimed);
      await expect(provider.fetch(config(), place)).rejects.toMatchObject({ code: expect.stringContaining(code) });
      expect(await cached()).toEqual([]);
    }
  });
});
