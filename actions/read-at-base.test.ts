import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type FakeGithub, fakeDeps, fakeGithub, githubTokens } from "#testing";
import { readAtBase } from "./read-at-base.ts";

let server: FakeGithub | undefined;
afterEach(() => server?.close());

const limitBytes = 1000;
const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);

/** A workspace whose head lowers the bar that its base has. */
async function pullRequest(eventName = "pull_request") {
  const deps = await fakeDeps();
  const git = (...parameters: string[]): string =>
    execFileSync("git", ["-C", deps.workspace, "-c", "user.name=t", "-c", "user.email=t@example.com", ...parameters], {
      encoding: "utf8",
    }).trim();
  git("init", "--quiet");
  await writeFile(join(deps.workspace, "thresholds.yaml"), "f1: 0.9");
  git("add", ".");
  git("commit", "--quiet", "-m", "base");
  const base = git("rev-parse", "HEAD");
  await writeFile(join(deps.workspace, "thresholds.yaml"), "f1: 0.1");
  await writeFile(join(deps.workspace, "new.yaml"), "f1: 0.5");
  const repo = { full_name: "octo/mail-triage" };
  const event = { pull_request: { number: 7, head: { sha: "h", repo }, base: { sha: base, ref: "main", repo } } };
  return { base, deps: { ...deps, github: { ...deps.github, eventName, event } } };
}

it("a pull request cannot lower its own bar", async () => {
  const { deps, base } = await pullRequest();
  for (const path of ["thresholds.yaml", "./thresholds.yaml", join(deps.workspace, "thresholds.yaml")]) {
    const read = await readAtBase(deps, path, { limitBytes });
    expect([text(read?.bytes), read?.base]).toEqual(["f1: 0.9", base]);
  }
});

it("a file that the base has not, and a run of no pull request, take the workspace's", async () => {
  const { deps } = await pullRequest();
  const added = await readAtBase(deps, "new.yaml", { limitBytes });
  expect([text(added?.bytes), added?.base]).toEqual(["f1: 0.5", null]);
  expect(await readAtBase(deps, "missing.yaml", { limitBytes })).toBeUndefined();
  const pushed = { ...deps, github: { ...deps.github, eventName: "push", event: {} } };
  expect(text((await readAtBase(pushed, "thresholds.yaml", { limitBytes }))?.bytes)).toBe("f1: 0.1");
});

it("a base that cannot be reached stops the run: the head's file never stands in", async () => {
  const { deps } = await pullRequest();
  const { pull_request: found } = deps.github.event as { pull_request: { base: object } };
  Object.assign(found.base, { sha: "f".repeat(40) });
  await expect(readAtBase(deps, "thresholds.yaml", { limitBytes })).rejects.toMatchObject({
    code: "base-ref-unreachable",
  });
});

it("a dispatched run asks the forge what the base is", async () => {
  server = await fakeGithub();
  const { deps: given, base } = await pullRequest("workflow_dispatch");
  const deps = { ...given, github: { ...given.github, event: {}, apiUrl: server.baseUrl } };
  server.pullRequests.push({
    number: 9,
    head: { sha: "a".repeat(40), ref: "fix", repository: "mallory/mail-triage" },
    base: { sha: base, ref: "main" },
  });
  const read = (number: number, token?: string) =>
    readAtBase(deps, "thresholds.yaml", { pullRequest: number, token, limitBytes });
  expect(text((await read(9, githubTokens.bot))?.bytes)).toBe("f1: 0.9");
  await expect(read(8, githubTokens.bot)).rejects.toMatchObject({ code: "base-ref-unreachable" });
  await expect(read(9)).rejects.toMatchObject({ code: "base-ref-unreachable" });
});
