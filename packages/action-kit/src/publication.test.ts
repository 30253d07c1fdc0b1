import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ToolkitError, type Verdict } from "#contracts";
import { forgeProviders } from "#forge";
import { type FakeGithub, fakeClock, fakeEnvironment, fakeGithub, fakeHost, githubTokens } from "#testing";
import type { ActionDeps } from "./context.ts";
import { secret } from "./input.ts";
import { runAction } from "./run-action.ts";
import { defineAction, type Report } from "./spec.ts";

const spec = defineAction({
  name: "weigh",
  description: "Weighs a model",
  gate: true,
  publishes: true,
  inputs: { key: secret("Some secret") },
  outputs: { weight: "In grams" },
});

const head = "0123456789abcdef0123456789abcdef01234567";
const pull = (repository = "octo/mail-triage") => ({
  number: 7,
  head: { sha: head, ref: "fix", repo: { full_name: repository } },
  base: { sha: "b".repeat(40), ref: "main", repo: { full_name: "octo/mail-triage" } },
});

let server: FakeGithub;
beforeEach(async () => {
  server = await fakeGithub();
});
afterEach(() => server.close());

interface Case {
  inputs?: Record<string, string>;
  event?: unknown;
  eventName?: string;
  verdict?: Verdict;
  /** null: the run hands back none. */
  report?: Partial<Report> | null;
  run?: (deps: ActionDeps) => Promise<void>;
}

/** The action as a runner starts it, against the fake GitHub. */
async function weigh({
  inputs = {},
  event = { pull_request: pull() },
  eventName = "pull_request",
  ...more
}: Case = {}) {
  const folder = await mkdtemp(join(tmpdir(), "publication-"));
  await writeFile(join(folder, "event.json"), JSON.stringify(event));
  const host = fakeHost({ "github-token": githubTokens.bot, "report-dir": folder, language: "en", ...inputs });
  const environment = fakeEnvironment({
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_EVENT_NAME: eventName,
    GITHUB_REPOSITORY: "octo/mail-triage",
    GITHUB_RUN_ID: "42",
    GITHUB_JOB: "evaluate",
    GITHUB_SHA: "d".repeat(40),
    GITHUB_API_URL: server.baseUrl,
  });
  await runAction(
    spec,
    async (_inputs, deps) => {
      await more.run?.(deps);
      const whole = { json: {}, markdown: "# Weight", html: "", ...more.report };
      const report = more.report === null ? undefined : whole;
      return { outputs: { weight: 7 }, verdict: more.verdict ?? "pass", report };
    },
    {
      host,
      distFolder: "dist",
      platform: { environment, clock: fakeClock() },
      publisher: (deps, token) =>
        forgeProviders.github(deps, { repository: deps.github.repository, token, apiUrl: deps.github.apiUrl }),
    },
  );
  expect(server.violations).toEqual([]);
  return host;
}

const bodies = () => server.comments.map(({ body }) => body);

