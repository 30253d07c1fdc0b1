import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actionNames, root } from "../repository.ts";

export const title = "Cold start to the first input error, CPU ms (median of 5), beside an empty script";

export function* lines(): Generator<string> {
  const empty = median(() => cpuMs(["--eval", "0"]));
  yield `empty script ${empty.toFixed(0)}`;
  for (const name of actionNames()) {
    const found = median(() => cpuMs([join(root, "dist", name, "index.js")]));
    yield `${name} ${found.toFixed(0)} (${(found / empty).toFixed(1)} times)`;
  }
}

/** User and system time of the process and all it waits for. */
function cpuMs(parameters: readonly string[]): number {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const file = join(folder, "file");
  writeFileSync(file, "");
  const env = {
    PATH: process.env["PATH"] ?? "",
    INPUT_LANGUAGE: "klingon",
    GITHUB_OUTPUT: file,
    GITHUB_STATE: file,
    GITHUB_STEP_SUMMARY: file,
  };
  const script = 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null 2>&1';
  const { stderr } = spawnSync("bash", ["-c", script, process.execPath, ...parameters], { env, encoding: "utf8" });
  rmSync(folder, { recursive: true });
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return (user + system) * 1000;
}

function median(measure: () => number): number {
  const values = Array.from({ length: 5 }, measure).sort((left, right) => left - right);
  return values[2] as number;
}
