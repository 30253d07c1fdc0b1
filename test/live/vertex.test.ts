import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
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
