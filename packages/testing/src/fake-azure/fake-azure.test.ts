import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { fakeClock } from "../fake-clock.ts";
import { type FakeAzure, fakeAzure } from "./fake-azure.ts";

const clock = fakeClock();
let fake: FakeAzure;
let workspace: string;
const tokens = { management: "", storage: "" };

async function tokenFor(scope: string, changed: Record<string, string> = {}) {
  const form = {
    grant_type: "client_credentials",
    client_id: fake.identity.client,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: fake.identity.identityToken,
    scope,
    ...changed,
  };
  const url = `${fake.origin}/${fake.identity.tenant}/oauth2/v2.0/token`;
  const response = await fake.http.send({ method: "POST", url, body: new URLSearchParams(form).toString() });
  return { status: response.status, text: await response.text() };
}

type Method = "GET" | "POST" | "PUT" | "DELETE";
async function send(method: Method, path: string, body: string | undefined, headers: Record<string, string>) {
  const response = await fake.http.send({ method, url: `${fake.origin}${path}`, headers, body });
  return { status: response.status, text: await response.text() };
}

const arm = (method: Method, path: string, properties?: object, query = "api-version=2022-10-01") =>
  send(method, `${workspace}${path}?${query}`, properties && JSON.stringify({ properties }), {
    authorization: `Bearer ${tokens.management}`,
  });
const blob = (method: Method, path: string, body?: string, more: Record<string, string> = {}) =>
  send(method, `/azureml-blobstore-1${path}`, body, {
    authorization: `Bearer ${tokens.storage}`,
    "x-ms-version": "2024-11-04",
    "x-ms-date": "now",
    ...more,
  });
const block = { "x-ms-blob-type": "BlockBlob" };
const uri = "azureml://subscriptions/s/datastores/workspaceblobstore/paths/files/";
const version = { modelUri: uri, modelType: "custom_model", properties: { a: "b" }, tags: {} };

beforeEach(async () => {
  fake = fakeAzure(clock.now);
  workspace = `/subscriptions/${fake.subscription}/resourceGroups/mlops/providers/Microsoft.MachineLearningServices/workspaces/mail-triage`;
  for (const [name, scope] of [
    ["management", `${fake.origin}/.default`],
    ["storage", "https://storage.azure.com/.default"],
  ] as const)
    tokens[name] = (JSON.parse((await tokenFor(scope)).text) as { access_token: string }).access_token;
  await blob("PUT", "/files/a", "a", block);
  await arm("PUT", "/models/mail/versions/1.0.0", version);
});

