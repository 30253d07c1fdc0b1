import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { runAct } from "../../packages/tooling/src/act/run-act.ts";
import { commitCaller, stageToolkit } from "../../packages/tooling/src/act/stage.ts";

/** What a run left behind. */
export interface Ran {
  code: number;
  /** act's log. */
  log: string;
  /** What a step wrote into `$EVIDENCE/<name>`; throws when it did not. */
  evidence(name: string): string;
  /** Every file of the evidence and the reports, one after another. */
  everything: string;
}

export interface Caller {
  run(workflow: object, files?: Record<string, string>): Promise<Ran>;
  dispose(): void;
}

/** A repository of another owner that uses the toolkit at a tag, as a user's does; its files are made by the test. */
export function callerOf(name: string): Caller {
  const home = mkdtempSync(join(tmpdir(), `chain-${name}-`));
  const toolkit = join(home, "toolkit");
  stageToolkit(toolkit);
  // what the caller's `origin` is to git: one repository, whichever run asks
  const remote = join(home, "origin.git");
  execFileSync("git", ["init", "--quiet", "--bare", remote]);
  let runs = 0;

  async function run(workflow: object, files: Record<string, string> = {}): Promise<Ran> {
    const place = join(home, String(++runs));
    const [caller, evidence] = [join(place, "caller"), join(place, "evidence")];
    mkdirSync(evidence, { recursive: true });
    const yaml = stringify({ on: "workflow_dispatch", ...workflow }, { aliasDuplicateObjects: false });
    const laid = { ...files, ".github/workflows/call.yml": yaml };
    for (const [path, content] of Object.entries(laid)) {
      mkdirSync(dirname(join(caller, path)), { recursive: true });
      writeFileSync(join(caller, path), content);
    }
    commitCaller(caller);
    const origin = "https://github.com/octo/mail-triage.git";
    writeFileSync(join(place, ".gitconfig"), `[url "${remote}"]\n\tinsteadOf = ${origin}\n`);
    const lines: string[] = [];
    const code = await runAct({
      caller,
      toolkit,
      workflow: "call.yml",
      inputs: {},
      work: join(place, "act"),
      // nothing of this machine's own comes into a step
      env: { HOME: place, TMPDIR: tmpdir(), XDG_STATE_HOME: join(place, "state"), EVIDENCE: evidence },
      onLine: (line) => lines.push(line),
    });
    const log = lines.join("\n");
    const read = (file: string): string => {
      if (!existsSync(join(evidence, file))) throw new Error(`no ${file} was written; act's log:\n${log}`);
      return readFileSync(join(evidence, file), "utf8");
    };
    const left = readdirSync(evidence, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    return { code, log, evidence: read, everything: left.join("\n") };
  }

  return { run, dispose: () => rmSync(home, { recursive: true, force: true }) };
}

/** A step that keeps what the steps before gave: `toJSON` of a context, as the file of that name. */
export const keep = (name: string, context: string): object => ({
  if: "always()",
  env: { KEPT: `\${{ toJSON(${context}) }}` },
  run: `printf '%s' "$KEPT" > "$EVIDENCE/${name}.json"`,
});

/** A step that keeps the runner's own files: summary, outputs, state, environment. */
export const keepRunnerFiles = (name: string): object => ({
  if: "always()",
  run: `mkdir -p "$EVIDENCE/${name}"; cp -r "$(dirname "$GITHUB_STEP_SUMMARY")/." "$EVIDENCE/${name}/"; env > "$EVIDENCE/${name}/env.txt"`,
});
