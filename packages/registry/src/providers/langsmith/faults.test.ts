import { describe, expect, it } from "vitest";
import { type CloudFault, fakeDeps, fakeLangsmith } from "#testing";
import type { LangsmithConfig } from "./config.ts";
import { langsmithSource } from "./index.ts";

async function opened(more: Partial<LangsmithConfig> = {}) {
  const fake = fakeLangsmith();
  const deps = await fakeDeps({ http: fake.http });
  const { hash } = fake.push("mail", "one");
  const source = langsmithSource(deps, { apiKey: fake.apiKey, endpoint: fake.endpoint, ...more });
  return { fake, deps, hash, source };
}

const page = "<!doctype html><title>Sign in</title>";
const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };

describe("a look at LangSmith goes through", () => {
  const troubles: Record<string, CloudFault> = {
    "500s": { status: 500, body: "oops" },
    "a gateway's page": { status: 502, headers: html, body: page },
    "lost requests": { lost: "before" },
    "lost answers": { lost: "after" },
    "answers that break off": { cutAfter: 10 },
  };
  it.each(Object.entries(troubles))("%s", async (_name, fault) => {
    const { fake, hash, source } = await opened();
    // each call fails three times
    fake.fault = (_call, count) => (count % 4 === 0 ? undefined : fault);
    expect(await source.list("mail")).toMatchObject([{ version: hash }]);
    expect(fake.calls).toHaveLength(8);
  });

  it("429s, waiting as long as LangSmith says", async () => {
    const { fake, deps, source } = await opened();
    const began = deps.clock.now();
    const headers = { ...json, "retry-after": "37" };
    fake.fault = (_call, count) => (count === 1 ? { status: 429, headers, body: '{"detail":"slow down"}' } : undefined);
    await source.list("mail");
    expect(deps.clock.now() - began).toBe(37_000);
    expect(deps.log.lines.join("\n")).toContain("attempt 2 follows in 37 s");
  });
});

