import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Http, nodeHttp } from "#platform";
import { azureUnderTest, type BucketView, fakeAzure, registryConformance, sampleMetadata, sampleModel } from "#testing";
import { type Emulator, startAzurite } from "./clouds/emulator.ts";

/** The registry with its blobs at Azurite; Azure ML itself and Entra are the fake, which has no real one here. */
const account = "devstoreaccount1";
/** Azurite's own, published for everybody. */
const key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";
const http = nodeHttp();
let azurite: Emulator;
let count = 0;

beforeAll(async () => {
  azurite = await startAzurite();
}, 600_000);
afterAll(() => azurite?.stop());

async function onAzurite() {
  count += 1;
  const container = `models-${count}`;
  const fake = fakeAzure(Date.now, () => true);
  Object.assign(fake.container, { account, name: container, key });
  Object.assign(fake.manager, { account, container, secret: { secretsType: "AccountKey", key } });
  // as an identity without a role at the storage account: over plain http Azurite takes no tokens at all
  fake.identity.rights = "no-data";
  const signed = (path: string, query: Record<string, string>, permissions: string): string => {
    const fields = { sp: permissions, se: "2099-01-01T00:00:00Z", spr: "https,http", sv: "2024-11-04", sr: "c" };
    const sas = { ...fields, sig: fake.container.signature(fields) };
    return `${azurite.origin}/${account}/${container}${path}?${new URLSearchParams({ ...query, ...sas })}`;
  };
  await createContainer(container);
  const version = { "x-ms-version": "2024-11-04" };
  const bucket: BucketView = {
    async read(path) {
      const response = await http.send({ url: signed(`/${path}`, {}, "r"), headers: version });
      const text = await response.text();
      return response.status === 200 ? text : undefined;
    },
    async write(path, body) {
      const headers = { ...version, "x-ms-blob-type": "BlockBlob" };
      expect((await http.send({ method: "PUT", url: signed(`/${path}`, {}, "w"), headers, body })).status).toBe(201);
    },
    async keys() {
      const query = { restype: "container", comp: "list" };
      const text = await (await http.send({ url: signed("", query, "l"), headers: version })).text();
      return [...text.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name = ""]) => name);
    },
  };
  const both: Http = {
    send: (request) => (request.url.startsWith(azurite.origin) ? http : fake.http).send(request),
  };
  return await azureUnderTest(fake, { http: both, origin: `${azurite.origin}/${account}`, bucket });
}

/** An account SAS would do, but a container needs none when it is made by the shared key. */
async function createContainer(name: string): Promise<void> {
  const { createHmac } = await import("node:crypto");
  const date = new Date().toUTCString();
  const path = `/${account}/${name}`;
  const headers = `x-ms-date:${date}\nx-ms-version:2024-11-04`;
  const toSign = `PUT${"\n".repeat(12)}${headers}\n/${account}${path}\nrestype:container`;
  const signature = createHmac("sha256", Buffer.from(key, "base64")).update(toSign).digest("base64");
  const response = await http.send({
    method: "PUT",
    url: `${azurite.origin}${path}?restype=container`,
    headers: {
      "x-ms-date": date,
      "x-ms-version": "2024-11-04",
      "content-length": "0",
      authorization: `SharedKey ${account}:${signature}`,
    },
  });
  expect([response.status, await response.text()]).toEqual([201, ""]);
}

registryConformance("azure-ml on Azurite", onAzurite);

it("sends a large file in blocks, and Azurite holds them to their MD5", async () => {
  const { open, openWith } = await onAzurite();
  const folder = await sampleModel("one");
  await writeFile(join(folder, "model.gguf"), Buffer.alloc(5_000_000, "weights "));
  const registry = openWith({ config: { blockBytes: 1024 * 1024 } });
  const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  await expect(open().fetch(version)).resolves.toMatch(/./);
});