describe("the fake of Azure ML refuses", () => {
  const path = "/models/mail/versions/1.1.0";
  const rules: [string, number, string, Parameters<typeof arm>][] = [
    ["an unknown field", 400, "Could not find member 'colour'", ["PUT", path, { ...version, colour: "red" }]],
    ["a value of another type", 400, "is no String", ["PUT", path, { ...version, tags: { a: 7 } }]],
    ["another version of the API", 400, "InvalidApiVersion", ["GET", path, undefined, "api-version=2020-01-01"]],
    ["an unknown parameter", 400, "unknown parameters", ["GET", path, undefined, "api-version=2022-10-01&colour=red"]],
    ["an unknown resource", 404, "InvalidResourceType", ["GET", "/paintings"]],
    ["a body where none is", 400, "BadArgument", ["DELETE", path, {}]],
    ["no body where one is", 400, "BadArgument", ["PUT", path]],
    ["an illegal name", 400, "does not match", ["PUT", "/models/mail.x/versions/1", version]],
    [
      "other files for a version",
      409,
      "immutable",
      ["PUT", "/models/mail/versions/1.0.0", { ...version, modelUri: `${uri}x` }],
    ],
    [
      "another property of a version",
      409,
      "immutable",
      ["PUT", "/models/mail/versions/1.0.0", { ...version, properties: {} }],
    ],
    ["files that are not there", 400, "holds nothing", ["PUT", path, { ...version, modelUri: `${uri}none` }]],
    ["an address elsewhere", 400, "no address", ["PUT", path, { ...version, modelUri: "https://x" }]],
    ["a long tag", 400, "too long", ["PUT", path, { ...version, tags: { a: "b".repeat(257) } }]],
    ["a model that is not there", 404, "Could not find", ["GET", "/models/none/versions"]],
    ["a datastore that is not there", 404, "Could not find", ["GET", "/datastores/none"]],
  ];
  for (const [name, status, text, call] of rules)
    it(name, async () => {
      expect(await arm(...call)).toMatchObject({ status, text: expect.stringContaining(text) });
    });

  it("fields that only the service writes", async () => {
    const body = JSON.stringify({ id: "mine", properties: version });
    const headers = { authorization: `Bearer ${tokens.management}` };
    expect(await send("PUT", `${workspace}${path}?api-version=2022-10-01`, body, headers)).toMatchObject({
      status: 400,
      text: expect.stringContaining("read-only"),
    });
  });

  it("what is deployed, what is over the quota, and who may not", async () => {
    fake.manager.deployed.add("mail:1.0.0");
    expect(await arm("DELETE", "/models/mail/versions/1.0.0")).toMatchObject({ status: 409 });
    expect(await arm("DELETE", "/models/mail/versions/9.0.0")).toMatchObject({ status: 204 });
    fake.manager.quota = 1;
    expect(await arm("PUT", path, version)).toMatchObject({
      status: 400,
      text: expect.stringContaining("QuotaExceeded"),
    });
    fake.identity.rights = "read";
    expect(await arm("PUT", path, version)).toMatchObject({ status: 403 });
    fake.identity.rights = "no-secrets";
    expect(await arm("POST", "/datastores/workspaceblobstore/listSecrets")).toMatchObject({ status: 403 });
    tokens.management = tokens.storage;
    expect(await arm("GET", path)).toMatchObject({ status: 401 });
  });
});

