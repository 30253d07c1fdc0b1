import { describe, expect, it } from "vitest";
import { fakeDeps, fakeEnvironment, fakeLangsmith } from "#testing";
import { type LangsmithConfig, langsmithPlace, langsmithSettings } from "./config.ts";
import { langsmithSource } from "./index.ts";

async function opened(more: Partial<LangsmithConfig> = {}) {
  const fake = fakeLangsmith();
  const deps = await fakeDeps({ http: fake.http });
  const source = langsmithSource(deps, { apiKey: fake.apiKey, endpoint: fake.endpoint, ...more });
  return { fake, deps, source };
}

describe("prompts of LangSmith", () => {
  it("are listed, the oldest commit first, with the digest of each manifest and its tags", async () => {
    const { fake, source } = await opened();
    const [one, two] = [fake.push("mail", "one"), fake.push("mail", "two")];
    expect(await source.list("mail")).toMatchObject([
      { version: one.hash, aliases: [] },
      { version: two.hash, aliases: [] },
    ]);
    fake.tag("mail", "staging", two);
    fake.tag("mail", "prod", two);
    fake.tag("mail", "first", one);
    const listed = await source.list("mail");
    expect(listed.map(({ aliases }) => aliases)).toEqual([["first"], ["prod", "staging"]]);
    expect(new Set(listed.map(({ digest }) => digest)).size).toBe(2);
    for (const { digest } of listed) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("may have no commit, and more than a page of them", async () => {
    const { fake, source } = await opened();
    fake.push("mail", "zero");
    fake.prompts.get("mail")?.commits.splice(0);
    expect(await source.list("mail")).toEqual([]);
    const hashes = Array.from({ length: 201 }, (_, index) => fake.push("mail", String(index)).hash);
    fake.calls.length = 0;
    expect((await source.list("mail")).map(({ version }) => version)).toEqual(hashes);
    // tags before commits, and nothing after the last page
    expect(fake.calls).toEqual([
      "GET /api/v1/repos/-/mail/tags",
      ...Array.from({ length: 3 }, () => "GET /api/v1/commits/-/mail"),
    ]);
  });

  it("lose no commit and count none twice when one is pushed between two pages", async () => {
    const { fake, source } = await opened();
    const hashes = Array.from({ length: 150 }, (_, index) => fake.push("mail", String(index)).hash);
    fake.fault = (call) => {
      if (call.url.searchParams.get("offset") === "100") fake.push("mail", "meanwhile");
      return undefined;
    };
    expect((await source.list("mail")).map(({ version }) => version)).toEqual(hashes);
  });

  it("keep their digest where a server says none of the manifest", async () => {
    const { fake, source } = await opened();
    const { hash } = fake.push("mail", "one");
    const body = JSON.stringify({ commits: [{ commit_hash: hash }], total: 1 });
    fake.fault = ({ url }) => (url.pathname.includes("/commits/") ? { status: 200, body } : undefined);
    const [first] = await source.list("mail");
    expect(first?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await source.list("mail")).toEqual([first]);
  });

  it("pass over tags whose names cannot be told, and say so", async () => {
    const { fake, deps, source } = await opened();
    const commit = fake.push("mail", "one");
    for (const tag of ["__proto__", "a\u001b[31mb", "x".repeat(201), "", "prod <b>"]) fake.tag("mail", tag, commit);
    const [{ aliases } = { aliases: [] }] = await source.list("mail");
    expect(aliases).toEqual(["prod <b>"]);
    expect(deps.log.lines.filter((line) => line.includes("passed over"))).toHaveLength(4);
  });

  it("are looked for where their owner and workspace are, by any form of the address", async () => {
    for (const more of [{ owner: "acme" }, { endpoint: "https://langsmith.example/api/v1/" }, { owner: "-" }]) {
      const { fake, source } = await opened(more);
      fake.push("mail", "one");
      expect(await source.list("mail")).toHaveLength(1);
    }
    const { fake, source } = await opened({ apiKey: "lsv2_sk_all", workspace: fakeLangsmith().workspace });
    fake.keys.set("lsv2_sk_all", "organization");
    fake.push("mail", "one");
    expect(await source.list("mail")).toHaveLength(1);
    await expect((await opened({ owner: "stranger" })).source.list("mail")).rejects.toMatchObject({
      code: "prompt-not-found",
    });
  });
});

describe("the address of LangSmith", () => {
  const at = (variables: Record<string, string>, owner?: string) =>
    langsmithSettings({ apiKey: undefined, owner }, fakeEnvironment(variables));

  it("is said by the variables of its own client, the newer ones first", () => {
    const old = { LANGCHAIN_API_KEY: "old", LANGCHAIN_ENDPOINT: "https://old.example", LANGCHAIN_WORKSPACE_ID: "w" };
    expect(at(old)).toEqual({ apiKey: "old", endpoint: "https://old.example", workspace: "w", owner: undefined });
    const both = { ...old, LANGSMITH_API_KEY: "new", LANGSMITH_ENDPOINT: " ", LANGSMITH_WORKSPACE_ID: "v" };
    expect(at(both, "acme")).toEqual({
      apiKey: "new",
      endpoint: "https://old.example",
      workspace: "v",
      owner: "acme",
    });
    const said = langsmithSettings({ apiKey: "said", owner: undefined }, fakeEnvironment(both));
    expect(said.apiKey).toBe("said");
  });

  it("is one place in all its forms, and another for another workspace or owner", () => {
    const places = [
      {},
      { endpoint: "https://api.smith.langchain.com/" },
      { endpoint: "https://API.smith.langchain.com/api/v1", owner: "-" },
      { owner: "acme" },
      { workspace: "11111111-2222-4333-8444-555555555555" },
      { endpoint: "https://eu.api.smith.langchain.com" },
    ].map((config) => langsmithPlace({ apiKey: "k", ...config }));
    expect(new Set(places).size).toBe(4);
    expect(new Set(places.slice(0, 3)).size).toBe(1);
  });

  it("is refused with all that is wrong with it, and without the key", async () => {
    const apiKey = "hunter2 key\r\nx-evil: 1";
    const bad = { apiKey, endpoint: "ftp://user:hidden@x", workspace: "../w", owner: "a/../b" };
    const deps = await fakeDeps();
    const error = (() => {
      try {
        return langsmithSource(deps, bad);
      } catch (thrown) {
        return thrown as Error;
      }
    })();
    expect(error).toMatchObject({
      code: "missing-api-key",
      problems: [
        { where: "LANGSMITH_API_KEY", problem: "is no key" },
        { where: "LANGSMITH_ENDPOINT" },
        { where: "LANGSMITH_WORKSPACE_ID" },
        { where: "registry-uri" },
      ],
    });
    expect((error as Error).message).not.toMatch(/hunter2|hidden/);
    expect(() => langsmithSource(deps, { apiKey: " " })).toThrow("LANGSMITH_API_KEY: is empty");
    for (const owner of ["", "..", "a b", "a%2fb", "-x", "x".repeat(129)])
      expect(() => langsmithSource(deps, { apiKey: "k", owner })).toThrow("registry-uri");
    for (const endpoint of ["x", "https://u@x", "https://x?y=1", "https://x#y", "file:///x"])
      expect(() => langsmithSource(deps, { apiKey: "k", endpoint })).toThrow("LANGSMITH_ENDPOINT");
  });

  it("never meets a name that LangSmith does not allow", async () => {
    const { fake, source } = await opened();
    for (const name of ["../settings", "a/b", "A", "1a", "a.b", "a b", "", "a%2e", "x".repeat(129), "ма"])
      await expect(source.list(name)).rejects.toMatchObject({ code: "bad-name" });
    await expect(source.list("acme/mail")).rejects.toThrow("langsmith=<owner>");
    expect(fake.calls).toEqual([]);
  });
});
