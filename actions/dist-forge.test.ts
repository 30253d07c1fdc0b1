import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fakeGithub, githubTokens } from "#testing";

it("the bundle writes comment and check by the forge that it carries", async () => {
  const server = await fakeGithub();
  const folder = mkdtempSync(join(tmpdir(), "dist-forge-"));
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const repo = { full_name: "octo/mail-triage" };
  const sha = "0123456789abcdef0123456789abcdef01234567";
  const event = { pull_request: { number: 7, head: { sha, repo }, base: { sha: "b".repeat(40), ref: "main", repo } } };
  const rows = Array.from({ length: 10 }, (_, id) => ({ id: String(id), prediction: "a", references: ["a"] }));
  const child = spawn(process.execPath, [join(import.meta.dirname, "../dist/evaluate/index.js")], {
    cwd: folder,
    stdio: "pipe",
    env: {
      PATH: process.env["PATH"] ?? "",
      TMPDIR: tmpdir(),
      GITHUB_OUTPUT: file("output", ""),
      GITHUB_STATE: file("state", ""),
      GITHUB_STEP_SUMMARY: file("summary", ""),
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      GITHUB_REPOSITORY: "octo/mail-triage",
      GITHUB_API_URL: server.baseUrl,
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event)),
      INPUT_PREDICTIONS: file("p.jsonl", rows.map((row) => JSON.stringify(row)).join("\n")),
      INPUT_METRICS: "exact-match",
      INPUT_COMMENT: "always",
      "INPUT_CHECK-RUN": "true",
      "INPUT_GITHUB-TOKEN": githubTokens.bot,
    },
  });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  const [status] = await once(child, "exit");
  await server.close();
  expect(status, said).toBe(0);
  expect(server.comments).toMatchObject([{ issue: 7, body: expect.stringContaining("Оценка модели") }]);
  expect(server.checkRuns).toMatchObject([{ head_sha: sha, conclusion: "success" }]);
  expect(server.violations).toEqual([]);
});