describe("the fake of Blob Storage refuses", () => {
  const id = (text: string): string => encodeURIComponent(Buffer.from(text).toString("base64"));
  const rules: [string, number, string, Parameters<typeof blob>][] = [
    ["a blob without its type", 400, "x-ms-blob-type", ["PUT", "/b", "b"]],
    ["a request without a version", 400, "x-ms-version", ["GET", "/files/a", undefined, { "x-ms-version": "" }]],
    ["other bytes than their MD5", 400, "Md5Mismatch", ["PUT", "/b", "b", { ...block, "content-md5": "x" }]],
    ["to create what is there", 409, "BlobAlreadyExists", ["PUT", "/files/a", "b", { ...block, "if-none-match": "*" }]],
    ["to change what changed", 412, "ConditionNotMet", ["PUT", "/files/a", "b", { ...block, "if-match": '"0x0"' }]],
    ["to change what is not there", 412, "ConditionNotMet", ["PUT", "/none", "b", { ...block, "if-match": '"0x0"' }]],
    ["an unknown parameter", 400, "InvalidQueryParameterValue", ["GET", "/files/a?colour=red"]],
    ["an id that is no base64", 400, "InvalidBlobOrBlock", ["PUT", "/b?comp=block&blockid=!!", "b"]],
    ["an empty block", 400, "Content-Length", ["PUT", `/b?comp=block&blockid=${id("01")}`, ""]],
    [
      "a list of blocks that are not there",
      400,
      "InvalidBlockList",
      ["PUT", "/b?comp=blocklist", "<?xml version='1.0'?><BlockList><Latest>MDE=</Latest></BlockList>"],
    ],
    ["a blob that is not there", 404, "BlobNotFound", ["GET", "/none"]],
    ["to delete it", 404, "BlobNotFound", ["DELETE", "/none"]],
    ["a range behind the end", 416, "InvalidRange", ["GET", "/files/a", undefined, { range: "bytes=9-" }]],
    [
      "a signature of somebody else's",
      403,
      "AuthenticationFailed",
      ["GET", "/files/a?sp=r&se=2099-01-01T00:00:00Z&sr=c&sv=1&sig=x", undefined, { authorization: "" }],
    ],
  ];
  for (const [name, status, text, [method, path, body, more = {}]] of rules)
    it(name, async () => {
      const headers = { authorization: `Bearer ${tokens.storage}`, "x-ms-version": "1", "x-ms-date": "now", ...more };
      const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
      const said = await send(method, `/azureml-blobstore-1${path}`, body, given);
      expect(said).toMatchObject({ status, text: expect.stringContaining(text) });
    });

  it("blocks whose ids differ in length; and makes a blob of the listed ones, in that order", async () => {
    const put = (name: string, text: string) => blob("PUT", `/b?comp=block&blockid=${id(name)}`, text);
    expect(await put("01", "one ")).toMatchObject({ status: 201 });
    expect(await put("0002", "two ")).toMatchObject({ status: 400, text: expect.stringContaining("one length") });
    await put("02", "two ");
    const latest = ["02", "01"].map((name) => `<Latest>${Buffer.from(name).toString("base64")}</Latest>`).join("");
    const list = `<?xml version="1.0"?><BlockList>${latest}</BlockList>`;
    const md5 = createHash("md5").update(list).digest("base64");
    expect(await blob("PUT", "/b?comp=blocklist", list, { "content-md5": md5 })).toMatchObject({ status: 201 });
    expect((await blob("GET", "/b")).text).toBe("two one ");
  });

  it("a signature that ended or does not allow it, and takes a good one", async () => {
    const signed = (fields: Record<string, string>, method: Method = "GET") => {
      const all = { sp: "r", se: "2026-02-01T00:00:00Z", spr: "https,http", sv: "2024-11-04", sr: "c", ...fields };
      const query = new URLSearchParams({ ...all, sig: fake.container.signature(all) });
      return send(method, `/azureml-blobstore-1/files/a?${query}`, undefined, {
        "x-ms-version": "1",
        "x-ms-date": "now",
      });
    };
    expect(await signed({})).toMatchObject({ status: 200, text: "a" });
    expect(await signed({ se: "2025-01-01T00:00:00Z" })).toMatchObject({ status: 403 });
    expect(await signed({}, "DELETE")).toMatchObject({ status: 403 });
  });

  it("who has no right, and a container that is gone", async () => {
    fake.identity.rights = "no-data";
    expect((await blob("GET", "/files/a")).text).toContain("AuthorizationPermissionMismatch");
    fake.identity.rights = "all";
    fake.container.exists = false;
    expect((await blob("GET", "/files/a")).text).toContain("ContainerNotFound");
    tokens.storage = tokens.management;
    expect(await blob("GET", "/files/a")).toMatchObject({ status: 401 });
  });
});

describe("the fake of Entra refuses", () => {
  const rules: [string, string, Record<string, string>][] = [
    ["another client", "AADSTS700016", { client_id: "x" }],
    ["another token", "AADSTS700213", { client_assertion: "x" }],
    ["another kind of token", "AADSTS700213", { client_assertion_type: "x" }],
    ["another grant", "AADSTS70003", { grant_type: "password" }],
    ["a scope that is none", "AADSTS1002012", { scope: "x" }],
  ];
  for (const [name, text, changed] of rules)
    it(name, async () => {
      const said = await tokenFor("https://storage.azure.com/.default", changed);
      expect(said.status).toBeGreaterThanOrEqual(400);
      expect(said.text).toContain(text);
    });

  it("a token that ended", async () => {
    clock.advance(3_601_000);
    expect(await arm("GET", "/models/mail")).toMatchObject({ status: 401 });
  });
});
