import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { draftText, manifestDigest, writeManifest } from "#wandb-ts";
import { type FakeWandb, fakeWandb } from "./fake-wandb.ts";
import { wandbOrphans } from "./orphans.ts";
import { md5Of, newState } from "./state.ts";
import { storageOf } from "./storage.ts";

const authorization = `Basic ${Buffer.from(`api:${"k".repeat(40)}`).toString("base64")}`;

interface Answer {
  status: number;
  text: string;
}

async function send(fake: FakeWandb, method: string, url: string, body = "", more: object = {}): Promise<Answer> {
  const headers = { authorization, ...more };
  const { status, text } = await fake.http.send({ method: method as "GET", url, headers, ...(body && { body }) });
  return { status, text: await text() };
}

/** The data of an answer, or what it refused. */
async function graphql(fake: FakeWandb, query: string, variables: object = {}): Promise<string> {
  const { text } = await send(fake, "POST", `${fake.baseUrl}/graphql`, JSON.stringify({ query, variables }));
  const answer = JSON.parse(text) as { data: unknown; errors?: { message: string }[] };
  return answer.errors ? `refused: ${answer.errors[0]?.message}` : JSON.stringify(answer.data);
}

const mutations = {
  run: 'mutation U($name: String, $project: String) { upsertBucket(input: {name: $name, modelName: $project, entityName: "ent"}) { bucket { id } } }',
  create: "mutation C($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id state } } }",
  manifest:
    'mutation M($id: ID!, $digest: String!) { createArtifactManifest(input: {artifactID: $id, name: "wandb_manifest.json", digest: $digest, entityName: "ent", projectName: "llm", runName: "r", type: FULL}) { artifactManifest { id file { uploadUrl } } } }',
  files:
    "mutation F($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { uploadUrl } } } } }",
  commit: "mutation K($id: ID!) { commitArtifact(input: {artifactID: $id}) { artifact { id state versionIndex } } }",
  alias: "mutation A($input: AddAliasesInput!) { addAliases(input: $input) { success } }",
  unalias: "mutation D($input: DeleteAliasesInput!) { deleteAliases(input: $input) { success } }",
  remove: "mutation R($input: DeleteArtifactInput!) { deleteArtifact(input: $input) { artifact { id } } }",
  use: "mutation Y($e: String!, $p: String!, $r: String!, $a: ID!) { useArtifact(input: {entityName: $e, projectName: $p, runName: $r, artifactID: $a}) { artifact { id } } }",
  link: "mutation L($input: LinkArtifactInput!) { linkArtifact(input: $input) { versionIndex } }",
};

const file = draftText("a.bin", "one");
const input = {
  entityName: "ent",
  projectName: "llm",
  runName: "r",
  artifactTypeName: "model",
  artifactCollectionName: "mail",
  digest: manifestDigest([file]),
  digestAlgorithm: "MANIFEST_MD5",
  enableDigestDeduplication: true,
  clientID: "c".repeat(128),
  sequenceClientID: "s".repeat(128),
  aliases: [{ alias: "latest", artifactCollectionName: "mail" }],
};
const asked = (artifactID: string, artifactManifestID: string) => ({
  storageLayout: "V2",
  artifactFiles: [{ artifactID, artifactManifestID, name: "a.bin", md5: file.md5 }],
});
const aliasOf = (alias: string, artifactCollectionName = "mail") => ({
  alias,
  artifactCollectionName,
  entityName: "ent",
  projectName: "llm",
});

/** Everything up to the commit, by steps that a test may leave out. */
async function begun({ run = true }: { run?: boolean } = {}) {
  const fake = fakeWandb();
  if (run) await graphql(fake, mutations.run, { name: "r", project: "llm" });
  const idIn = (answer: string): string => /"id":"([^"]+)"/.exec(answer)?.[1] ?? answer;
  const urlIn = (answer: string): string => /"uploadUrl":"([^"]+)"/.exec(answer)?.[1] ?? answer;
  const put = (url: string, body: string, headers: Record<string, string> = {}): Promise<Answer> =>
    fake.http
      .send({ method: "PUT", url, body, headers: { "content-length": String(body.length), ...headers } })
      .then(async ({ status, text }) => ({ status, text: await text() }));
  return {
    fake,
    put,
    create: async () => idIn(await graphql(fake, mutations.create, { input })),
    manifest: async (id: string) => idIn(await graphql(fake, mutations.manifest, { id, digest: "" })),
    fileUrl: async (id: string, manifestId: string) =>
      urlIn(await graphql(fake, mutations.files, { input: asked(id, manifestId) })),
    announce: async (id: string, text: string) =>
      urlIn(await graphql(fake, mutations.manifest, { id, digest: md5Of(text) })),
    commit: (id: string) => graphql(fake, mutations.commit, { id }),
  };
}

