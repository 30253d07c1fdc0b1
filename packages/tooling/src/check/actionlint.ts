import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import { actionlint } from "../actionlint.ts";
import { withReferences } from "../generate/workflows.ts";
import { laidOut } from "./lay.ts";
import { isAction } from "./workflow-files.ts";

/**
 * What actionlint has against the workflows: `file:line:column: what`. It sees every reference to this repository as a
 * local one, so that it holds each call to the inputs and outputs of what is called. It reads no composite action: it
 * gets those as workflows of one job.
 */
export function actionlintProblems(files: ReadonlyMap<string, string>): string[] {
  const laid = new Map<string, string>();
  /** Path that actionlint names to the path of ours. */
  const origins = new Map<string, string>();
  for (const [path, content] of files) {
    const local = localised(content);
    if (!isAction(path)) {
      const flat = `.github/workflows/${path.replace(".github/workflows/", "").replaceAll("/", "-")}`;
      origins.set(flat, path);
      laid.set(flat, local);
      continue;
    }
    laid.set(path, local);
    const action = parse(local) as Action;
    if (action.runs?.main) laid.set(join(dirname(path), action.runs.main), "");
    if (action.runs?.using !== "composite") continue;
    const flat = `.github/workflows/composite-${path.replaceAll("/", "-")}`;
    origins.set(flat, `${path} (as a workflow)`);
    laid.set(flat, asWorkflow(action));
  }
  laid.set(".git/HEAD", "ref: refs/heads/main\n"); // what actionlint knows a repository by
  return laidOut(laid, (folder) => {
    const { status, stdout, stderr, error } = spawnSync(
      actionlint(),
      // what a machine happens to have installed changes nothing
      ["-no-color", "-oneline", "-shellcheck=", "-pyflakes="],
      { cwd: folder, encoding: "utf8" },
    );
    if (status === 0) return [];
    const problems = stdout.trim().split("\n").filter(Boolean);
    if (problems.length === 0) return [`actionlint ended with ${status}: ${error?.message ?? stderr.trim()}`];
    return problems.map((line) => line.replace(/^[^:]+/, (path) => origins.get(path) ?? path));
  });
}

interface Action {
  inputs?: Record<string, unknown>;
  outputs?: Record<string, { value: string }>;
  runs?: { using: string; main?: string; steps?: unknown[] };
}

function asWorkflow({ inputs = {}, outputs = {}, runs }: Action): string {
  const typed = Object.keys(inputs).map((name) => [name, { type: "string" }]);
  const values = Object.entries(outputs).map(([name, { value }]) => [name, value]);
  const job = { "runs-on": "ubuntu-latest", outputs: Object.fromEntries(values), steps: runs?.steps };
  return stringify({ on: { workflow_call: { inputs: Object.fromEntries(typed) } }, jobs: { composite: job } });
}

/** References of a caller at a tag are seen as local too. */
function localised(content: string): string {
  return withReferences(content, "local").replace(
    /(\buses:\s*)genai-mlops\/genai-mlops\/([^\s@]+)@v1\b/g,
    (_, uses, path) => `${uses}./${path}`,
  );
}
