import { beforeEach, describe, expect, it } from "vitest";
import { nodeHttp } from "#platform";
import { fakeClock } from "../fake-clock.ts";
import { serveCloud } from "../fake-cloud/serve.ts";
import { type FakeVertex, fakeVertex } from "./fake-vertex.ts";

const clock = fakeClock();
const parent = "projects/mail-triage/locations/europe-west4";
let fake: FakeVertex;

async function call(method: "GET" | "POST" | "PUT" | "DELETE", path: string, body?: object | string, more = {}) {
  const response = await fake.http.send({
    method,
    url: `${fake.origin}${path}`,
    headers: { authorization: "Bearer ya29.fake-token", ...more },
    body: typeof body === "object" ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
}

const model = {
  displayName: "mail",
  artifactUri: "gs://models/files",
  containerSpec: { imageUri: "europe-docker.pkg.dev/p/r/i:1" },
  labels: { a: "b" },
};

/** An operation to its end: what it gave, or failed with. */
async function ended(begun: { text: string }): Promise<Record<string, unknown>> {
  clock.advance(2000);
  const { name } = JSON.parse(begun.text) as { name: string };
  return JSON.parse((await call("GET", `/v1/${name}`)).text) as Record<string, unknown>;
}

beforeEach(async () => {
  fake = fakeVertex(clock.now);
  await call("POST", "/upload/storage/v1/b/models/o?uploadType=media&name=files/a", "a");
  await ended(await call("POST", `/v1/${parent}/models:upload`, { modelId: "mail", model }));
});

describe("the fake of Vertex AI refuses", () => {
  const upload = `/v1/${parent}/models:upload`;
  const mail = `${parent}/models/mail`;
  const rules: [string, number, string, Parameters<typeof call>][] = [
    ["an unknown field", 400, "Cannot find field colour", ["POST", upload, { model: { ...model, colour: "red" } }]],
    ["a value of another type", 400, "is no string", ["POST", upload, { model: { ...model, displayName: 7 } }]],
    ["a field of the service's", 400, "service alone", ["POST", upload, { model: { ...model, versionId: "7" } }]],
    ["an unknown parameter", 400, "Cannot bind query", ["GET", `/v1/${mail}:listVersions?colour=red`]],
    ["an unknown method", 404, "not found", ["POST", `/v1/${mail}:paint`, {}]],
    ["a name that is taken", 409, "already exists", ["POST", upload, { modelId: "mail", model }]],
    ["an illegal name", 400, "is invalid", ["POST", upload, { modelId: "7mail", model }]],
    ["a parent that is not there", 404, "does not exist", ["POST", upload, { parentModel: `${mail}2`, model }]],
    [
      "a model without a name",
      400,
      "displayName",
      ["POST", upload, { modelId: "b", model: { ...model, displayName: "" } }],
    ],
    [
      "a model without an image",
      400,
      "imageUri",
      ["POST", upload, { modelId: "b", model: { ...model, containerSpec: {} } }],
    ],
    [
      "a long label",
      400,
      "a label",
      ["POST", upload, { modelId: "b", model: { ...model, labels: { a: "b".repeat(64) } } }],
    ],
    ["an illegal alias", 400, "alias", ["POST", `/v1/${mail}@1:mergeVersionAliases`, { versionAliases: ["a_b"] }]],
    ["no alias", 400, "required", ["POST", `/v1/${mail}@1:mergeVersionAliases`, {}]],
    [
      "to lose the default",
      400,
      "default",
      ["POST", `/v1/${mail}@1:mergeVersionAliases`, { versionAliases: ["-default"] }],
    ],
    ["to delete the only version", 400, "only version", ["DELETE", `/v1/${mail}@1:deleteVersion`]],
    ["a version that is not there", 404, "does not exist", ["DELETE", `/v1/${mail}@9:deleteVersion`]],
    ["an operation that is not there", 404, "not found", ["GET", `/v1/${parent}/operations/99`]],
  ];
  for (const [name, status, text, call_] of rules)
    it(name, async () => {
      expect(await call(...call_)).toMatchObject({ status, text: expect.stringContaining(text) });
    });

  it("to delete the default version, or a deployed one", async () => {
    await ended(await call("POST", upload, { parentModel: mail, model }));
    expect(await call("DELETE", `/v1/${mail}@1:deleteVersion`)).toMatchObject({ status: 400 });
    const second = fake.registry.models.get("mail")?.versions[1];
    second?.deployedModels.push({ endpoint: "e", deployedModelId: "d" });
    expect((await call("DELETE", `/v1/${mail}@2:deleteVersion`)).text).toContain("is deployed");
  });

  it("files that are not there, when the operation ends; until then it is pending", async () => {
    const begun = await call("POST", upload, { modelId: "b", model: { ...model, artifactUri: "gs://models/none" } });
    const { name } = JSON.parse(begun.text) as { name: string };
    expect(JSON.parse((await call("GET", `/v1/${name}`)).text)).toEqual({ name });
    expect(await ended(begun)).toMatchObject({
      done: true,
      error: { code: 9, message: expect.stringContaining("no files") },
    });
  });

  it("who has no token, who may not, and who has no room", async () => {
    const none = { authorization: "Bearer nobody" };
    expect(await call("GET", `/v1/${mail}`, undefined, none)).toMatchObject({ status: 401 });
    fake.tokens.set("ya29.reader", "read");
    const reader = { authorization: "Bearer ya29.reader" };
    expect(await call("GET", `/v1/${mail}`, undefined, reader)).toMatchObject({ status: 200 });
    expect(await call("POST", upload, { parentModel: mail, model }, reader)).toMatchObject({ status: 403 });
    fake.registry.quota = 1;
    expect(await call("POST", upload, { parentModel: mail, model })).toMatchObject({ status: 429 });
  });
});

describe("the fake of Cloud Storage refuses", () => {
  const upload = "/upload/storage/v1/b/models/o";
  const rules: [string, number, string, Parameters<typeof call>][] = [
    [
      "to create what is there",
      412,
      "conditionNotMet",
      ["POST", `${upload}?uploadType=media&name=files/a&ifGenerationMatch=0`, "b"],
    ],
    [
      "to change what changed",
      412,
      "conditionNotMet",
      ["POST", `${upload}?uploadType=media&name=files/a&ifGenerationMatch=7`, "b"],
    ],
    ["an unknown parameter", 400, "Cannot bind", ["POST", `${upload}?uploadType=media&name=b&colour=red`, "b"]],
    ["another kind of upload", 400, "Invalid upload type", ["POST", `${upload}?uploadType=paint&name=b`, "b"]],
    ["an upload without a name", 400, "Required", ["POST", `${upload}?uploadType=media`, "b"]],
    ["a bucket that is not there", 404, "bucket does not exist", ["GET", "/storage/v1/b/none/o"]],
    ["an object that is not there", 404, "No such object", ["GET", "/storage/v1/b/models/o/none?alt=media"]],
    ["to delete it", 404, "No such object", ["DELETE", "/storage/v1/b/models/o/none"]],
    [
      "a range behind the end",
      416,
      "not satisfiable",
      ["GET", "/storage/v1/b/models/o/files%2Fa?alt=media", undefined, { range: "bytes=9-" }],
    ],
    [
      "a session that is gone",
      410,
      "Gone",
      ["PUT", `${upload}?upload_id=none`, "x", { "content-range": "bytes 0-0/1" }],
    ],
  ];
  for (const [name, status, text, call_] of rules)
    it(name, async () => {
      expect(await call(...call_)).toMatchObject({ status, text: expect.stringContaining(text) });
    });

  it("blocks out of order, of another size, or of no multiple of 256 KiB; and takes the right ones", async () => {
    const kib = 256 * 1024;
    const begun = await call(
      "POST",
      `${upload}?uploadType=resumable&name=big`,
      {},
      {
        "x-upload-content-length": String(kib + 1),
      },
    );
    const session = new URL(begun.headers.get("location") ?? "");
    const put = (range: string, body: string) =>
      call("PUT", session.pathname + session.search, body, { "content-range": range });
    expect(await put(`bytes 1-${kib}/${kib + 1}`, "x".repeat(kib))).toMatchObject({ status: 400 });
    expect(await put(`bytes 0-${kib - 1}/${kib + 1}`, "x")).toMatchObject({ status: 400 });
    expect(await put(`bytes 0-99/${kib + 1}`, "x".repeat(100))).toMatchObject({ status: 400 });
    expect(await put(`bytes 0-${kib - 1}/${kib}`, "x".repeat(kib))).toMatchObject({ status: 400 });
    expect(await put("bytes */9", "")).toMatchObject({ status: 308 });
    expect(await put(`bytes 0-${kib - 1}/${kib + 1}`, "x".repeat(kib))).toMatchObject({ status: 308 });
    expect(await put(`bytes ${kib}-${kib}/${kib + 1}`, "x")).toMatchObject({ status: 200 });
    expect(fake.bucket.objects.get("big")?.content).toHaveLength(kib + 1);
  });

  it("to change an object twice in a second", async () => {
    fake.bucket.onePerSecond = true;
    const write = () => call("POST", `${upload}?uploadType=media&name=often`, "b");
    expect(await write()).toMatchObject({ status: 200 });
    expect(await write()).toMatchObject({ status: 429 });
    clock.advance(1000);
    expect(await write()).toMatchObject({ status: 200 });
  });
});

it("answers by a socket as well", async () => {
  const server = await serveCloud(fake);
  const headers = { authorization: "Bearer ya29.fake-token" };
  const response = await nodeHttp().send({ url: `${server.origin}/storage/v1/b/models/o?prefix=files`, headers });
  expect(await response.json()).toMatchObject({ items: [{ name: "files/a" }] });
  await server.close();
});
