import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "#contracts";
import { nodeClock, nodeRandom } from "#platform";
import { type CardFacts, registryProviders } from "#registry";
import { hubCard } from "#reports";
import { type FakeHub, fakeDeps, fakeHub, sampleMetadata, sampleModel, serveHub, sha256Of } from "#testing";
import { installClient, pythonClient } from "./huggingface/python-client.ts";

/** The official Python client and our registry, by sockets, against the same fake Hub: each reads what the other wrote. */
let python: string;
let hub: FakeHub;
let server: { url: string; close(): Promise<void> };
/** Answers that said no, but for those that a client asks for to learn something. */
const refused: string[] = [];

const ask = (...steps: string[][]): Promise<Record<string, unknown>[]> =>
  pythonClient(python, { url: server.url, token: hub.token }, steps);
const folder = (files: Record<string, string> = {}): string => {
  const made = mkdtempSync(join(tmpdir(), "hub-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
};

async function openRegistry(more: object = {}) {
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
  const cacheFolder = join(deps.workspace, "cache");
  return await registryProviders.huggingface(deps, { token: hub.token, endpoint: server.url, cacheFolder, ...more });
}

beforeAll(async () => {
  python = await installClient();
  hub = fakeHub(Date.now);
  server = await serveHub(hub);
  hub.interfere = async (call, proceed) => {
    const answer = await proceed();
    if (answer.status >= 400) refused.push(`${call.method} ${call.url.pathname}: ${answer.status} ${answer.body}`);
    return answer;
  };
});

afterAll(async () => await server?.close());

describe("the Python client, with the fake", () => {
  it("creates, uploads, tags, branches, lists, downloads and deletes", async () => {
    const first = folder({ "config.json": "{}", "model.safetensors": "one" });
    const second = folder({ "config.json": "{}", "model.safetensors": "two" });
    const seen = await ask(
      ["whoami"],
      ["create", "octo/python"],
      ["upload", "octo/python", first, "first"],
      ["tag", "octo/python", "v1", "main"],
      ["branch", "octo/python", "staging", "v1"],
      ["upload", "octo/python", second, "second"],
      ["refs", "octo/python"],
      ["download", "octo/python", "v1", folder()],
      ["download", "octo/python", "main", folder()],
      ["info", "octo/python", "model.safetensors", "main"],
      ["history", "octo/python"],
      ["delete", "octo/python", "v1", "staging"],
      ["refs", "octo/python"],
    );
    const [one, two] = [seen[2]?.["oid"], seen[5]?.["oid"]];
    expect(seen).toMatchObject([
      { name: "octo" },
      { id: "octo/python" },
      {},
      {},
      {},
      {},
      { branches: { main: two, staging: one }, tags: { v1: one } },
      { files: { "config.json": "{}", "model.safetensors": "one" } },
      { files: { "config.json": "{}", "model.safetensors": "two" } },
      { sha256: sha256Of(Buffer.from("two")), size: 3 },
      { titles: ["second", "first", "initial commit"] },
      {},
      { branches: { main: two }, tags: {} },
    ]);
    // the second tag of the same name, which exist_ok allows
    expect(refused).toEqual([expect.stringContaining("409")]);
    refused.length = 0;
  });

  it("sends large files in parts, as the fake wants them", async () => {
    hub.partBytes = 100_000;
    const large = folder({ "model.safetensors": "0123456789".repeat(25_000) });
    await ask(["create", "octo/large"], ["upload", "octo/large", large, "large"]);
    hub.partBytes = 5 * 2 ** 30;
    const parts = hub.calls.filter(({ url }) => url.pathname.includes("/parts/"));
    expect(parts.map(({ body }) => body.length)).toEqual([100_000, 100_000, 50_000]);
    expect(refused).toEqual([]);
  });

  it("is refused a commit upon a parent that is no longer the last", async () => {
    const parent = hub.state.repositories.get("octo/python")?.commits.keys().next().value as string;
    expect(await ask(["late", "octo/python", parent])).toEqual([{ status: 412 }]);
    refused.length = 0;
  });
});

describe("our registry", () => {
  it("registers what Python downloads by number and by alias", async () => {
    const registry = await openRegistry();
    const models = [await sampleModel("one"), await sampleModel("two")];
    for (const model of models)
      await registry.register({ name: "mail", folder: model, bump: "minor", metadata: sampleMetadata });
    await registry.setAlias("mail", "champion", "1.0.0", undefined);
    const [one, two, champion] = await ask(
      ...["v1.0.0", "v1.1.0", "champion"].map((revision) => ["download", "octo/mail", revision, folder()]),
    );
    expect(one).toMatchObject({ files: { "merged/model.safetensors": "one", "model.gguf": "gguf one" } });
    expect(two).toMatchObject({ files: { "merged/model.safetensors": "two", "model.gguf": "gguf two" } });
    expect(champion).toMatchObject({ files: { "merged/model.safetensors": "one" } });
    expect(refused.filter((line) => !line.includes("/refs: 404"))).toEqual([]);
    refused.length = 0;
  });

  it("goes on from what Python did: an edited page stays, a commit in between is no conflict", async () => {
    const registry = await openRegistry();
    await ask(["upload", "octo/mail", folder({ "README.md": "# By hand" }), "Write the page"]);
    const { version } = await registry.register({
      name: "mail",
      folder: await sampleModel("three"),
      bump: "patch",
      metadata: sampleMetadata,
    });
    expect(version.version).toBe("1.1.1");
    const home = await registry.fetch(version);
    expect(await readFile(join(home, "merged/model.safetensors"), "utf8")).toBe("three");
    const [page] = await ask(["download", "octo/mail", "main", folder()]);
    expect(page).toMatchObject({ files: { "README.md": "# By hand", "merged/model.safetensors": "three" } });
    expect(refused).toEqual([]);
  });

  it("takes no repository for its own that Python filled", async () => {
    const registry = await openRegistry();
    const candidate = {
      name: "python",
      folder: await sampleModel("one"),
      bump: "minor",
      metadata: sampleMetadata,
    } as const;
    await expect(registry.register(candidate)).rejects.toMatchObject({ code: "foreign-version" });
  });
});

/** Text that a card shows, and that must neither end its front matter nor become markup. */
const hostile = "x\n---\n# Owned\n<script>alert(1)</script>";

const evaluation: Evaluation = {
  schemaVersion: 1,
  verdict: "pass",
  model: { name: "outputs/model", digest: null },
  testSet: { digest: `sha256:${"ab".repeat(32)}`, rows: 240 },
  scores: {
    f1: { value: 0.912345678, low: 0.87, high: 0.94, n: 240 },
    "exact-match": { value: 1, low: null, high: null, n: 240 },
    tiny: { value: 0.00000012, low: null, high: null, n: 240 },
  },
  metrics: {},
  thresholds: [],
  errors: 0,
  reasons: [],
  time: "2026-01-03T00:00:00Z",
};

const cardOf = (facts: CardFacts): string =>
  hubCard(
    { ...facts, metadata: { ...facts.metadata, base_model: "acme/base", run_id: hostile, license: "apache-2.0" } },
    {
      languages: ["no", "en"],
      datasets: ["acme/mail"],
      tags: ["on", "12:30", "1e3", hostile],
      library: "transformers",
    },
    "ru",
  );

describe("the model card", () => {
  it("is what the official client takes for one: before the evaluation, and after", async () => {
    const registry = await openRegistry({ card: cardOf });
    const candidate = {
      name: "carded",
      folder: await sampleModel("one"),
      bump: "minor",
      metadata: sampleMetadata,
    } as const;
    const { version } = await registry.register(candidate);
    const before = folder();
    const [, first] = await ask(["download", "octo/carded", "main", before], ["card", join(before, "README.md")]);
    const common = {
      base_model: "acme/base",
      datasets: ["acme/mail"],
      language: ["no", "en"],
      license: "apache-2.0",
      library: "transformers",
      task: "text-generation",
      tags: ["genai-mlops", "on", "12:30", "1e3", "x --- # Owned <script>alert(1)</script>"],
      text: expect.stringContaining("# carded 1.0.0"),
    };
    expect(first).toMatchObject({ ...common, metrics: {} });
    await registry.attach(version, "evaluation.json", JSON.stringify(evaluation));
    const after = folder();
    const [, second] = await ask(["download", "octo/carded", "main", after], ["card", join(after, "README.md")]);
    expect(second).toMatchObject({
      ...common,
      name: "carded",
      metrics: { f1: 0.912346, exact_match: 1 },
      dataset: "test set of 240 rows",
    });
    expect(second).toHaveProperty("metrics.tiny");
    // the card is no part of the model
    await expect(registry.fetch(version)).resolves.toMatch(/./);
  });

  it("cannot pass by itself: a broken front matter is refused by the same check", async () => {
    const path = join(
      folder({ "README.md": "---\nmodel-index: [{name: x, results: [{task: 1}]}]\n---\n" }),
      "README.md",
    );
    await expect(ask(["card", path])).rejects.toThrow(/model_index/);
  });
});

describe("a trusted publisher", () => {
  it("is believed by the fake as the official client puts it, and as we do", async () => {
    hub.publishers.set("identity-of-this-job", "octo/mail");
    const variables = { HF_OIDC_RESOURCE: "octo/mail", HF_OIDC_ID_TOKEN: "identity-of-this-job", HF_TOKEN: "" };
    const steps = [["upload", "octo/mail", folder({ "NOTES.md": "by identity" }), "Add notes"]];
    await expect(pythonClient(python, { url: server.url, token: "", variables }, steps)).resolves.toHaveLength(1);
    const trustedPublisher = { resource: "octo/mail", idToken: "identity-of-this-job" };
    const registry = await openRegistry({ token: undefined, trustedPublisher });
    await registry.setAlias("mail", "staging", "1.1.1", undefined);
    expect((await registry.find("mail@staging"))?.version).toBe("1.1.1");
  });
});
