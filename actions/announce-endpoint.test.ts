import { afterEach, describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { type FakeGithub, fakeDeps, fakeGithub, githubTokens } from "#testing";
import { endpointAnnouncer } from "./announce-endpoint.ts";

let github: FakeGithub | undefined;
afterEach(async () => {
  expect(github?.violations ?? []).toEqual([]);
  await github?.close();
  github = undefined;
});

async function world(given: { "github-token"?: string | undefined; environment?: string } = {}) {
  github = await fakeGithub();
  const { baseUrl, deployments } = github;
  const deps = await fakeDeps();
  deps.github = { ...deps.github, apiUrl: baseUrl };
  const inputs = {
    endpoint: "mail",
    environment: "production",
    "github-token": githubTokens.bot,
    language: "en",
    ...given,
  } as const;
  const statuses = () =>
    deployments.map(({ statuses }) => statuses.map(({ state, description }) => [state, description]));
  return { deps, inputs, deployments, statuses };
}

describe("the status of a deployment at GitHub", () => {
  it("is one deployment's from deploy to rollback, at whatever commit the later runs are", async () => {
    const { deps, inputs, deployments, statuses } = await world();
    const first = endpointAnnouncer(inputs, deps);
    await first.open("mail-01", (text) => text.deploying("mail#1", "canary"));
    await first.say("mail-01", "in_progress", (text) => text.standing("mail#1"));
    const later = {
      ...(await fakeDeps()),
      secrets: deps.secrets,
      github: { ...deps.github, sha: "f".repeat(40), runUrl: "https://github.com/o/m/actions/runs/43" },
    };
    const second = endpointAnnouncer(inputs, later);
    for (const _time of [1, 2])
      await second.say("mail-01", "success", (text) => text.serving("mail#1"), "http://mail/v1");
    await second.say("mail-01", "inactive", (text) => text.rolledBack("mail#1", "mail#0"));
    expect(deployments).toMatchObject([{ ref: deps.github.sha, environment: "production" }]);
    expect(statuses()).toEqual([
      [
        ["in_progress", "canary: mail#1 is starting"],
        ["in_progress", "Without traffic, to be checked: mail#1"],
        ["success", "Has all traffic: mail#1"],
        ["inactive", "Rolled back: mail#0 serves in place of mail#1"],
      ],
    ]);
    expect(deployments[0]?.statuses.map((each) => (each as { log_url?: string }).log_url)).toEqual([
      ...Array(2).fill(deps.github.runUrl),
      ...Array(2).fill(later.github.runUrl),
    ]);
    await endpointAnnouncer(inputs, later).say("mail-02", "in_progress", (text) => text.standing("mail#2"));
    expect(deployments.map(({ ref }) => ref)).toEqual([deps.github.sha, later.github.sha]);
  });

  it("says why something failed, in 140 characters without secrets, and the failure goes on", async () => {
    const { deps, inputs, statuses } = await world();
    deps.secrets.mask("s3cr3t-token");
    const error = new ToolkitError({
      code: "server-unhealthy",
      message: `no start s3cr3t-token\n${"long ".repeat(50)}`,
    });
    const failing = endpointAnnouncer(inputs, deps).failing("mail-01", () => Promise.reject(error));
    await expect(failing).rejects.toBe(error);
    const [[status] = []] = statuses();
    expect(status).toEqual(["failure", expect.stringMatching(/^Failed: server-unhealthy: no start \*\*\* long/)]);
    expect(status?.[1]).toHaveLength(140);
  });

  it("is left out without a token, and where the token may not write it, and nothing fails by that", async () => {
    for (const token of [undefined, githubTokens.reader]) {
      const { deps, inputs, deployments } = await world({ "github-token": token });
      const announcer = endpointAnnouncer(inputs, deps);
      await announcer.open("mail-01", (text) => text.deploying("mail#1", "canary"));
      await announcer.say("mail-01", "success", (text) => text.serving("mail#1"));
      expect(deployments).toEqual([]);
      expect(deps.log.lines.join("\n")).toMatch(token ? /was not written.*deployments: write/ : /no token/);
      await github?.close();
    }
  });

  it("stops before anything is done where GitHub takes no deployment for the environment, and asks no other", async () => {
    const { deps, inputs, deployments } = await world({ environment: "live" });
    const asked: string[] = [];
    const http: typeof deps.http = {
      async send(request) {
        if (request.method !== "POST") return await deps.http.send(request);
        asked.push(String(request.body));
        const message = "The environment live does not allow deployments of this branch";
        const json = async () => ({ message });
        const body = (async function* () {
          yield Buffer.from(JSON.stringify({ message }));
        })();
        return {
          status: 422,
          headers: new Map([["content-type", "application/json"]]),
          body,
          text: async () => JSON.stringify({ message }),
          json,
        };
      },
    };
    const opening = endpointAnnouncer(inputs, { ...deps, http }).open("mail-01", (text) =>
      text.deploying("m", "canary"),
    );
    await expect(opening).rejects.toMatchObject({
      code: "environment-refused",
      problems: [{ where: "environment", problem: expect.stringContaining("does not allow") }],
    });
    expect(asked.map((body) => JSON.parse(body).environment)).toEqual(["live"]);
    expect(deployments).toEqual([]);
  });
});
