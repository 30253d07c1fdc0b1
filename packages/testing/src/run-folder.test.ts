import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRunFolder } from "./run-folder.ts";

const newHome = (): string => mkdtempSync(join(tmpdir(), "run-folder-"));
const gone = (): number => spawnSync(process.execPath, ["--version"]).pid;

/** A folder with something in it that was last changed so many hours ago. */
function leave(home: string, name: string, hours: number): void {
  mkdirSync(join(home, name));
  writeFileSync(join(home, name, "rows.jsonl"), "{}");
  const changed = Date.now() / 1000 - hours * 3600;
  utimesSync(join(home, name), changed, changed);
}

describe("a run's folder", () => {
  it("goes with all that lies in it", async () => {
    const home = newHome();
    const folder = await openRunFolder(home);
    mkdirSync(join(folder.path, "a", "b"), { recursive: true });
    writeFileSync(join(folder.path, "a", "b", "c"), "");
    await folder.close();
    expect(readdirSync(home)).toEqual([]);
  });

  it("takes along what a killed run left a day before, and nothing else", async () => {
    const home = newHome();
    const dead = gone();
    leave(home, `genai-${dead}-abc123`, 25);
    const kept = [`genai-${dead}-young1`, `genai-${process.pid}-alive1`, "genai-mlops-abc123", `mine-${dead}-abc123`];
    for (const name of kept) leave(home, name, name.includes("young") ? 23 : 25);
    const folder = await openRunFolder(home);
    await folder.close();
    expect(readdirSync(home).sort()).toEqual(kept.sort());
  });

  it("holds what the tests of this repository leave, these too", () => {
    expect(tmpdir()).toMatch(/\/genai-\d+-\w{6}$/);
  });

  it("is the temporary folder of a whole run of tests and of what they start, and gone even when they fail", () => {
    const [home, project] = [newHome(), newHome()];
    const root = join(import.meta.dirname, "../../..");
    const setUp = JSON.stringify(join(root, "test/temporary-folder.ts"));
    writeFileSync(
      join(project, "vitest.config.mjs"),
      `export default { test: { globals: true, pool: "threads", globalSetup: [${setUp}] } };`,
    );
    writeFileSync(
      join(project, "leaves.test.mjs"),
      `import { execFileSync } from "node:child_process";
      import { mkdtempSync } from "node:fs";
      import { tmpdir } from "node:os";
      import { join } from "node:path";
      test("leaves a folder", () => {
        const left = mkdtempSync(join(tmpdir(), "left-"));
        const child = execFileSync("mktemp", ["-d"], { encoding: "utf8" });
        throw new Error("left " + left + " and " + child);
      });`,
    );
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const run = spawnSync(process.execPath, [vitest, "run", "--root", project], {
      env: { PATH: process.env["PATH"], TMPDIR: home, NO_COLOR: "1" },
      encoding: "utf8",
    });
    expect(run.status).toBe(1);
    const [, left = "", child = ""] = /Error: left (\S+) and (\S+)/.exec(run.stderr) ?? [];
    const ours = new RegExp(`^${home}/genai-\\d+-\\w{6}/`);
    expect([left, child]).toEqual([expect.stringMatching(ours), expect.stringMatching(ours)]);
    expect(readdirSync(home)).toEqual([]);
  });
});
