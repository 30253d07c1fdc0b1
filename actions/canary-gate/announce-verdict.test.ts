import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CanaryReport } from "#contracts";
import { fakeDeps, fakeGithub, githubTokens } from "#testing";
import { announceVerdict } from "./announce-verdict.ts";

async function world() {
  const github = await fakeGithub();
  const deps = await fakeDeps();
  deps.github = { ...deps.github, apiUrl: github.baseUrl };
  const inputs = {
    endpoint: "mail",
    environment: "production",
    "github-token": githubTokens.bot,
    "state-dir": join(deps.workspace, "state"),
    language: "en",
  };
  const statuses = () =>
    github.deployments.map(({ statuses }) => statuses.map(({ state, description }) => [state, description]));
  return { github, deps, inputs, statuses };
}

describe("canary-gate at GitHub", () => {
  it.each([
    ["pass", [], "in_progress", "Passed by its traffic, looks: 1; waits for promote"],
    ["fail", [{ reason: "worse", metric: "errors" }], "failure", "Failed by its traffic: worse:errors"],
    ["inconclusive", [{ reason: "too-few" }], "in_progress", "Undecided by its traffic so far: too-few"],
  ])("says %s with the reasons", async (verdict, reasons, state, sentence) => {
    const { github, deps, inputs, statuses } = await world();
    const home = join(inputs["state-dir"], "deployments", "mail");
    await mkdir(home, { recursive: true });
    const settings = { contextSize: 1, threads: 1, parallel: 1, extra: {} };
    const digest = `sha256:${"0".repeat(64)}`;
    const baseline = {
      modelRef: "m",
      version: "1.0.0",
      digest,
      server: "s",
      url: "http://m",
      startedAt: "t",
      settings,
    };
    const deployment = {
      schemaVersion: 1,
      id: "mail-01",
      endpoint: "mail",
      target: "local",
      url: "http://mail/v1",
      tokenFile: "",
      requestLog: "",
      variants: { baseline, canary: null },
      previous: null,
      history: [],
    };
    await writeFile(join(home, "deployment.json"), JSON.stringify(deployment));
    const report = { verdict, looks: [{ reasons }] } as unknown as CanaryReport;
    expect(await announceVerdict(inputs as never, deps, async () => report)).toBe(report);
    expect(statuses()).toEqual([
      [
        ["in_progress", "Judged by its traffic: mail"],
        [state, sentence],
      ],
    ]);
    expect(github.violations).toEqual([]);
    await github.close();
  });
});