describe("a look at LangSmith ends, by name, with", () => {
  const detail = (said: unknown) => JSON.stringify({ detail: said });
  const faults: [string, CloudFault, object, number][] = [
    ["429s without end", { status: 429, headers: { "retry-after": "1" } }, { code: "langsmith-unreachable" }, 5],
    ["500s without end", { status: 500 }, { code: "langsmith-unreachable", retryable: true }, 5],
    ["time-outs without end", { lost: "before" }, { code: "langsmith-unreachable", retryable: true }, 5],
    ["a page of a proxy", { status: 200, headers: html, body: page }, { code: "langsmith-not-there" }, 1],
    ["a page that forbids", { status: 403, headers: html, body: page }, { code: "langsmith-not-there" }, 1],
    ["another server's 404", { status: 404, body: "404 page not found" }, { code: "langsmith-not-there" }, 1],
    ["a route that is not there", { status: 404, body: detail("Not Found") }, { code: "langsmith-not-there" }, 1],
    ["a way to elsewhere", { status: 302, headers: { location: "/login" } }, { code: "langsmith-not-there" }, 1],
    ["a key that is not known", { status: 401, headers: html, body: page }, { code: "langsmith-unauthorized" }, 1],
    ["no permission", { status: 403, body: detail("Forbidden") }, { code: "langsmith-forbidden" }, 1],
    ["a bad request", { status: 400, body: detail("No prompt owner") }, { code: "langsmith-refused" }, 1],
    ["a list of errors", { status: 422, body: detail([{ msg: "x" }]) }, { message: /422: \[\{"msg":"x"\}\]$/ }, 1],
    ["nothing", { status: 200, body: "" }, { code: "langsmith-not-there" }, 1],
    ["an empty object", { status: 200, body: "{}" }, { code: "langsmith-not-there" }, 1],
    ["half a list", { status: 200, body: '[{"tag_name":' }, { code: "langsmith-not-there" }, 1],
    ["a tag without a commit", { status: 200, body: '[{"tag_name":"prod"}]' }, { code: "langsmith-not-there" }, 1],
  ];
  it.each(faults)("%s", async (_name, fault, { message, ...fields }: { message?: RegExp }, calls) => {
    const { fake, source } = await opened();
    fake.fault = () => fault;
    const looking = source.list("mail");
    await expect(looking).rejects.toMatchObject({ provider: "langsmith", ...fields });
    if (message) await expect(looking).rejects.toThrow(message);
    expect(fake.calls).toHaveLength(calls);
  });

  it("commits that are not understood, or come again and again, or never come to an end", async () => {
    const commit = { commit_hash: "0123456789ab" };
    const bodies: [unknown, string][] = [
      [{ commits: [] }, "langsmith-not-there"],
      [{ total: 0 }, "langsmith-not-there"],
      [{ commits: [{}], total: 1 }, "langsmith-not-there"],
      [{ commits: [{ commit_hash: "../../x" }], total: 1 }, "langsmith-not-there"],
      [{ commits: [commit], total: 1.5 }, "langsmith-not-there"],
      [{ commits: [commit], total: 1e9 }, "langsmith-not-there"],
    ];
    for (const [body, code] of bodies) {
      const { fake, source } = await opened();
      fake.fault = ({ url }) =>
        url.pathname.includes("/commits/") ? { status: 200, body: JSON.stringify(body) } : undefined;
      await expect(source.list("mail")).rejects.toMatchObject({ code });
      expect(fake.calls.length).toBeLessThanOrEqual(3);
    }
    const { fake, source } = await opened();
    let made = 0;
    fake.fault = ({ url }) => {
      if (!url.pathname.includes("/commits/")) return undefined;
      const commits = Array.from({ length: 5000 }, () => ({ commit_hash: String(++made).padStart(12, "0") }));
      return { status: 200, body: JSON.stringify({ commits, total: made + 1 }) };
    };
    await expect(source.list("mail")).rejects.toMatchObject({ message: "mail has more than 100000 commits" });
    expect(made).toBe(105_000);
  });

  it("an answer that is longer than memory, of which no more is read", async () => {
    let read = 0;
    const endless = async function* () {
      for (;;) {
        read += 2 ** 20;
        yield Buffer.alloc(2 ** 20, " ");
      }
    };
    const deps = await fakeDeps();
    const response = { status: 200, headers: new Map(), body: endless(), text: async () => "", json: async () => [] };
    const source = langsmithSource({ ...deps, http: { send: async () => response } }, { apiKey: "k" });
    await expect(source.list("mail")).rejects.toMatchObject({ code: "langsmith-not-there" });
    expect(read).toBe(65 * 2 ** 20);
  });

  it("what the key or the name lacks, told with the way to mend it", async () => {
    const { source } = await opened();
    await expect(source.list("absent")).rejects.toMatchObject({
      code: "prompt-not-found",
      status: 404,
      hint: expect.stringContaining("langsmith=<owner>"),
    });
    await expect((await opened({ apiKey: "other" })).source.list("mail")).rejects.toMatchObject({
      code: "langsmith-unauthorized",
      hint: expect.stringContaining("LANGSMITH_API_KEY"),
    });
    const whole = await opened({ apiKey: "lsv2_sk_all" });
    whole.fake.keys.set("lsv2_sk_all", "organization");
    await expect(whole.source.list("mail")).rejects.toMatchObject({
      code: "langsmith-forbidden",
      hint: expect.stringContaining("LANGSMITH_WORKSPACE_ID"),
    });
    const stranger = await opened({ workspace: "00000000-0000-4000-8000-000000000000" });
    await expect(stranger.source.list("mail")).rejects.toMatchObject({ code: "langsmith-forbidden" });
  });

  it("words of the server without our key, cut, and in one line", async () => {
    const { fake, deps, source } = await opened();
    const said = `${"x".repeat(200)} key ${fake.apiKey}\n::set-output name=a::b ${"y".repeat(500)}`;
    fake.fault = () => ({ status: 400, body: detail(said) });
    const error: Error = await source.list("mail").then(
      () => new Error("went through"),
      (thrown: Error) => thrown,
    );
    expect(error.message).toContain("key *** ::set-output");
    expect(error.message).not.toContain(fake.apiKey);
    expect(error.message).not.toContain("\n");
    expect(error.message.length).toBeLessThan(360);
    expect(deps.log.lines.join("\n")).not.toContain(fake.apiKey);
  });
});
