import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type GitRegistry, type Proposal, registryProviders } from "#registry";
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

/** A registry that proposes what it is told, as the one of git does in mode `pull-request`. */
async function proposing(given: object = {}) {
  const deps = await fakeDeps();
  const here = { ...deps, github: { ...deps.github, repository: "octo/mail-triage", apiUrl: github.baseUrl } };
  const file = await registryProviders.file(deps, { folder: `${deps.workspace}/registry` });
  const registry = (): GitRegistry => {
    const proposed: Proposal[] = [];
    return {
      ...file,
      proposals: () => proposed,
      async setAlias(name, alias, version, previous) {
        const branch = `genai-mlops/promote/${name}/${alias}-${version}`;
        proposed.push({ name, alias, version, previous, branch, base: "genai-mlops/registry" });
      },
    };
  };
  return { deps: here, open: () => withPullRequests(registry(), { ...inputs, ...given }, here) };
}

describe("a move that is only proposed", () => {
  it("is a pull request, once", async () => {
    const { open } = await proposing();
    const registry = open();
    await registry.setAlias("mail", "champion", "1.0.0", undefined);
    await registry.setAlias("mail", "staging", "1.0.0", undefined);
    await open().setAlias("mail", "champion", "1.0.0", undefined);
    expect(github.pullRequests.map(({ head, base, title }) => [head.ref, base.ref, title])).toEqual([
      ["genai-mlops/promote/mail/champion-1.0.0", "genai-mlops/registry", "mail: champion to 1.0.0"],
      ["genai-mlops/promote/mail/staging-1.0.0", "genai-mlops/registry", "mail: staging to 1.0.0"],
    ]);
    expect(github.pullRequests[0]?.body).toContain("until then nothing changes");
  });

  it("is a branch that the log names where there is no token, or the remote may be another repository", async () => {
    for (const given of [{ "github-token": undefined }, { "registry-uri": "https://git.example.org/models" }]) {
      const { open, deps } = await proposing(given);
      await open().setAlias("mail", "champion", "1.0.0", undefined);
      expect(deps.log.lines.join("\n")).toContain("merge genai-mlops/promote/mail/champion-1.0.0 into");
    }
    expect(github.pullRequests).toEqual([]);
  });

  it("fails where the token may not open one, and says what to add", async () => {
    const { open } = await proposing({ "github-token": githubTokens.reader });
    await expect(open().setAlias("mail", "champion", "1.0.0", undefined)).rejects.toMatchObject({
      hint: expect.stringContaining("pull-requests: write"),
    });
  });
});
