import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canaryRows } from "../bench/canary.ts";
import { benchRouter, routerBenchLine } from "../bench/router.ts";
import { actionNames, root } from "../repository.ts";
import { main } from "../steps.ts";

/** Figures beside each other in one run. usage: npm run bench [-- --full] */
await main(async () => {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say("## Cold start to the first input error, CPU ms (median of 5), beside an empty script");
  const empty = median(() => cpuMs(["--eval", "0"]));
  say(`empty script ${empty.toFixed(0)}`);
  for (const name of actionNames()) {
    const found = median(() => cpuMs([join(root, "dist", name, "index.js")]));
    say(`${name} ${found.toFixed(0)} (${(found / empty).toFixed(1)} times)`);
  }
  say("## What a runner downloads, packed");
  const archive = execFileSync("bash", ["-c", "git archive --format=tar HEAD | gzip -9 | wc -c"], {
    cwd: root,
    encoding: "utf8",
  });
  say(`${(Number(archive) / 1e6).toFixed(2)} MB of 3`);
  say("## What the router adds");
  for (const serviceMs of [0, 20]) say(routerBenchLine(await benchRouter({ serviceMs })));
  say("## Canary: share of rollouts rolled back");
  for await (const row of canaryRows(process.argv.includes("--full") ? 1 : 0.1)) say(JSON.stringify(row));
});

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
  const [user = 0, system = 0] = stderr.trim().split(/\s+/).slice(-2).map(Number);
  return (user + system) * 1000;
}

function median(measure: () => number): number {
  const values = Array.from({ length: 5 }, measure).sort((left, right) => left - right);
  return values[2] as number;
}
