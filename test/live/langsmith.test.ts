import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { nodeClock, nodeRandom } from "#platform";
import { eventSourceProviders, langsmithSettings, registryEvents } from "#registry";
import { type FakeLangsmith, fakeDeps, fakeEnvironment, fakeLangsmith, serveCloud } from "#testing";
import { installClient, pythonClient } from "./langsmith/python-client.ts";

/** The official Python client and our source, by sockets, against the same fake LangSmith: we read what it wrote. */
let python: string;
let fake: FakeLangsmith;
let server: { origin: string; close(): Promise<void> };
/** Answers that said no. */
let refused: string[];

const variables = (more: Record<string, string> = {}) => ({
  LANGSMITH_ENDPOINT: server.origin,
  LANGSMITH_API_KEY: fake.apiKey,
  ...more,
});
const ask = (...steps: string[][]) => pythonClient(python, variables(), steps);

async function look(name: string, more: object = {}) {
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
  const config = { apiKey: fake.apiKey, endpoint: server.origin, ...more };
  return await (await eventSourceProviders.langsmith(deps, config)).list(name);
}

beforeAll(async () => {
  python = await installClient();
});

beforeEach(async () => {
  await server?.close();
  fake = fakeLangsmith(Date.now);
  const { handle } = fake;
  refused = [];
  fake.handle = (call) => {
    const answer = handle(call);
    if (answer.status >= 400) refused.push(`${call.method} ${call.url.pathname}${call.url.search}: ${answer.status}`);
    return answer;
  };
  server = await serveCloud(fake);
});

afterAll(async () => await server?.close());

describe("the Python client, with the fake", () => {
  it("creates a prompt, pushes commits, tags, moves a tag, lists, pulls and deletes", async () => {
    const seen = await ask(
      ["create", "mail"],
      ["push", "mail", "one", "prod", "staging"],
      ["push", "mail", "two"],
      ["commits", "mail"],
      ["generated_commits", "mail"],
      ["tags", "mail"],
      ["pull", "mail:prod"],
      ["pull", "mail"],
      ["listed"],
      ["generated_prompt", "mail"],
    );
    const [first, second] = fake.prompts.get("mail")?.commits ?? [];
    expect(seen).toMatchObject([
      { handle: "mail", commits: 0 },
      { short: first?.hash.slice(0, 8) },
      { short: second?.hash.slice(0, 8) },
      { hashes: [second?.hash, first?.hash] },
      { hashes: [second?.hash, first?.hash], shas: [expect.stringMatching(/^.{43}=$/), expect.anything()] },
      { tags: { prod: first?.hash, staging: first?.hash } },
      { hash: first?.hash, text: { template: "one" } },
      { hash: second?.hash, text: { template: "two" } },
      { prompts: ["mail"] },
      { handle: "mail", tags: ["prod", "staging"], last: second?.hash },
    ]);
    expect(refused).toEqual([]);
    expect(await ask(["move", "mail", "prod", String(second?.hash)], ["tags", "mail"], ["delete", "mail"])).toEqual([
      {},
      { tags: { prod: second?.hash, staging: first?.hash } },
      { there: false },
    ]);
    // that it is gone, the client asks
    expect(refused).toEqual(["GET /repos/-/mail: 404"]);
  });

  it("is refused what it must not, by errors of its own", async () => {
    await ask(["create", "mail"], ["push", "mail", "one", "prod"]);
    expect(
      await ask(["create", "mail"], ["push", "mail", "one"], ["push", "mail", "two", "prod"], ["pull", "absent"]),
    ).toEqual([
      { refused: "LangSmithConflictError" },
      { refused: "LangSmithConflictError" },
      { refused: "LangSmithConflictError" },
      { refused: "LangSmithNotFoundError" },
    ]);
    fake.keys.set("lsv2_sk_organization", "organization");
    const organization = variables({ LANGSMITH_API_KEY: "lsv2_sk_organization" });
    const named = { ...organization, LANGSMITH_WORKSPACE_ID: fake.workspace };
    expect(await pythonClient(python, organization, [["listed"]])).toEqual([{ refused: "LangSmithUserError" }]);
    expect(await pythonClient(python, named, [["listed"]])).toEqual([{ prompts: ["mail"] }]);
    const stranger = variables({ LANGSMITH_API_KEY: "lsv2_pt_other" });
    expect(await pythonClient(python, stranger, [["listed"]])).toEqual([{ refused: "LangSmithAuthError" }]);
  });
});

