import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Http, nodeHttp } from "#platform";
import {
  type BucketView,
  fakeVertex,
  registryConformance,
  sampleMetadata,
  sampleModel,
  vertexUnderTest,
} from "#testing";
import { type Emulator, startFakeGcs } from "./clouds/emulator.ts";
import { googleDocuments, type Json, type JsonObject, keptDescription } from "./clouds/published.ts";

/** The registry with its objects at fake-gcs-server; Vertex AI itself is the fake, which has no real one here. */
const http = nodeHttp();
let storage: Emulator;
beforeAll(async () => {
  storage = await startFakeGcs("first");
}, 600_000);
afterAll(() => storage?.stop());

let count = 0;
async function onFakeGcs() {
  count += 1;
  const fake = fakeVertex(Date.now, () => true);
  fake.registry.operationMs = 50;
  const name = `models-${count}`;
  fake.bucket.name = name;
  const headers = { "content-type": "application/json" };
  const made = { method: "POST" as const, url: `${storage.origin}/storage/v1/b?project=p`, headers };
  expect((await http.send({ ...made, body: JSON.stringify({ name }) })).status).toBe(200);
  const objects = `${storage.origin}/storage/v1/b/${name}/o`;
  const bucket: BucketView = {
    async read(key) {
      const response = await http.send({ url: `${objects}/${encodeURIComponent(key)}?alt=media` });
      const text = await response.text();
      return response.status === 200 ? text : undefined;
    },
    async write(key, body) {
      const query = new URLSearchParams({ uploadType: "media", name: key });
      const url = `${storage.origin}/upload/storage/v1/b/${name}/o?${query}`;
      expect((await http.send({ method: "POST", url, body })).status).toBe(200);
    },
    async keys() {
      const { items = [] } = (await (await http.send({ url: objects })).json()) as { items?: { name: string }[] };
      return items.map((item) => item.name);
    },
  };
  const both: Http = {
    send: (request) => (request.url.startsWith(storage.origin) ? http : fake.http).send(request),
  };
  return await vertexUnderTest(fake, { http: both, origin: storage.origin, bucket });
}

registryConformance("vertex on fake-gcs-server", onFakeGcs);

it("sends a large file by a resumable upload", async () => {
  const { open, openWith } = await onFakeGcs();
  const folder = await sampleModel("one");
  await writeFile(join(folder, "model.gguf"), Buffer.alloc(3_000_000, "weights "));
  const registry = openWith({ config: { blockBytes: 1024 * 1024 } });
  const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  await expect(open().fetch(version)).resolves.toMatch(/./);
});

describe("Google's own client", () => {
  it("has the descriptions that the fakes go by, of this very version", { timeout: 300_000 }, async () => {
    const documents = await googleDocuments();
    for (const file of ["aiplatform.v1.json", "storage.v1.json"]) {
      const published = JSON.parse(readFileSync(join(documents, file), "utf8")) as JsonObject;
      const kept = keptDescription(`google/${file}`);
      expect(kept["_source"]).toContain(`revision ${String(published["revision"])},`);
      const schemas = published["schemas"] as JsonObject;
      for (const [name, schema] of Object.entries(kept["schemas"] as JsonObject)) {
        expect([name, differences(schema, schemas[name] as Json, name)]).toEqual([name, []]);
        expect([name, droppedValues(schema, schemas[name] as Json)]).toEqual([name, []]);
      }
      for (const [name, method] of Object.entries(kept["methods"] as JsonObject)) {
        const found = methodsOf(published, []).filter(([id]) => id.endsWith(`.${name}`) || id === name);
        const answers = found.map(([, one]) => differences(method, one, name));
        expect([name, answers.some((each) => each.length === 0)]).toEqual([name, true]);
      }
      if (kept["parameters"])
        expect(differences(kept["parameters"], published["parameters"] as Json, file)).toEqual([]);
    }
  });

  it("would show where a description was changed, or left behind", () => {
    const published = { type: "object", properties: { a: { type: "string" }, b: { $ref: "B" } } };
    expect(differences({ properties: { a: { type: "string" } } }, published, "X")).toEqual([]);
    expect(differences({ properties: { a: { type: "integer" } } }, published, "X")).toEqual(["X.properties.a.type"]);
    expect(differences({ properties: { c: {} } }, published, "X")).toEqual(["X.properties.c"]);
    expect(droppedValues({ properties: { b: { $ref: "B" } } }, published)).toEqual(["a"]);
  });
});

/** Where what was kept is not what is published; what was left out is no difference. */
function differences(kept: Json | undefined, published: Json | undefined, at: string): string[] {
  if (!isObject(kept) || !isObject(published)) return isDeepStrictEqual(kept, published) ? [] : [at];
  return Object.entries(kept).flatMap(([name, value]) => differences(value, published[name], `${at}.${name}`));
}

/** Properties of a schema that are not kept although they refer to no other. */
function droppedValues(kept: Json, published: Json): string[] {
  const [left, all] = [kept, published].map((schema) => (schema as JsonObject)["properties"] as JsonObject | undefined);
  return Object.entries(all ?? {}).flatMap(([name, value]) =>
    left && name in left ? [] : JSON.stringify(value).includes('"$ref"') ? [] : [name],
  );
}

function methodsOf(resource: JsonObject, path: string[]): [string, Json][] {
  const own = Object.entries((resource["methods"] ?? {}) as JsonObject);
  const below = Object.entries((resource["resources"] ?? {}) as JsonObject);
  return [
    ...own.map(([name, method]): [string, Json] => [[...path, name].join("."), method]),
    ...below.flatMap(([name, child]) => methodsOf(child as JsonObject, [...path, name])),
  ];
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
