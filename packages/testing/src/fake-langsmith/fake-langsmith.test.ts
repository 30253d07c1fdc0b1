import { beforeEach, describe, expect, it } from "vitest";
import { type FakeLangsmith, fakeLangsmith } from "./fake-langsmith.ts";

/** Each rule of the fake, broken once. That it takes what the official client says is proven in test/live. */
let fake: FakeLangsmith;

type Sent = { method?: "GET" | "POST" | "PATCH" | "DELETE"; path: string; body?: unknown };

async function said(
  { method = "GET", path, body }: Sent,
  more: Record<string, string | undefined> = {},
): Promise<string> {
  const named = { "x-api-key": fake.apiKey, "content-type": "application/json", ...more };
  const headers = Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const text = body === undefined ? undefined : JSON.stringify(body);
  const response = await fake.http.send({ method, url: `${fake.endpoint}${path}`, headers, body: text });
  return `${response.status} ${await response.text()}`;
}

beforeEach(() => {
  fake = fakeLangsmith();
  fake.tag("mail", "prod", fake.push("mail", "one"));
});

describe("the fake LangSmith refuses", () => {
  it("routes, parameters and fields that it does not know", async () => {
    expect(await said({ path: "/api/v1/repos/-/mail/other" })).toBe('404 {"detail":"Not Found"}');
    expect(await said({ path: "/api/v2/repos/-/mail/tags" })).toMatch(/^404/);
    expect(await said({ method: "POST", path: "/api/v1/repos/-/mail/tags/prod", body: {} })).toMatch(/^404/);
    expect(await said({ path: "/api/v1/repos/-/mail/tags?limit=1" })).toMatch(/^422 .*unrecognized_keys/);
    for (const query of ["page=2", "limit=0", "limit=101", "offset=-1", "include_stats=no", "limit=x"])
      expect(await said({ path: `/api/v1/commits/-/mail?${query}` })).toMatch(/^422/);
    const repo = { repo_handle: "x", is_public: false };
    expect(await said({ method: "POST", path: "/repos/", body: { ...repo, colour: "red" } })).toMatch(/^422/);
    expect(await said({ method: "POST", path: "/repos/", body: repo }, { "content-type": "text/plain" })).toMatch(
      /^422/,
    );
  });

  it("who is not known, who may not, and who names another workspace", async () => {
    const tags = { path: "/api/v1/repos/-/mail/tags" };
    expect(await said(tags)).toMatch(/^200/);
    expect(await said(tags, { "x-api-key": undefined })).toBe('401 {"detail":"Invalid token"}');
    expect(await said(tags, { "x-api-key": "other" })).toMatch(/^401/);
    expect(await said(tags, { "x-api-key": undefined, authorization: `Bearer ${fake.apiKey}` })).toMatch(/^401/);
    expect(await said(tags, { authorization: `Bearer ${fake.apiKey}` })).toMatch(/^401/);
    expect(await said(tags, { "x-tenant-id": fake.workspace })).toMatch(/^200/);
    expect(await said(tags, { "x-tenant-id": fake.owner })).toMatch(/^403/);
    fake.keys.set("reader", "read").set("nobody", "nothing").set("all", "organization");
    expect(await said(tags, { "x-api-key": "reader" })).toMatch(/^200/);
    expect(await said({ ...tags, method: "POST", body: {} }, { "x-api-key": "reader" })).toMatch(/^403/);
    expect(await said(tags, { "x-api-key": "nobody" })).toMatch(/^403/);
    expect(await said(tags, { "x-api-key": "all" })).toBe('403 {"error":"org_scoped_key_requires_workspace"}');
  });

  it("prompts, commits and tags that are not there, or are there already", async () => {
    expect(await said({ path: "/api/v1/repos/stranger/mail/tags" })).toBe(
      '404 {"detail":"Repo stranger/mail not found"}',
    );
    expect(await said({ path: "/api/v1/commits/-/absent" })).toBe('404 {"error":"Repo -/absent not found"}');
    expect(await said({ path: "/api/v1/commits/-/mail/00000000" })).toMatch(/^404/);
    const repo = { repo_handle: "mail", is_public: false };
    expect(await said({ method: "POST", path: "/repos/", body: repo })).toMatch(/^409/);
    expect(await said({ method: "POST", path: "/repos/", body: { ...repo, repo_handle: "Mail" } })).toMatch(/^422/);
    const commit_id = fake.prompts.get("mail")?.commits[0]?.id;
    const tags = { method: "POST", path: "/repos/-/mail/tags" } as const;
    expect(await said({ ...tags, body: { tag_name: "prod", commit_id } })).toMatch(/^409/);
    expect(await said({ ...tags, body: { tag_name: "x", commit_id: crypto.randomUUID() } })).toMatch(/^404/);
    expect(await said({ ...tags, body: { tag_name: "x", commit_id: "x" } })).toMatch(/^422/);
    const absent = { path: "/repos/-/mail/tags/absent" };
    expect(await said({ ...absent, method: "PATCH", body: { commit_id } })).toMatch(/^404/);
    expect(await said({ ...absent, method: "DELETE" })).toMatch(/^404/);
    const push = { method: "POST", path: "/commits/-/mail" } as const;
    expect(await said({ ...push, body: { manifest: { text: "two" } } })).toMatch(/^409 .*parent/);
    const parent_commit = fake.prompts.get("mail")?.commits[0]?.hash;
    expect(await said({ ...push, body: { manifest: { text: "one" }, parent_commit } })).toMatch(/^409 .*Nothing/);
    expect(await said({ ...push, body: { manifest: { text: "two" }, parent_commit } })).toMatch(/^201/);
  });
});
