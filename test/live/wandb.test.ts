import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeClock, nodeRandom } from "#platform";
import { registryProviders } from "#registry";
import { type FakeWandb, fakeDeps, fakeWandb, sampleMetadata, sampleModel, serveWandb } from "#testing";
import {
  addAliases,
  downloadFiles,
  draftFile,
  draftText,
  findArtifact,
  linkArtifact,
  listVersions,
  openWandb,
  organizationEntities,
  parseArtifactPath,
  readManifest,
  recordUse,
  removeAliases,
  saveArtifact,
  trackRun,
  upsertRun,
  type Wandb,
} from "#wandb-ts";
import { installClient, pythonClient } from "./wandb/python-client.ts";

/** The real Python client and our library, by sockets, against the same fake: each reads what the other wrote. */
const place = { entity: "ent", project: "llm-finetuning" };
let python: string;
let fake: FakeWandb;
let server: { url: string; close(): Promise<void> };
let wandb: Wandb;
/** Answers that said no. */
const refused: string[] = [];

const askAll = (...steps: string[][]): Promise<Record<string, unknown>[]> =>
  pythonClient(python, { url: server.url, apiKey: fake.apiKey }, steps);
const ask = async (...step: string[]): Promise<Record<string, unknown>> =>
  (await askAll(step))[0] as Record<string, unknown>;

const folderWith = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), "artifact-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

async function log(collection: string, files: Record<string, string>, more: { aliases?: string[] } = {}) {
  const run = await upsertRun(wandb, { ...place, id: "our-run", jobType: "train" });
  const drafts = Object.entries(files).map(([path, text]) => draftText(path, text));
  const draft = { ...place, collection, type: "model", run: run.id, metadata: { base_model: "llama" }, files: drafts };
  return await saveArtifact(wandb, { ...draft, ...more });
}

beforeAll(async () => {
  python = await installClient();
  fake = fakeWandb(undefined, Date.now);
  server = await serveWandb(fake);
  fake.interfere = async (call, proceed) => {
    const answer = await proceed();
    const said = String(answer.body);
    if (answer.status >= 300 || said.startsWith('{"data":null') || said.includes('"errors"'))
      refused.push(`${call.operation ?? call.url.pathname}: ${said}`);
    return answer;
  };
  wandb = openWandb({ apiKey: fake.apiKey, baseUrl: server.url });
});

afterAll(async () => await server?.close());

describe("the Python client, with the fake", () => {
  it("logs, uses, aliases, links, changes and deletes, and nothing that it says is refused", async () => {
    const folder = folderWith({ "config.json": "{}", "weights.bin": "one" });
    const name = "ent/llm-finetuning/python-model";
    const seen = await askAll(
      ["log", folder, "staging"],
      ["log", folder, "again"],
      ["use", `${name}:staging`, join(folder, "download")],
      ["move", `${name}:v0`, "champion", "staging"],
      ["link", `${name}:v0`, "wandb-registry-model/mail", "prod"],
      ["edit", `${name}:v0`, folderWith({ "weights.bin": "two" }), "weights.bin"],
      ["versions", name],
      ["delete", `${name}:v1`],
      ["versions", name],
    );
    expect(seen).toMatchObject([
      { version: "v0", aliases: ["latest", "staging"] },
      { version: "v0", aliases: ["again", "latest", "staging"] },
      { version: "v0", metadata: { base_model: "llama" }, files: { "config.json": "{}", "weights.bin": "one" } },
      { aliases: ["again", "champion", "latest"] },
      { version: "v0", aliases: ["latest", "prod"], name: "orgent/wandb-registry-model/mail:v0" },
      { version: "v1" },
      { versions: ["v1", "v0"] },
      {},
      { versions: ["v0"] },
    ]);
    const run = fake.state.projects.get("ent/llm-finetuning")?.runs.get(String(seen[0]?.["run"]));
    expect(run?.state).toBe("finished");
    expect(run?.files.get("wandb-history.jsonl")).toHaveLength(4);
    expect(refused).toEqual([]);
  });
});

