import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const dist = join(import.meta.dirname, "../dist");
const actions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(join(import.meta.dirname, entry.name, "spec.ts")))
  .map(({ name }) => name);

/** Starts an action as the runner does. */
function start(action: string, inputs: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "dist-"));
  const file = (name: string): string => {
    writeFileSync(join(folder, name), "");
    return join(folder, name);
  };
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    TMPDIR: tmpdir(),
    GITHUB_OUTPUT: file("output"),
    GITHUB_STATE: file("state"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    XDG_STATE_HOME: folder,
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.replace(/ /g, "_").toUpperCase()}`] = value;
  const { status, stdout } = spawnSync(process.execPath, [join(dist, action, "index.js")], {
    cwd: folder,
    env,
    encoding: "utf8",
  });
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  return { status, stdout, outputs: read("output"), summary: read("summary"), folder };
}

describe("dist, started as the runner starts it", () => {
  it.each(actions)("%s refuses bad input with an annotation, a summary and all outputs", (action) => {
    const { status, stdout, outputs, summary } = start(action, { language: "klingon", "report-dir": "reports" });
    expect(status).toBe(1);
    expect(stdout).toMatch(/::error.*klingon|language/s);
    expect(outputs).toContain("report-path");
    expect(summary).not.toBe("");
  });

  it("evaluate and canary-gate judge good input to the end", () => {
    const rows = Array.from({ length: 10 }, (_, id) =>
      JSON.stringify({ id: String(id), prediction: "a", references: ["a"] }),
    ).join("\n");
    const folder = mkdtempSync(join(tmpdir(), "dist-"));
    writeFileSync(join(folder, "p.jsonl"), rows);
    const evaluated = start("evaluate", {
      predictions: join(folder, "p.jsonl"),
      metrics: "exact-match",
      "report-dir": join(folder, "r"),
    });
    expect(evaluated.status, evaluated.stdout).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, "r/evaluation.json"), "utf8"))).toMatchObject({ verdict: "pass" });
    writeFileSync(
      join(folder, "looks.jsonl"),
      JSON.stringify({ block: "1", canary: { requests: 100, errors: 90 }, baseline: { requests: 900, errors: 9 } }),
    );
    const judged = start("canary-gate", {
      "metrics-file": join(folder, "looks.jsonl"),
      "report-dir": join(folder, "r"),
    });
    expect(judged.status).toBe(1);
    expect(judged.outputs).toMatch(/verdict[\s\S]*fail/);
  });

  it("has no chunk that cannot be loaded", () => {
    const chunks = readdirSync(join(dist, "bundle")).filter((name) => /^\d+\.index\.js$/.test(name));
    expect(chunks.length).toBeGreaterThan(5);
    const load = chunks.map((name) => `await import(${JSON.stringify(join(dist, "bundle", name))});`).join("\n");
    execFileSync(process.execPath, ["--input-type=module", "-e", load]);
  });

  it("has a router and a supervisor that say what they lack", () => {
    const { status, stdout } = spawnSync(process.execPath, [join(dist, "router/index.js"), "/nowhere.json"], {
      encoding: "utf8",
    });
    expect(status).toBe(2);
    expect(stdout).toContain('"event":"failed"');
    expect(readdirSync(dist)).toContain("supervisor");
  });
});
