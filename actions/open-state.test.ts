import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { nodeExec } from "#platform";
import { fakeDeps, fakeEnvironment } from "#testing";
import { openState } from "./open-state.ts";

it("state is kept in a folder that outlasts the job, or in the references of the repository", async () => {
  const deps = await fakeDeps({ exec: nodeExec() });
  const git = (...words: string[]) =>
    execFileSync("git", ["-C", deps.workspace, ...words], { stdio: "pipe" }).toString();
  execFileSync("git", ["init", "--quiet", "--bare", join(deps.workspace, "remote.git")]);
  git("init", "--quiet");
  git("remote", "add", "origin", join(deps.workspace, "remote.git"));
  for (const store of ["file", "git-ref"] as const) {
    const state = await openState({ "state-store": store, "state-dir": "kept" }, deps);
    const version = await state.write("promotion/mail-intent", { store }, undefined);
    expect(await state.read("promotion/mail-intent")).toEqual({ version, value: { store } });
  }
  expect(git("ls-remote", "origin")).toContain("refs/genai-mlops/promotion/mail-intent");
  await expect(readFile(join(deps.workspace, "kept/records/promotion/mail-intent.json"))).resolves.toBeDefined();
});

it.each([
  ["github-hosted", "file", 1],
  ["github-hosted", "git-ref", 0],
  ["self-hosted", "file", 0],
] as const)("on a %s runner, state in %s is warned of %d times", async (runner, store, times) => {
  const deps = await fakeDeps();
  const environment = fakeEnvironment({ RUNNER_ENVIRONMENT: runner });
  const open = async () =>
    await openState({ "state-store": store, "state-dir": "kept" }, { ...deps, environment }, "it is lost");
  const state = await open();
  expect(deps.log.lines.filter((line) => line.startsWith("warning: "))).toHaveLength(times);
  if (times > 0)
    expect(deps.log.lines.join()).toMatch(/state-store: file: .*kept\/records .*it is lost\. Set state-store: git-ref/);
  if (store === "git-ref") return;
  // what a cache brought back, or an earlier step wrote, is there: nothing is forgotten
  await state.write("promotion/mail-intent", {}, undefined);
  await open();
  expect(deps.log.lines.filter((line) => line.startsWith("warning: "))).toHaveLength(times);
});
