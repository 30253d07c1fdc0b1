import { afterEach, describe, expect, it } from "vitest";
import { type PromotionRecord, promotionRecordSchema } from "#contracts";
import { type Registry, registryProviders } from "#registry";
import {
  type FakeDeps,
  type FakeGithub,
  fakeGithub,
  githubTokens,
  gitRegistryUnderTest,
  promoteInputs,
  rollbackInputs,
  runRollback,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { run } from "./run.ts";

const open: FakeGithub[] = [];
afterEach(async () => {
  for (const github of open.splice(0)) {
    expect(github.violations).toEqual([]);
    await github.close();
  }
});

const base = "genai-mlops/registry";
const given = { registry: "git", "git-mode": "pull-request", "github-token": githubTokens.bot } as const;

/** A registry on a git branch where somebody's merge decides, GitHub, and two versions, of which none is champion. */
async function world() {
  const { deps: plain, clone, server, git } = await gitRegistryUnderTest(() => undefined as never);
  const github = await fakeGithub();
  open.push(github);
  const deps = {
    ...plain,
    workspace: clone,
    random: { ...plain.random, uuid: () => crypto.randomUUID() },
    github: { ...plain.github, apiUrl: github.baseUrl },
  };
  const state = `${plain.environment.get("XDG_STATE_HOME")}/genai-mlops`;
  const registry: Registry = await registryProviders.git(deps, {
    clone,
    storeFolder: `${state}/registry-store`,
    cacheFolder: `${state}/registry-cache/git`,
  });
  const models: string[] = [];
  for (const weight of ["one", "two"]) {
    const candidate = {
      name: "mail",
      folder: await sampleModel(weight),
      bump: "minor",
      metadata: sampleMetadata,
    } as const;
    models.push((await registry.register(candidate)).version.modelRef);
  }
  const runOf = (id: string): FakeDeps => ({
    ...deps,
    github: {
      ...deps.github,
      runId: id,
      runUrl: deps.github.runUrl.replace(/\d+$/, id),
      sha: id.repeat(40).slice(0, 40),
    },
  });
  return {
    github,
    registry,
    models: models as [string, string],
    promote: async (modelRef: string, id: string, more: object = {}) =>
      told(await run({ ...promoteInputs, ...given, "model-ref": modelRef, force: "first one", ...more }, runOf(id))),
    rollBack: async (id: string) => told(await runRollback({ ...rollbackInputs, ...given, name: "mail" }, runOf(id))),
    champion: async () => (await registry.find("mail@champion"))?.version,
    /** As a person who merges the pull request of a version. */
    merge: async (version: string): Promise<void> => {
      const tip = await git("-C", server, "rev-parse", `genai-mlops/promote/mail/champion-${version}`);
      await git("-C", server, "update-ref", `refs/heads/${base}`, tip);
      for (const pull of github.pullRequests) if (pull.head.ref.endsWith(`-${version}`)) pull.state = "closed";
    },
    states: () => github.deployments.map(({ statuses }) => statuses.map(({ state }) => state)),
  };
}

function told({
  outputs,
  report,
}: {
  outputs: Record<string, unknown>;
  report?: { json: unknown; markdown: string } | undefined;
}) {
  const record: PromotionRecord = promotionRecordSchema.parse(report?.json);
  return { outputs, record, markdown: report?.markdown ?? "" };
}

describe("promote, where somebody's merge decides", () => {
  it("claims nothing before the merge: outputs, record and GitHub say that it waits, and for what", async () => {
    const { promote, models, registry, champion, github, states } = await world();
    const { outputs, record, markdown } = await promote(models[0], "43");
    expect(outputs).toEqual({
      outcome: "proposed",
      "bake-ends": "",
      "model-ref": "",
      version: "",
      previous: "",
      endpoint: "",
      proposal: expect.stringMatching(/^https:.*\/pull\/\d+$/),
    });
    expect(await champion()).toBeUndefined();
    expect(await registry.promotions("mail")).toEqual([]);
    const branch = "genai-mlops/promote/mail/champion-1.0.0";
    expect(record).toMatchObject({
      proposed: { branch, base, url: outputs["proposal"] },
      legs: [{ registry: "git", from: null, to: "1.0.0" }],
      entries: [],
    });
    expect(markdown).toMatch(/has not moved: it waits for the merge of \S+\/octo\/mail-triage\/pull\/1/);
    expect(markdown).not.toContain("was moved in all registries");
    expect(states()).toEqual([["pending"]]);
    expect(github.deployments[0]?.statuses[0]).toMatchObject({ log_url: outputs["proposal"] });
  });

  it("finds its own proposal again before the merge, and ends as a success after it, once", async () => {
    const { promote, models, merge, champion, registry, github, states } = await world();
    const first = await promote(models[0], "43");
    expect((await promote(models[0], "44")).outputs).toEqual(first.outputs);
    expect(github.pullRequests).toHaveLength(1);
    expect(states()).toEqual([["pending"]]);
    await merge("1.0.0");
    for (const id of ["45", "46"]) {
      const { outputs, record } = await promote(models[0], id);
      expect(outputs).toMatchObject({ "model-ref": models[0], version: "1.0.0", proposal: "" });
      expect(record.proposed).toBeUndefined();
    }
    expect(await champion()).toBe("1.0.0");
    expect(states()).toEqual([["pending", "success"]]);
    const [entry, ...others] = await registry.promotions("mail");
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ version: "1.0.0", forced: "first one", run: expect.stringContaining("43") });
  });

  it("refuses other registries beside, before anything is proposed or moved", async () => {
    const { promote, models, github } = await world();
    await expect(promote(models[0], "43", { registries: ["git", "file"] })).rejects.toMatchObject({
      code: "proposes-alone",
      problems: [{ where: "registries", mend: expect.stringContaining("leave git-mode at commit") }],
    });
    expect(github.requests).toEqual([]);
  });
});

describe("rollback, where somebody's merge decides", () => {
  it("proposes the way back, finds it again, and ends as a success after the merge, going back no further", async () => {
    const { promote, rollBack, models, merge, champion, states } = await world();
    for (const [index, version] of ["1.0.0", "1.1.0"].entries()) {
      await promote(models[index] as string, "43");
      await merge(version);
      await promote(models[index] as string, "43");
    }
    const { outputs, record, markdown } = await rollBack("50");
    expect(outputs).toMatchObject({ version: "", "model-ref": models[1], proposal: expect.stringContaining("/pull/") });
    expect(record).toMatchObject({ event: "rolled-back", legs: [{ from: "1.1.0", to: "1.0.0" }] });
    expect(markdown).toContain("has not moved");
    expect(await champion()).toBe("1.1.0");
    expect((await rollBack("50")).outputs).toEqual(outputs);
    expect(states()).toEqual([["pending", "success"], ["pending", "success"], ["pending"]]);
    await merge("1.0.0");
    expect((await rollBack("50")).outputs).toMatchObject({ version: "1.0.0", "model-ref": models[0], proposal: "" });
    expect(await champion()).toBe("1.0.0");
    expect(states()).toEqual([
      ["pending", "success"],
      ["pending", "success"],
      ["pending", "success"],
    ]);
  });
});