async function committed() {
  const steps = await begun();
  const id = await steps.create();
  await steps.put(await steps.fileUrl(id, await steps.manifest(id)), "one", { "content-md5": file.md5 });
  const text = writeManifest([{ path: "a.bin", md5: file.md5, size: 3, birthArtifactId: id }]);
  await steps.put(await steps.announce(id, text), text, { "content-md5": md5Of(text) });
  expect(await steps.commit(id)).toContain('"state":"COMMITTED","versionIndex":0');
  return { ...steps, id };
}

describe("the fake of W&B refuses", () => {
  it("what is not in its schema", async () => {
    const { fake } = await begun();
    for (const [query, variables, problem] of [
      ["query Q { nonsense { id } }", {}, 'Cannot query field "nonsense"'],
      ["query Q { viewer { id shoeSize } }", {}, 'Cannot query field "shoeSize" on type "User"'],
      ["query Q { viewer }", {}, "must have a selection"],
      ["query Q { viewer { id { x } } }", {}, "must not have a selection"],
      ["query Q { viewer { ...Gone } }", {}, "Unknown fragment"],
      ["query Q { viewer(name: 1) { id } }", {}, 'Unknown argument "name"'],
      ["query Q { viewer { id }", {}, "Syntax Error"],
      ["query Q($a: Int) { viewer { id } }", {}, "is never used"],
      ["query Q { artifact(id: $id) { id } }", {}, 'Variable "$id" is not defined'],
      ["query Q($id: ID!) { artifact(id: $id) { id } }", {}, "was not provided"],
      ["query Q { viewer { id } }", { extra: 1 }, 'Variable "$extra" is not declared'],
      [mutations.create, { input: { ...input, colour: "red" } }, "invalid input"],
      [mutations.create, { input: { ...input, digest: "zz" } }, "invalid input"],
      [
        mutations.create,
        { input: { ...input, aliases: [{ alias: "v3", artifactCollectionName: "mail" }] } },
        "invalid",
      ],
      [mutations.create, { input: { ...input, artifactCollectionName: "a/b" } }, "invalid input"],
    ] as const)
      expect([query, await graphql(fake, query, variables)]).toEqual([query, expect.stringContaining(problem)]);
  });

  it("a key that it does not know, and to write with one that may only read", async () => {
    const { fake } = await begun();
    const body = JSON.stringify({ query: "query Q { viewer { id } }" });
    expect((await send(fake, "POST", `${fake.baseUrl}/graphql`, body, { authorization: "Basic x" })).status).toBe(401);
    fake.readOnly.add("ent");
    expect(await graphql(fake, mutations.create, { input })).toContain("permission denied");
  });

  it("every step out of order", async () => {
    const none = await begun({ run: false });
    expect(await none.create()).toContain("project ent/llm not found");
    const steps = await begun();
    expect(await graphql(steps.fake, mutations.create, { input: { ...input, runName: "x" } })).toContain(
      "run x not found",
    );
    const id = await steps.create();
    expect(await steps.create()).toBe(id);
    expect(await steps.fileUrl(id, "none")).toContain("the manifest is another artifact's");
    const manifestId = await steps.manifest(id);
    const url = await steps.fileUrl(id, manifestId);
    expect(await steps.commit(id)).toContain("the manifest was not uploaded");
    const text = writeManifest([{ path: "a.bin", md5: file.md5, size: 3, birthArtifactId: id }]);
    await steps.put(await steps.announce(id, text), text, { "content-md5": md5Of(text) });
    expect(await steps.commit(id)).toContain("a.bin was not uploaded");
    await steps.put(url, "one", { "content-md5": file.md5 });
    const other = writeManifest([{ path: "b.bin", md5: file.md5, size: 3, birthArtifactId: id }]);
    await steps.put(await steps.announce(id, other), other, { "content-md5": md5Of(other) });
    expect(await steps.commit(id)).toContain("the manifest's digest is not the artifact's");
    const longer = writeManifest([{ path: "a.bin", md5: file.md5, size: 4, birthArtifactId: id }]);
    await steps.put(await steps.announce(id, longer), longer, { "content-md5": md5Of(longer) });
    expect(await steps.commit(id)).toContain("a.bin is not what the manifest says");
    expect(
      await graphql(steps.fake, mutations.alias, { input: { artifactID: id, aliases: [aliasOf("x")] } }),
    ).toContain("not in mail");
    const use = { e: "ent", p: "llm", r: "r", a: id };
    expect(await graphql(steps.fake, mutations.use, use)).toContain("has not committed");
    expect(wandbOrphans(steps.fake)).toContain(`pending mail ${input.digest}`);
  });

  it("to change what is committed, and to delete what has an alias", async () => {
    const { fake, id, commit, manifest, fileUrl } = await committed();
    expect(await commit(id)).toContain("is COMMITTED, not PENDING");
    expect(await manifest(id)).toContain("is COMMITTED, not PENDING");
    expect(await fileUrl(id, "any")).toContain("is COMMITTED, not PENDING");
    const dataset = { ...input, artifactTypeName: "dataset" };
    expect(await graphql(fake, mutations.create, { input: dataset })).toContain("already exists with type model");
    const link = { artifactID: id, artifactPortfolioName: "mail", entityName: "ent", projectName: "llm" };
    expect(await graphql(fake, mutations.link, { input: link })).toContain("mail is no portfolio");
    const aliases = (one: string) => ({ input: { artifactID: id, aliases: [aliasOf(one)] } });
    expect(await graphql(fake, mutations.alias, aliases("v1"))).toContain("invalid input");
    expect(await graphql(fake, mutations.unalias, aliases("champion"))).toContain("not found on the artifact");
    const gone = { input: { artifactID: id, deleteAliases: false } };
    expect(await graphql(fake, mutations.remove, gone)).toContain("cannot delete artifact with aliases: latest");
    await graphql(fake, mutations.unalias, aliases("latest"));
    expect(await graphql(fake, mutations.remove, gone)).toContain(id);
    expect(await graphql(fake, mutations.remove, gone)).toContain("not found");
    expect([...fake.state.blobs.keys()]).toEqual([]);
  });

  it("names that lead away, links of what is not committed or of another type, and versions logged to a portfolio", async () => {
    const { fake, id, create } = await committed();
    const link = (artifactID: string, artifactPortfolioName: string) =>
      graphql(fake, mutations.link, {
        input: { artifactID, artifactPortfolioName, entityName: "ent", projectName: "llm" },
      });
    expect(await link(id, "shown")).toContain('"versionIndex":0');
    expect(await link(id, "shown")).toContain('"versionIndex":0');
    const toPortfolio = { ...input, artifactCollectionName: "shown", aliases: [] };
    expect(await graphql(fake, mutations.create, { input: toPortfolio })).toContain("shown is a portfolio: link to it");
    const digest = manifestDigest([draftText("a.bin", "two")]);
    const other = { ...input, artifactCollectionName: "data", artifactTypeName: "dataset", digest, aliases: [] };
    const pending = /"id":"([^"]+)"/.exec(await graphql(fake, mutations.create, { input: other }))?.[1] as string;
    expect(await link(pending, "shown")).toContain("only committed artifacts can be linked");
    const stored = fake.state.artifacts.get(pending) as { state: string };
    stored.state = "COMMITTED";
    expect(await link(pending, "shown")).toContain("shown takes artifacts of model");
    stored.state = "PENDING";
    const manifestId = /"id":"([^"]+)"/.exec(
      await graphql(fake, mutations.manifest, { id: pending, digest: "" }),
    )?.[1] as string;
    for (const name of ["../a.bin", "/a.bin", "a//b", "a/./b"]) {
      const files = asked(pending, manifestId).artifactFiles.map((one) => ({ ...one, name }));
      const asking = { input: { storageLayout: "V2", artifactFiles: files } };
      expect(await graphql(fake, mutations.files, asking)).toContain(`invalid file name ${name}`);
    }
    expect(await create()).toBe(id);
  });

  it("an upload that is completed without a part, out of order, or with another part's ETag", () => {
    const state = newState();
    const storage = storageOf(state, () => "http://fake.test");
    const hex = (text: string): string => Buffer.from(md5Of(text), "base64").toString("hex");
    const parts = ["one", "two"].map((text, index) => ({ partNumber: index + 1, hexMD5: hex(text) }));
    const { uploadID, addresses } = storage.startParts("key", parts);
    for (const [index, { uploadUrl }] of addresses.entries()) {
      const text = ["one", "two"][index] as string;
      const headers = new Map([
        ["content-length", "3"],
        ["content-md5", md5Of(text)],
      ]);
      expect(storage.serve("PUT", new URL(uploadUrl), headers, Buffer.from(text)).status).toBe(200);
    }
    const told = parts.map(({ partNumber, hexMD5 }) => ({ partNumber, hexMD5: `"${hexMD5}"` }));
    const [first, second] = told as [(typeof told)[0], (typeof told)[0]];
    expect(() => storage.complete("none", "key", told)).toThrow("no such upload");
    expect(() => storage.complete(uploadID, "other", told)).toThrow("no such upload");
    expect(() => storage.complete(uploadID, "key", [first])).toThrow("parts are missing");
    expect(() => storage.complete(uploadID, "key", [second, first])).toThrow("parts are out of order");
    const swapped = [first, { ...second, hexMD5: first.hexMD5 }];
    expect(() => storage.complete(uploadID, "key", swapped)).toThrow("part 2: wrong ETag");
    storage.complete(uploadID, "key", told);
    expect(Buffer.from(state.blobs.get("key") ?? []).toString()).toBe("onetwo");
  });

  it("bytes that are not signed for, have another MD5, come in chunks, or with a key", async () => {
    const { create, manifest, fileUrl, put, fake } = await begun();
    const id = await create();
    const url = await fileUrl(id, await manifest(id));
    const md5 = { "content-md5": file.md5 };
    const headers = async (given: Record<string, string>): Promise<Answer> =>
      fake.http
        .send({ method: "PUT", url, body: "one", headers: given })
        .then(async ({ status, text }) => ({ status, text: await text() }));
    expect(await put(url, "two", md5)).toMatchObject({ status: 400, text: expect.stringContaining("BadDigest") });
    expect((await put(url, "two", { "content-md5": md5Of("two") })).status).toBe(403);
    expect((await put(url.replace(/X-Signature=./, "X-Signature=_"), "one", md5)).status).toBe(403);
    expect((await headers(md5)).status).toBe(411);
    expect((await headers({ ...md5, "content-length": "4" })).status).toBe(400);
    expect((await headers({ ...md5, "content-length": "3", authorization })).status).toBe(400);
    expect((await headers({ ...md5, "content-length": "3" })).status).toBe(200);
    fake.storage.expire();
    expect((await put(url, "one", md5)).status).toBe(403);
  });

  it("a stream with a gap, a file that it does not know, or for no run", async () => {
    const { fake } = await begun();
    const stream = async (run: string, part: object): Promise<number> =>
      (await send(fake, "POST", `${fake.baseUrl}/files/ent/llm/${run}/file_stream`, JSON.stringify(part))).status;
    const history = (offset: number) => ({ files: { "wandb-history.jsonl": { offset, content: ["{}"] } } });
    expect(await stream("r", history(0))).toBe(200);
    expect(await stream("r", history(0))).toBe(200);
    expect(await stream("r", history(2))).toBe(400);
    expect(await stream("r", { files: { "x.txt": { offset: 0, content: [] } } })).toBe(400);
    expect(await stream("gone", history(0))).toBe(404);
  });
});