describe("what an action says in a pull request", () => {
  it("is nothing unless asked for: not one request", async () => {
    await weigh({ verdict: "fail" });
    expect(server.requests).toEqual([]);
  });

  it("is one comment with always, renewed by the next run, with commit and run", async () => {
    await weigh({ inputs: { comment: "always" }, report: { comment: "# Seven" } });
    await weigh({ inputs: { comment: "always" }, verdict: "fail" });
    expect(bodies()).toEqual([expect.stringMatching(/^<!-- genai-mlops: weigh\/evaluate -->\n# Weight\n/)]);
    expect(bodies()[0]).toContain(
      "Commit 0123456789ab, [page of the run](https://github.com/octo/mail-triage/actions/runs/42)",
    );
  });

  it("is no comment of a gate that passes with on-failure, but an earlier one is renewed", async () => {
    const inputs = { comment: "on-failure" };
    await weigh({ inputs });
    expect(bodies()).toEqual([]);
    await weigh({ inputs, verdict: "inconclusive", report: { comment: "too few" } });
    expect(bodies()).toEqual([expect.stringContaining("too few")]);
    await weigh({ inputs, report: { comment: "good again" } });
    expect(bodies()).toEqual([expect.stringContaining("good again")]);
  });

  it("keeps apart the comments of jobs with keys of their own", async () => {
    for (const key of ["ru model", "en model"]) await weigh({ inputs: { comment: "always", "comment-key": key } });
    expect(bodies().map((body) => body.split("\n")[0])).toEqual([
      "<!-- genai-mlops: weigh/ru-model -->",
      "<!-- genai-mlops: weigh/en-model -->",
    ]);
  });

  it.each([
    ["pass", {}, "success"],
    ["fail", {}, "failure"],
    ["error", {}, "failure"],
    ["inconclusive", {}, "failure"],
    ["inconclusive", { "fail-on": "fail" }, "neutral"],
    ["fail", { "warn-only": "true" }, "neutral"],
    ["fail", { "fail-on": "never" }, "neutral"],
  ] as const)(
    "is for %s with %o a check that is a %s, on the head and not on the merge",
    async (verdict, more, conclusion) => {
      const annotations = [{ path: "data/test.jsonl", line: 3, level: "failure", title: "t", message: "m" } as const];
      const host = await weigh({ inputs: { "check-run": "true", ...more }, verdict, report: { annotations } });
      expect(server.checkRuns).toMatchObject([
        { name: "genai-mlops weigh (evaluate)", head_sha: head, conclusion, annotations: [{ start_line: 3 }] },
      ]);
      expect(host.log.lines.filter((line) => line.endsWith(": m"))).toEqual([]);
    },
  );

  it("is at most nine remarks at lines where there is no check, for the step's own failure is the tenth", async () => {
    const annotations = Array.from({ length: 30 }, (_, index) => ({
      path: "data/test.jsonl",
      line: index + 1,
      level: "failure" as const,
      title: "wrong",
      message: `row ${index}`,
    }));
    const host = await weigh({ verdict: "fail", report: { annotations } });
    expect(host.log.lines.filter((line) => line.startsWith("error: row"))).toHaveLength(9);
    expect(host.failures).toEqual(["weigh: verdict fail"]);
  });

  it.each([["comment"], ["check"]])(
    "warns with the missing permission when the %s is forbidden, and changes no verdict",
    async (what) => {
      const inputs = {
        "github-token": githubTokens.reader,
        ...(what === "comment" ? { comment: "always" } : { "check-run": "true" }),
      };
      const permission = what === "comment" ? "pull-requests: write" : "checks: write";
      const passing = await weigh({ inputs });
      expect(passing.failures).toEqual([]);
      expect(passing.log.lines.join("\n")).toContain(
        `warning: weigh: the ${what} was not written: GitHub answered HTTP 403: Resource not accessible by integration [forge-forbidden]; the token may not do this; add to the job: permissions: { ${permission} }`,
      );
      expect(passing.summary.join()).toContain(permission);
      const failing = await weigh({ inputs, verdict: "fail" });
      expect(failing.failures).toEqual(["weigh: verdict fail"]);
      expect(failing.outputs.get("verdict")).toBe("fail");
    },
  );

  it("survives a GitHub that is gone, and a token that is not there", async () => {
    server.misbehave = (_request, response) => {
      response.destroy();
      return true;
    };
    const host = await weigh({ inputs: { comment: "always", "check-run": "true" } });
    expect(host.failures).toEqual([]);
    expect(host.summary.join()).toContain("The comment on the pull request was not written");
    const without = await weigh({ inputs: { comment: "always", "github-token": "" } });
    expect(without.summary.join()).toContain("there is no token");
  });

  it("is not tried with a fork's token, and the summary says so", async () => {
    const event = { pull_request: pull("mallory/mail-triage") };
    const inputs = { comment: "always", "check-run": "true" };
    const host = await weigh({ inputs, event, verdict: "inconclusive" });
    expect(server.requests).toEqual([]);
    expect(host.summary.join()).toContain("comes from a fork");
    expect(host.failures).toEqual(["weigh: verdict inconclusive"]);
    await weigh({ inputs, event, eventName: "pull_request_target" });
    expect(bodies()).toHaveLength(1);
  });

  it("finds the pull request of a dispatch by its number, of a workflow_run by its head, and writes none without", async () => {
    server.pullRequests.push({
      number: 9,
      head: { sha: head, ref: "fix", repository: "mallory/mail-triage" },
      base: { sha: "b".repeat(40), ref: "main" },
    });
    const inputs = { comment: "always", "check-run": "true" };
    await weigh({ inputs: { ...inputs, "pull-request": "9" }, event: {}, eventName: "workflow_dispatch" });
    const workflow_run = {
      event: "pull_request",
      head_sha: head,
      head_branch: "fix",
      head_repository: { owner: { login: "mallory" } },
    };
    await weigh({ inputs, event: { workflow_run }, eventName: "workflow_run" });
    expect(server.comments).toMatchObject([{ issue: 9 }]);
    expect(server.checkRuns).toMatchObject([{ head_sha: head }]);
    await weigh({ inputs: { comment: "always" }, event: {}, eventName: "push" });
    expect(server.comments).toHaveLength(1);
  });

  it("names the commit that was judged, where the pull request has moved on since", async () => {
    const judged = "e".repeat(40);
    server.commits.add(judged);
    server.pullRequests.push({
      number: 9,
      head: { sha: head, ref: "fix", repository: "mallory/mail-triage" },
      base: { sha: "b".repeat(40), ref: "main" },
    });
    const inputs = { comment: "always", "check-run": "true", "pull-request": "9", commit: judged };
    await weigh({ inputs, event: {}, eventName: "workflow_dispatch" });
    expect(server.checkRuns).toMatchObject([{ head_sha: judged }]);
    expect(bodies()).toEqual([expect.stringContaining("Commit eeeeeeeeeeee")]);
  });

  it("tells of a run that broke, instead of leaving an old result or a half one", async () => {
    const inputs = { comment: "always", "check-run": "true" };
    await weigh({ inputs });
    const host = await weigh({
      inputs,
      run: async (deps) => {
        deps.progress("120/400");
        throw new ToolkitError({ code: "quota", message: "no more" });
      },
    });
    expect(host.failures).toEqual(["weigh: no more [quota]"]);
    expect(bodies()).toEqual([expect.stringContaining("no more")]);
    expect(server.checkRuns.at(-1)).toMatchObject({ conclusion: "failure" });
    await weigh({ inputs: { ...inputs, language: "en", "report-dir": "/dev/null/x" } });
    expect(bodies()[0]).not.toContain("# Weight");
  });

  it("follows a long run with always only, and ends with the result", async () => {
    const seen: string[] = [];
    const run = async (deps: ActionDeps) => {
      for (const done of [0, 100, 200]) {
        deps.progress(`${done}/400`);
        await expect.poll(() => bodies()[0] ?? "").toContain(`${done}/400`);
        seen.push(`${done}`);
        await deps.clock.sleep(20_000);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await weigh({ inputs: { comment: "always" }, run });
    expect(seen).toEqual(["0", "100", "200"]);
    expect(bodies()).toEqual([expect.stringContaining("# Weight")]);
    server.comments.length = 0;
    await weigh({ inputs: { comment: "on-failure" }, run: async (deps) => deps.progress("0/400") });
    expect(bodies()).toEqual([]);
  });

  it("ends with the result also when a slow write of the way is still under way", async () => {
    let slow = true;
    server.misbehave = (_request, response, operation) => {
      if (operation !== "issues/list-comments" || !slow) return false;
      slow = false;
      setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end("[]"), 300);
      return true;
    };
    await weigh({ inputs: { comment: "always" }, run: async (deps) => deps.progress("0/400") });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(slow).toBe(false);
    expect(bodies()).toEqual([expect.stringContaining("# Weight")]);
  });

  it("lets a planted secret out nowhere", async () => {
    const key = "s3cr3t-value";
    const annotations = [{ path: "a", line: 1, level: "warning", title: "t", message: key } as const];
    await weigh({
      inputs: { comment: "always", "check-run": "true", key },
      report: { comment: `leaks ${key}`, summary: key, annotations },
    });
    expect(JSON.stringify([server.comments, server.checkRuns])).not.toContain(key);
    expect(bodies()).toEqual([expect.stringContaining("leaks ***")]);
  });

  it("is the verdict of a run without a report, which leaves no half-way comment either", async () => {
    const host = await weigh({
      inputs: { comment: "always" },
      verdict: "fail",
      report: null,
      run: async (deps) => deps.progress("0/400"),
    });
    expect(bodies()).toEqual([expect.stringContaining("weigh: verdict fail")]);
    expect(host.summary).toEqual([]);
  });

  it("wants legal inputs like any other", async () => {
    const host = await weigh({ inputs: { comment: "sometimes", "pull-request": "0" } });
    expect(host.failures[0]).toContain("legal: always | on-failure | never");
    expect(host.failures[0]).toContain("pull-request:");
    expect(server.requests).toEqual([]);
  });
});
