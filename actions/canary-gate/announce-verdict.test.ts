import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CanaryReport } from "#contracts";
import { nodeHttp } from "#platform";
import { fakeDeps, fakeGithub, gateInputs, githubTokens, sageMakerGateUnderTest } from "#testing";
import { announceVerdict } from "./announce-verdict.ts";

async function world() {
  const github = await fakeGithub();
  const deps = await fakeDeps();
  deps.github = { ...deps.github, apiUrl: github.baseUrl };
  const inputs = {
    ...gateInputs,
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
  it("says it of what stands at the endpoint, on a runner that has no record of it", async () => {
    const { github, deps: own, inputs, statuses } = await world();
    const { deployment, inputs: given, deps } = await sageMakerGateUnderTest();
    const http: typeof deps.http = {
      send: (request) => (request.url.startsWith(github.baseUrl) ? nodeHttp() : deps.http).send(request),
    };
    const hosted = { ...deps, http, github: own.github };
    const judged = { ...inputs, ...given, "state-dir": inputs["state-dir"] } as never;
    const report = { verdict: "fail", looks: [{ reasons: [{ reason: "evidence", metric: "errors" }] }] };
    await announceVerdict(judged, hosted, async () => report as unknown as CanaryReport);
    expect(statuses()).toEqual([
      [
        ["in_progress", "Judged by its traffic: mail"],
        ["failure", "Failed by its traffic: evidence:errors"],
      ],
    ]);
    expect(github.deployments[0]?.payload).toMatchObject({ genai_mlops_key: `endpoint/${deployment.id}` });
    await github.close();
  });

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
