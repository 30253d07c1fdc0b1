import { basename, dirname } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Registry } from "#registry";
import { type GitAnswer, gitRegistryUnderTest, type ServedGit, sampleMetadata, sampleModel, serveGit } from "#testing";
import { gitRegistry } from "./index.ts";

/** Git's own server over HTTP, with faults before it. */
const open: ServedGit[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

async function prepared() {
  const registry = await gitRegistryUnderTest(gitRegistry);
  const served = await serveGit(dirname(registry.server));
  open.push(served);
  const remote = served.url(basename(registry.server));
  const [first, second] = [await sampleModel("one"), await sampleModel("two")];
  const openFar = (more: object = {}) => registry.openWith({}, { remote, ...more });
  await openFar().register({ name: "mail", folder: first, bump: "minor", metadata: sampleMetadata });
  await openFar().setAlias("mail", "champion", "1.0.0", undefined);
  served.calls.length = 0;
  return { ...registry, served, remote, openFar, model: second };
}

async function release(registry: Registry, folder: string): Promise<void> {
  const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  const seen = await registry.find("mail@champion");
  await registry.setAlias("mail", "champion", version.version, seen?.version);
}

async function requireReleased({ openFar, orphans }: Awaited<ReturnType<typeof prepared>>): Promise<void> {
  const left = await openFar().list("mail");
  expect(left.map(({ version, aliases }) => [version, aliases])).toEqual([
    ["1.0.0", []],
    ["1.1.0", ["champion"]],
  ]);
  expect(await orphans()).toEqual([]);
}

/** Makes each kind of request fail `times` times before it is let through. */
function failing(times: number, fail: (proceed: () => Promise<GitAnswer>) => Promise<GitAnswer | undefined>) {
  const left = new Map<string, number>();
  return async (call: string, proceed: () => Promise<GitAnswer>): Promise<GitAnswer | undefined> => {
    const still = left.get(call) ?? times;
    left.set(call, still - 1);
    return still > 0 ? await fail(proceed) : await proceed();
  };
}

const answering = (status: number, body = "", headers: Record<string, string> = {}) => {
  return async (): Promise<GitAnswer> => ({ status, body, headers });
};

describe("a release through git goes through", () => {
  const troubles: Record<string, Parameters<typeof failing>[1]> = {
    "500s": answering(500, "oops"),
    "an HTML page with 502": answering(502, "<html>bad gateway</html>", { "content-type": "text/html" }),
    "429": answering(429, "slow down", { "retry-after": "1" }),
    "resets, in mid-upload too": async () => undefined,
    "answers that are lost after the work": async (proceed) => {
      await proceed();
      return undefined;
    },
  };
  for (const [name, trouble] of Object.entries(troubles))
    it(name, async () => {
      const registry = await prepared();
      registry.served.interfere = failing(1, trouble);
      await release(registry.openFar(), registry.model);
      registry.served.interfere = (_call, proceed) => proceed();
      expect(registry.served.calls.filter((call) => call === "POST git-receive-pack").length).toBeGreaterThan(1);
      await requireReleased(registry);
    });
});

describe("a release through git fails and says why", () => {
  const fails: Record<string, [GitAnswer, object]> = {
    "a wrong token": [
      { status: 401, body: "", headers: { "www-authenticate": 'Basic realm="git"' } },
      { code: "git-forbidden", retryable: false, hint: expect.stringContaining("contents: write") },
    ],
    "no permission": [
      { status: 403, body: "no" },
      { code: "git-forbidden", retryable: false },
    ],
    "an HTML page": [
      { status: 404, body: "<!doctype html><html>Welcome</html>", headers: { "content-type": "text/html" } },
      { code: "git-not-there", retryable: false, message: expect.not.stringContaining("doctype") },
    ],
  };
  for (const [name, [answer, error]] of Object.entries(fails))
    it(`for ${name}, without another try`, async () => {
      const registry = await prepared();
      registry.served.interfere = async () => answer;
      await expect(release(registry.openFar(), registry.model)).rejects.toMatchObject(error);
      expect(new Set(registry.served.calls).size).toBe(registry.served.calls.length);
      expect(registry.served.calls).not.toContain("POST git-receive-pack");
    });

  it("for a server that never answers, after the stall that was told", async () => {
    const registry = await prepared();
    registry.served.interfere = () => new Promise(() => {});
    await expect(release(registry.openFar({ stallSeconds: 1 }), registry.model)).rejects.toMatchObject({
      code: "git-unreachable",
      retryable: true,
    });
  });

  it("for a server that stays away, as something to try later, and the next run finishes", async () => {
    const registry = await prepared();
    registry.served.interfere = async (call, proceed) =>
      call.startsWith("POST git-receive-pack") ? { status: 503, body: "" } : await proceed();
    await expect(release(registry.openFar(), registry.model)).rejects.toMatchObject({
      code: "git-unreachable",
      retryable: true,
    });
    expect(await registry.openFar().list("mail")).toHaveLength(1);
    registry.served.interfere = (_call, proceed) => proceed();
    await release(registry.openFar(), registry.model);
    await requireReleased(registry);
  });

  it("for a branch that a rule protects: the hook's words, and no loop", async () => {
    const registry = await prepared();
    const { server, git } = registry;
    const hook = `${server}/hooks/pre-receive`;
    await registry.deps.files.writeAtomic(
      hook,
      "#!/bin/sh\necho 'GH006: Protected branch update failed' >&2\nexit 1\n",
    );
    await registry.deps.files.chmod(hook, 0o755);
    await expect(release(registry.openFar(), registry.model)).rejects.toMatchObject({
      code: "git-forbidden",
      retryable: false,
      message: expect.stringContaining("GH006"),
    });
    expect(await git("-C", server, "log", "--format=%s", "genai-mlops/registry")).not.toContain("Register 1.1.0");
  });

  it("for a folder that is no clone, and a remote that is none", async () => {
    const { openWith } = await prepared();
    for (const config of [{ clone: "/" }, { remote: "upstream" }])
      await expect(openWith({}, config).list("mail")).rejects.toMatchObject({ code: "git-not-there" });
  });
});
