import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");

/** A vendor's Python client as its users install it, once for a name. @returns its python */
export async function officialClient(name: string, packages: readonly string[]): Promise<string> {
  const home = join(cache, `live-${name}`);
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  execFileSync(uv, ["venv", "--quiet", "--allow-existing", home], { stdio: "inherit" });
  const python = join(home, "bin", "python");
  execFileSync(uv, ["pip", "install", "--quiet", "--python", python, ...packages], { stdio: "inherit" });
  return python;
}

/** Takes steps of a program that uses it, as a new user on a new machine: nothing comes from a cache. */
export async function clientSteps(
  python: string,
  program: string,
  variables: Record<string, string>,
  steps: readonly string[][],
): Promise<Record<string, unknown>[]> {
  const home = mkdtempSync(join(tmpdir(), "client-"));
  const { stdout } = await promisify(execFile)(python, [program, JSON.stringify(steps)], {
    cwd: home,
    timeout: 120_000,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, TMPDIR: home, PYTHONDONTWRITEBYTECODE: "1", ...variables },
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>[];
}