const recordSchema = z.object({
  operations: z.array(z.string()),
  calls: z.array(
    z.union([
      z.object({ operation: z.string(), text: z.int(), variables: z.record(z.string(), z.unknown()).nullable() }),
      z.object({ put: z.string(), body: z.string() }),
      z.object({ get: z.string() }),
      z.object({ post: z.string(), body: z.unknown() }),
    ]),
  ),
});

describe("what Python wandb 0.31.0 said", () => {
  it("is taken word for word, in its order", async () => {
    // recorded from test/live/wandb/client.py: log, use, move, link, edit, versions, delete; paths of the machine taken out
    const path = join(import.meta.dirname, "__fixtures__/python-client-0.31.0.json");
    const { operations, calls } = recordSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    const fake = fakeWandb();
    const signed = new Map<string, string>();
    for (const call of calls) {
      let answer: Answer;
      if ("operation" in call) {
        const body = JSON.stringify({ query: operations[call.text], variables: call.variables });
        answer = await send(fake, "POST", `${fake.baseUrl}/graphql`, body);
        for (const [url] of answer.text.matchAll(/https:[^"]+/g))
          signed.set(decodeURIComponent(new URL(url).pathname), url);
      } else if ("post" in call)
        answer = await send(fake, "POST", `${fake.baseUrl}${call.post}`, JSON.stringify(call.body));
      else {
        const url = signed.get("put" in call ? call.put : call.get) as string;
        const body = "put" in call ? call.body : "";
        const headers = { "content-md5": md5Of(body), "content-length": String(Buffer.byteLength(body)) };
        const method = "put" in call ? ("PUT" as const) : ("GET" as const);
        const { status, text } = await fake.http.send({ method, url, headers, ...(body && { body }) });
        answer = { status, text: await text() };
      }
      expect([call, answer.status, answer.text.slice(0, 300)]).toEqual([
        call,
        200,
        expect.not.stringContaining("errors"),
      ]);
    }
    const collection = fake.state.projects.get("ent/llm-finetuning")?.collections.get("python-model");
    expect(collection?.members.map(({ index }) => index)).toEqual([0]);
    expect([...(collection?.aliases.keys() ?? [])]).toEqual(["champion"]);
    expect(calls.length).toBeGreaterThan(50);
  });
});
