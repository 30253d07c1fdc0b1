import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Http, nodeHttp } from "#platform";
import { azureUnderTest, type BucketView, fakeAzure, registryConformance, sampleMetadata, sampleModel } from "#testing";
import { type Emulator, startAzurite } from "./clouds/emulator.ts";
import { azureClient, type JsonObject, keptDescription, type MapperType } from "./clouds/published.ts";

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

describe("Microsoft's own client", () => {
  it("has the description that the fake goes by, of this very version", { timeout: 300_000 }, async () => {
    const { mappers, operations } = await azureClient();
    const kept = keptDescription("azure/machine-learning.json");
    for (const [name, shape] of Object.entries(kept["shapes"] as JsonObject)) {
      const published = membersOf(mappers[name]?.type);
      // of errors only what is read is kept
      if (name === "ErrorDetail") delete published["additionalInfo"];
      expect([name, shape]).toEqual([name, published]);
    }
    for (const [name, { by, shapes }] of Object.entries(kept["discriminators"] as unknown as Discriminators)) {
      expect(mappers[name]?.type.polymorphicDiscriminator?.serializedName).toBe(by);
      const published = mappers["discriminators"] as unknown as Record<string, { type: MapperType }>;
      for (const [value, shape] of Object.entries(shapes))
        expect([value, published[`${name}.${value}`]?.type.className]).toEqual([value, shape]);
    }
    for (const [id, operation] of Object.entries(kept["operations"] as unknown as Operations)) {
      const [group = "", verb = ""] = id.split(".");
      const text = new RegExp(`const ${verb}OperationSpec = \\{([\\s\\S]*?)\\n\\};`).exec(operations(group))?.[1] ?? "";
      const answer = /200: \{\s*bodyMapper: Mappers\.(\w+)/.exec(text)?.[1];
      const { path, method } = operation;
      expect({
        id,
        path: /path: "([^"]+)"/.exec(text)?.[1],
        method: /httpMethod: "(\w+)"/.exec(text)?.[1],
        answer,
      }).toEqual({ id, path, method, answer: operation.answer });
      const query = [...(/queryParameters: \[([^\]]*)\]/.exec(text)?.[1] ?? "").matchAll(/Parameters\.(\w+)/g)];
      const taken = query.map(([, name = ""]) => ({ apiVersion: "api-version", skip: "$skip" })[name] ?? name);
      expect([id, operation.query.filter((name) => !taken.includes(name))]).toEqual([id, []]);
    }
  });
});

type Discriminators = Record<string, { by: string; shapes: Record<string, string> }>;
type Operations = Record<string, { path: string; method: string; query: string[]; answer?: string }>;

/** A mapper in the fixture's shorter notation. */
function membersOf(type: MapperType | undefined): Record<string, object> {
  const members = Object.values(type?.modelProperties ?? {});
  return Object.fromEntries(
    members.map(({ serializedName, type: kind, readOnly, required, nullable }) => [
      serializedName,
      {
        type: kindOf(kind),
        ...(readOnly && { readOnly }),
        ...(required && { required }),
        ...(nullable && { nullable }),
      },
    ]),
  );
}

function kindOf({ name, className = "", element, value }: MapperType): string | object {
  if (name === "Composite") return { composite: className };
  if (element) return { list: kindOf(element.type) };
  if (value) return { dictionary: kindOf(value.type) };
  return name === "Enum" ? "String" : name;
}
