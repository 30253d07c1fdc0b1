import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadSpecs } from "../load-specs.ts";
import { root } from "../repository.ts";

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}
interface Job {
  "runs-on"?: string;
  environment?: string;
  permissions?: Record<string, string>;
  steps?: Step[];
}
interface Workflow {
  on: Record<string, { inputs?: Record<string, unknown> }>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const names = readdirSync(join(root, "workflows")).filter((name) => name.endsWith(".yml"));
const source = (name: string): string => readFileSync(join(root, "workflows", name), "utf8");
const workflow = (name: string): Workflow => parse(source(name)) as Workflow;
const stepsOf = (name: string): Step[] => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps ?? []);

describe.each(names)("%s", (name) => {
  it("gives our actions inputs that they have, and all that they require", async () => {
    const specs = await loadSpecs();
    const own = stepsOf(name).filter(({ uses }) => specs.has(uses?.replace("$/actions/", "") ?? ""));
    for (const { uses = "", with: given = {} } of own) {
      const inputs = Object.entries(specs.get(uses.replace("$/actions/", ""))?.inputs ?? {});
      expect(inputs.map(([input]) => input)).toEqual(expect.arrayContaining(Object.keys(given)));
      const required = inputs.flatMap(([input, { required }]) => (required ? [input] : []));
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
  });

  it("reads inputs that it has", () => {
    const inputs = Object.values(workflow(name).on).flatMap((trigger) => Object.keys(trigger?.inputs ?? {}));
    const read = [...source(name).matchAll(/\binputs\.([\w-]+)/g)].map(([, input]) => input as string);
    expect(inputs).toEqual(expect.arrayContaining(read));
  });

  it("pins what it takes from others, keeps no credentials in a checkout, and puts no input into a script", () => {
    for (const { uses, run, with: given } of stepsOf(name)) {
      if (uses && !uses.startsWith("$/")) expect(uses).toMatch(/@[0-9a-f]{40}$/);
      if (uses?.startsWith("actions/checkout")) expect(given?.["persist-credentials"]).toBe(false);
      expect(run ?? "").not.toContain("${{");
    }
  });
});

describe("a fork's head", () => {
  it("is evaluated as data: after a maintainer's word, by GitHub's own runner, by nothing that lies in it", () => {
    const { jobs, permissions } = workflow("evaluate-fork.yml");
    expect(permissions).toEqual({});
    for (const { environment, "runs-on": runsOn, steps = [] } of Object.values(jobs)) {
      expect(environment).toBe("evaluate-fork");
      expect(runsOn).toBe("ubuntu-latest");
      const heads = steps.filter((step) => step.with?.["ref"] !== undefined);
      expect(heads.map((step) => step.with?.["path"])).toEqual(["head"]);
      for (const { uses = "" } of steps) expect(uses).not.toContain("head/");
    }
  });

  it.each([
    ["0123456789abcdef0123456789abcdef01234567", true],
    ["main", false],
    ["0123456789abcdef0123456789abcdef01234567\n--upload-pack=x", false],
    ["", false],
  ])("is named by a whole hash only: %j", (commit, taken) => {
    const [check] = stepsOf("evaluate-fork.yml").filter(({ run }) => run?.includes("COMMIT"));
    expect(passes(check?.run ?? "", { COMMIT: commit })).toBe(taken);
  });

  it("holds no link out of its folder", () => {
    const [check] = stepsOf("evaluate-fork.yml").filter(({ run }) => run?.includes("-type l"));
    const folder = mkdtempSync(join(tmpdir(), "head-"));
    mkdirSync(join(folder, "head/data"), { recursive: true });
    expect(passes(check?.run ?? "", {}, folder)).toBe(true);
    symlinkSync("/etc/passwd", join(folder, "head/data/predictions.jsonl"));
    expect(passes(check?.run ?? "", {}, folder)).toBe(false);
  });

  it("of a pull request gets a machine of one's own only where it is no fork's", () => {
    const runsOn = Object.values(workflow("evaluate-pull-request.yml").jobs).map((job) => job["runs-on"]);
    expect(runsOn).toEqual([
      "${{ fromJSON(github.event.pull_request.head.repo.full_name == github.repository && inputs.runner || '[\"ubuntu-latest\"]') }}",
    ]);
  });
});

/** As a runner runs a script. */
function passes(script: string, env: Record<string, string>, cwd = root): boolean {
  expect(script).not.toBe("");
  return (
    spawnSync("bash", ["-e", "-c", script], { env: { PATH: process.env["PATH"] ?? "", ...env }, cwd }).status === 0
  );
}
