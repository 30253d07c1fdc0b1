import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Registry, registryProviders } from "#registry";
import { type FakeGithub, fakeDeps, fakeGithub, githubTokens } from "#testing";
import { withPullRequests } from "./propose.ts";

let github: FakeGithub;
beforeEach(async () => {
  github = await fakeGithub();
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const inputs = { "registry-uri": undefined, "github-token": githubTokens.bot, language: "en" } as const;

const champion = { name: "mail", alias: "champion", version: "1.0.0", seen: undefined };

/** A registry that proposes what it is told, as the one of git does in mode `pull-request`. */
async function proposing(given: object = {}) {
  const deps = await fakeDeps();
  const here = { ...deps, github: { ...deps.github, repository: "octo/mail-triage", apiUrl: github.baseUrl } };
  const file = await registryProviders.file(deps, { folder: `${deps.workspace}/registry` });
  const registry = (): Registry => ({
    ...file,
    async propose({ name, alias, version }, promotion) {
      const branch = `genai-mlops/promote/${name}/${alias}-${version}`;
      return { branch, base: "genai-mlops/registry", promotion };
    },
  });
  return { deps: here, open: () => withPullRequests(registry(), { ...inputs, ...given }, here) };
}

describe("a move that is only proposed", () => {
  it("is a pull request, once", async () => {
    const { open } = await proposing();
    const registry = open();
    const made = await registry.propose?.(champion);
    await registry.propose?.({ ...champion, alias: "staging" });
    expect(await open().propose?.(champion)).toEqual(made);
    expect(made?.url).toMatch(/^https:.*\/pull\/\d+$/);
    expect(github.pullRequests.map(({ head, base, title }) => [head.ref, base.ref, title])).toEqual([
      ["genai-mlops/promote/mail/champion-1.0.0", "genai-mlops/registry", "mail: champion to 1.0.0"],
      ["genai-mlops/promote/mail/staging-1.0.0", "genai-mlops/registry", "mail: staging to 1.0.0"],
    ]);
    expect(github.pullRequests[0]?.body).toContain("until then nothing changes");
  });

  it("is a branch that the log names where there is no token, or the remote may be another repository", async () => {
    for (const given of [{ "github-token": undefined }, { "registry-uri": "https://git.example.org/models" }]) {
      const { open, deps } = await proposing(given);
      expect((await open().propose?.(champion))?.url).toBeUndefined();
      expect(deps.log.lines.join("\n")).toContain("merge genai-mlops/promote/mail/champion-1.0.0 into");
    }
    expect(github.pullRequests).toEqual([]);
  });

  it("fails where the token may not open one, and says what to add", async () => {
    const { open } = await proposing({ "github-token": githubTokens.reader });
    await expect(open().propose?.(champion)).rejects.toMatchObject({
      hint: expect.stringContaining("pull-requests: write"),
    });
  });
});