describe("our library", () => {
  it("reads, aliases, links and changes what Python wrote", async () => {
    const path = parseArtifactPath("python-model:champion", place);
    const found = await findArtifact(wandb, path);
    expect(found).toMatchObject({ index: 0, type: "model", metadata: { base_model: "llama" } });
    const manifest = await readManifest(wandb, found as never);
    const folder = mkdtempSync(join(tmpdir(), "ours-"));
    await downloadFiles(wandb, path, "v0", manifest.entries, folder);
    expect(await readFile(join(folder, "weights.bin"), "utf8")).toBe("one");

    const id = found?.id as string;
    await addAliases(wandb, path, id, ["by-us"]);
    await removeAliases(wandb, path, id, ["again", "never-there"]);
    expect((await findArtifact(wandb, { ...path, selector: "by-us" }))?.aliases.sort()).toEqual(["by-us", "champion"]);
    const [organization = ""] = await organizationEntities(wandb, "ent");
    const registry = { entity: organization, project: "wandb-registry-model", collection: "mail" };
    expect(await linkArtifact(wandb, id, registry, ["by-us"])).toBe(0);
    expect((await findArtifact(wandb, { ...registry, selector: "by-us" }))?.id).toBe(id);

    const run = await upsertRun(wandb, { ...place, id: "our-run" });
    await recordUse(wandb, { ...place, run: run.id }, id);
    const changed = await saveArtifact(wandb, {
      ...path,
      type: "model",
      run: run.id,
      files: [draftText("config.json", "{}"), draftText("weights.bin", "three")],
      base: { id, entries: manifest.entries },
    });
    expect(changed).toMatchObject({ created: true, uploadedFiles: 1 });
    expect(await ask("use", "ent/llm-finetuning/python-model:latest", join(folder, "python"))).toMatchObject({
      files: { "config.json": "{}", "weights.bin": "three" },
    });
  });

  it("writes what Python takes: by alias, in parts, changed from there, and never twice the same", async () => {
    const files = { "a.json": "{}", "ünï/☃.txt": "snow", "z.bin": "x".repeat(100_000) };
    const saved = await log("our-model", files, { aliases: ["staging"] });
    expect(saved).toMatchObject({ created: true, uploadedFiles: 3 });
    expect(await ask("use", "ent/llm-finetuning/our-model:staging", mkdtempSync(join(tmpdir(), "use-")))).toMatchObject(
      {
        version: "v0",
        aliases: ["latest", "staging"],
        files,
      },
    );
    const edited = folderWith({ "a.json": "[]" });
    expect(await ask("edit", "ent/llm-finetuning/our-model:v0", edited, "a.json")).toEqual({ version: "v1" });
    const versions = [];
    for await (const { index, digest } of listVersions(wandb, { ...place, collection: "our-model", type: "model" }))
      versions.push([index, digest]);
    expect(versions).toHaveLength(2);

    // the digest over the manifest is the official client's: what it logged is known to us, and the other way round
    expect(await log("python-model", { "config.json": "{}", "weights.bin": "one" })).toMatchObject({ created: false });
    await log("python-model", { "only.txt": "ours" });
    expect(await ask("log", folderWith({ "only.txt": "ours" }), "known")).toMatchObject({
      aliases: expect.arrayContaining(["known"]),
    });
    expect(refused).toEqual([]);
  });

  it("sends a large file in parts, streamed, and Python reads it whole", async () => {
    const folder = folderWith({ "big.bin": "0123456789".repeat(50_000) });
    const small = openWandb({ apiKey: fake.apiKey, baseUrl: server.url, multipartBytes: 400_000, partBytes: 150_000 });
    const file = await draftFile(small.files, join(folder, "big.bin"), "big.bin", small);
    const run = await upsertRun(small, { ...place, id: "our-run" });
    const parts = fake.calls.length;
    await saveArtifact(small, { ...place, collection: "big-model", type: "model", run: run.id, files: [file] });
    const puts = fake.calls.slice(parts).filter(({ url }) => url.pathname.startsWith("/storage/parts/"));
    expect(puts.map(({ body }) => body.length)).toEqual([150_000, 150_000, 150_000, 50_000]);
    const used = await ask("use", "ent/llm-finetuning/big-model:latest", join(folder, "use"));
    expect((used["files"] as Record<string, string>)["big.bin"]).toHaveLength(500_000);
  });

  it("tracks a run, and goes on with it after a death", async () => {
    const run = await trackRun(wandb, { ...place, id: "tracked", config: { learning_rate: 2e-5 } });
    run.log({ "train/loss": 1 });
    run.log({ "train/loss": Number.NaN });
    await run.flush();
    const again = await trackRun(wandb, { ...place, id: "tracked" });
    again.log({ "train/loss": 0.5 });
    again.summarize({ best: 0.5 });
    await again.finish(1);
    const stored = fake.state.projects.get("ent/llm-finetuning")?.runs.get("tracked");
    const lines = stored?.files.get("wandb-history.jsonl")?.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines?.map((line) => [line["_step"], line["train/loss"]])).toEqual([
      [0, 1],
      [1, "NaN"],
      [2, 0.5],
    ]);
    expect(JSON.parse(stored?.files.get("wandb-summary.json")?.[0] ?? "")).toMatchObject({ best: 0.5, _step: 2 });
    expect(stored?.state).toBe("failed");
  });
});

describe("the registry", () => {
  it("registers a model that Python uses by its number and its alias", async () => {
    const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
    const registry = await registryProviders.wandb(deps, {
      apiKey: fake.apiKey,
      baseUrl: server.url,
      ...place,
      cacheFolder: join(deps.workspace, "cache"),
    });
    const candidate = {
      name: "mail",
      folder: await sampleModel("one"),
      bump: "minor",
      metadata: sampleMetadata,
    } as const;
    const { version } = await registry.register(candidate);
    await registry.setAlias("mail", "champion", version.version, undefined);
    const root = mkdtempSync(join(tmpdir(), "use-"));
    const used = await askAll(
      ...["1.0.0", "champion"].map((alias) => ["use", `ent/llm-finetuning/mail:${alias}`, join(root, alias)]),
    );
    for (const seen of used)
      expect(seen).toMatchObject({
        metadata: { base_model: "base", model_version: "1.0.0", digest: version.digest },
        files: { "merged/model.safetensors": "one" },
      });
    for (const _twice of [1, 2]) await registry.use?.(version, { purpose: "deploy", id: "genai-mlops-deploy-42" });
    expect(await ask("used", "ent/llm-finetuning/genai-mlops-deploy-42")).toEqual({
      artifacts: ["mail:v0"],
      users: expect.arrayContaining(["genai-mlops-deploy-42 (deploy)", expect.stringMatching(/ \(evaluate\)$/)]),
      state: "finished",
      job_type: "deploy",
    });
    const folder = await registry.fetch(version);
    expect(await readFile(join(folder, "model.gguf"), "utf8")).toBe("gguf one");
    expect(refused).toEqual([]);
  });
});
