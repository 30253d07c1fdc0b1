import { beforeEach, describe, expect, it } from "vitest";
import type { HttpResponse } from "#platform";
import { type FakeHub, fakeHub, sha256Of } from "./index.ts";

/** Each rule of the fake, broken once. That it takes what the official client says is proven in test/live. */
let hub: FakeHub;

type Sent = { method?: string; path: string; body?: unknown; headers?: Record<string, string>; token?: string | null };

async function send({ method = "POST", path, body, headers = {}, token = hub.token }: Sent): Promise<HttpResponse> {
  const ndjson = Array.isArray(body);
  const text = ndjson ? body.map((line) => JSON.stringify(line)).join("\n") : JSON.stringify(body);
  return await hub.http.send({
    method: method as "POST",
    url: path.startsWith("http") ? path : `${hub.baseUrl}${path}`,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(ndjson && { "content-type": "application/x-ndjson" }),
      ...headers,
    },
    ...(body !== undefined && { body: body instanceof Uint8Array ? body : text }),
  });
}

const said = async (sent: Sent): Promise<string> => {
  const response = await send(sent);
  const { error } = (await response.json()) as { error: string };
  return `${response.status} ${error}`;
};

const header = (more: object = {}) => ({ key: "header", value: { summary: "x", ...more } });
const file = (path: string, content = "eA==") => ({ key: "file", value: { path, content, encoding: "base64" } });
const commit = (...lines: object[]): Promise<string> =>
  said({ path: "/api/models/octo/mail/commit/main", body: lines });
const oid = sha256Of(Buffer.from("bytes"));
const batch = { operation: "upload", transfers: ["basic"], hash_algo: "sha256", objects: [{ oid, size: 5 }] };

beforeEach(async () => {
  hub = fakeHub();
  await send({ path: "/api/repos/create", body: { name: "mail", visibility: "private" } });
});