describe("where LangSmith is", () => {
  it("is said to the client and to us by the same variables, in the same forms", async () => {
    fake.push("mail", "one");
    fake.keys.set("lsv2_sk_organization", "organization");
    const key = "lsv2_sk_organization";
    const ways = [
      { LANGSMITH_API_KEY: key, LANGSMITH_ENDPOINT: server.origin, LANGSMITH_WORKSPACE_ID: fake.workspace },
      { LANGCHAIN_API_KEY: key, LANGCHAIN_ENDPOINT: `${server.origin}/`, LANGCHAIN_WORKSPACE_ID: fake.workspace },
      { LANGSMITH_API_KEY: key, LANGSMITH_ENDPOINT: `${server.origin}/api/v1`, LANGCHAIN_WORKSPACE_ID: fake.workspace },
    ];
    for (const way of ways) {
      const [seen, generated] = await pythonClient(python, way, [
        ["commits", "mail"],
        ["generated_commits", "mail"],
      ]);
      const settings = langsmithSettings({ apiKey: undefined, owner: undefined }, fakeEnvironment(way));
      const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
      const ours = await (await eventSourceProviders.langsmith(deps, settings)).list("mail");
      expect(ours.map(({ version }) => version)).toEqual(seen?.["hashes"]);
      expect(generated?.["hashes"]).toEqual(seen?.["hashes"]);
    }
  });

  it("says no to us as to the client, and we name it", async () => {
    fake.push("mail", "one");
    await expect(look("absent")).rejects.toMatchObject({ code: "prompt-not-found" });
    await expect(look("mail", { apiKey: "lsv2_pt_other" })).rejects.toMatchObject({ code: "langsmith-unauthorized" });
    await expect(look("mail", { endpoint: `${server.origin}/elsewhere` })).rejects.toMatchObject({
      code: "langsmith-not-there",
    });
  });
});

describe("what the Python client wrote", () => {
  it("our source reads: commits as versions with the manifest's digest, tags as aliases", async () => {
    const [, , { shas = [] } = {}] = (await ask(
      ["create", "mail"],
      ["push", "mail", "one", "prod"],
      ["generated_commits", "mail"],
    )) as { shas?: string[] }[];
    const before = await look("mail");
    const digest = `sha256:${Buffer.from(shas[0] ?? "", "base64").toString("hex")}`;
    const [first] = fake.prompts.get("mail")?.commits ?? [];
    expect(before).toEqual([{ version: first?.hash, digest, aliases: ["prod"], foreign: true }]);

    const [{ short } = {}] = (await ask(["push", "mail", "two", "staging"])) as { short?: string }[];
    await ask(["move", "mail", "prod", String(short)]);
    // by whom and by which address it is said, the prompt is the same
    const ways = [{}, { owner: "acme" }, { endpoint: `${server.origin}/api/v1` }, { workspace: fake.workspace }];
    const looks = await Promise.all(ways.map((way) => look("mail", way)));
    const [, second] = fake.prompts.get("mail")?.commits ?? [];
    for (const now of looks)
      expect(now).toMatchObject([
        { version: first?.hash, aliases: [] },
        { version: second?.hash, aliases: ["prod", "staging"] },
      ]);

    const seen = { registry: "langsmith", name: "mail", time: "2026-01-02T03:04:05Z", since: "now" } as const;
    const { state } = registryEvents(undefined, before, seen);
    const { events } = registryEvents(state, looks[0] ?? [], seen);
    expect(events).toMatchObject([
      { kind: "version", version: second?.hash, alias: null, previous: null },
      { kind: "alias", version: second?.hash, alias: "prod", previous: first?.hash },
      { kind: "alias", version: second?.hash, alias: "staging", previous: null },
    ]);
  });

  it("our source reads page by page, to the end", async () => {
    await ask(["create", "mail"]);
    const pushed = Array.from({ length: 230 }, (_, index) => fake.push("mail", String(index)).hash);
    expect((await look("mail")).map(({ version }) => version)).toEqual(pushed);
    const [{ hashes } = {}] = await ask(["commits", "mail"]);
    expect(hashes).toEqual(pushed.toReversed());
  });
});