describe("the fake Hub refuses", () => {
  it("routes, fields and queries that it does not know", async () => {
    expect(await said({ path: "/api/models/octo/mail/other" })).toMatch(/^404 the fake Hub has no/);
    expect(await said({ path: "/api/repos/create", body: { name: "x", colour: "red" } })).toMatch(
      /^400 Unrecognized key/,
    );
    expect(await said({ method: "GET", path: "/api/models/octo/mail/refs?deep=1" })).toMatch(/^400 Unrecognized key/);
    expect(await said({ path: "/api/repos/create", headers: {}, body: "{" })).toMatch(/^400/);
  });

  it("who is not known, may not write, or may not see", async () => {
    const refs = { method: "GET", path: "/api/models/octo/mail/refs" };
    expect(await said({ ...refs, token: "hf_other" })).toBe("401 Invalid credentials in Authorization header");
    expect(await said({ ...refs, token: null })).toBe("401 Repository not found");
    expect(await said({ method: "GET", path: "/api/models/octo/absent/refs" })).toBe("404 Repository not found");
    hub.tokens.set("hf_reader", "read");
    hub.tokens.set("hf_publisher", "write:octo/other");
    for (const token of ["hf_reader", "hf_publisher"])
      expect(await said({ path: "/api/models/octo/mail/tag/main", body: { tag: "v1" }, token })).toMatch(/^403/);
    expect(await said({ path: "/api/repos/create", body: { name: "x" }, token: "hf_reader" })).toMatch(/^403/);
    expect(await said({ path: "/api/repos/create", body: { name: "x", organization: "stranger" } })).toMatch(/^403/);
  });

  it("names that are taken or illegal, and revisions that are not there", async () => {
    expect(await said({ path: "/api/repos/create", body: { name: "mail" } })).toMatch(/^409/);
    for (const name of ["a--b", "-a", "a.git", "a/b"])
      expect(await said({ path: "/api/repos/create", body: { name } })).toBe("400 Invalid repository name");
    await send({ path: "/api/models/octo/mail/tag/main", body: { tag: "v1" } });
    expect(await said({ path: "/api/models/octo/mail/tag/main", body: { tag: "v1" } })).toMatch(/^409/);
    expect(await said({ path: "/api/models/octo/mail/tag/absent", body: { tag: "v2" } })).toMatch(/^404/);
    await send({ path: "/api/models/octo/mail/branch/staging", body: {} });
    expect(await said({ path: "/api/models/octo/mail/branch/staging", body: {} })).toMatch(/^409/);
    expect(await said({ method: "DELETE", path: "/api/models/octo/mail/branch/main" })).toMatch(/^403/);
    expect(await said({ method: "DELETE", path: "/api/models/octo/mail/tag/absent" })).toMatch(/^404/);
    expect(await said({ method: "GET", path: "/octo/mail/resolve/main/absent" })).toMatch(/^404 Entry not found/);
  });

  it("bytes that are not the announced ones, and whoever says twice who he is", async () => {
    const granted = await send({ path: "/octo/mail.git/info/lfs/objects/batch", body: batch });
    const { objects } = (await granted.json()) as { objects: { actions: { upload: { href: string } } }[] };
    const put = { method: "PUT", path: objects[0]?.actions.upload.href ?? "", token: null };
    const sized = (text: string) => ({ body: Buffer.from(text), headers: { "content-length": `${text.length}` } });
    expect(await said({ ...put, ...sized("other") })).toBe("400 BadDigest");
    expect(await said({ ...put, body: Buffer.from("bytes") })).toBe("411 MissingContentLength");
    expect(await said({ ...put, ...sized("bytes"), token: hub.token })).toBe("400 Only one auth mechanism allowed");
    expect(await said({ ...put, ...sized("bytes"), path: put.path.replace(/signature=.*/, "signature=x") })).toMatch(
      /^403/,
    );
    const verify = { path: "/octo/mail.git/info/lfs/objects/verify", body: { oid, size: 5 } };
    expect(await said(verify)).toBe("404 Object not found");
    expect((await send({ ...put, ...sized("bytes") })).status).toBe(200);
    expect((await send(verify)).status).toBe(200);
    const again = await send({ path: "/octo/mail.git/info/lfs/objects/batch", body: batch });
    expect(await again.text()).not.toContain("upload");
  });

  it("parts of another size, and a joining of parts that did not come", async () => {
    hub.partBytes = 3;
    const body = { ...batch, transfers: ["basic", "multipart"] };
    const granted = await send({ path: "/octo/mail.git/info/lfs/objects/batch", body });
    type Upload = { href: string; header: Record<string, string> };
    const { objects } = (await granted.json()) as { objects: [{ actions: { upload: Upload } }] };
    const { href, header } = objects[0].actions.upload;
    const put = async (number: string, text: string) => {
      const sized = { "content-length": `${text.length}` };
      return await send({
        method: "PUT",
        path: header[number] ?? "",
        body: Buffer.from(text),
        headers: sized,
        token: null,
      });
    };
    expect((await put("00001", "by")).status).toBe(400);
    const etag = (await put("00001", "byt")).headers.get("etag");
    const complete = { path: href, token: null, headers: { "content-length": "1" } };
    const parts = [{ partNumber: 1, etag }];
    expect(await said({ ...complete, body: { oid, parts } })).toBe("400 InvalidPart");
    const last = (await put("00002", "es")).headers.get("etag");
    const swapped = [
      { partNumber: 1, etag: last },
      { partNumber: 2, etag },
    ];
    expect(await said({ ...complete, body: { oid, parts: swapped } })).toBe("400 InvalidPart");
    const both = [...parts, { partNumber: 2, etag: last }];
    expect((await send({ ...complete, body: { oid, parts: both } })).status).toBe(200);
  });

  it("commits that are not by the rules", async () => {
    const lfs = { key: "lfsFile", value: { path: "m.bin", algo: "sha256", oid, size: 5 } };
    expect(await commit(header({ parentCommit: "0".repeat(40) }), file("a"))).toMatch(
      /^412 A commit has happened since/,
    );
    expect(await commit(file("a"))).toMatch(/^400 The first line/);
    expect(await commit(header(), header())).toMatch(/^400 Only one header/);
    expect(await commit(header(), file("a"), file("a"))).toMatch(/changed twice/);
    expect(await commit(header(), { key: "deletedFile", value: { path: "a" } })).toMatch(/does not exist/);
    expect(await commit(header(), lfs)).toMatch(/pointed to a file that does not exist/);
    for (const path of ["../a", "/a", "a//b", ".git/config"])
      expect(await commit(header(), file(path))).toMatch(/bad path/);
    expect(await commit(header(), file("a", Buffer.alloc(11 * 2 ** 20).toString("base64")))).toMatch(/has to be LFS/);
    expect(await commit(header(), { key: "file", value: { path: "a", content: "?", encoding: "base64" } })).toMatch(
      /^400/,
    );
    expect(await commit(header({ summary: "" }))).toMatch(/^400/);
    const plain = { path: "/api/models/octo/mail/commit/main", headers: { "content-type": "application/json" } };
    expect(await said({ ...plain, body: [header()] })).toMatch(/^415/);
  });

  it("identities that no repository trusts", async () => {
    const exchange = {
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
      subject_token: "job",
      resource: "octo/mail",
    };
    expect(await said({ path: "/oauth/token", body: exchange })).toBe("400 invalid_grant");
    hub.publishers.set("job", "octo/other");
    expect(await said({ path: "/oauth/token", body: exchange })).toBe("400 invalid_grant");
    expect(await said({ path: "/oauth/token", body: { ...exchange, scope: "all" } })).toMatch(/^400 Unrecognized key/);
  });
});
