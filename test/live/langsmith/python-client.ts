import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");

/** The official client as its users install it, once. @returns its python */
export async function installClient(): Promise<string> {
  const home = join(cache, "live-langsmith-0.15.1");
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  execFileSync(uv, ["venv", "--quiet", "--allow-existing", home], { stdio: "inherit" });
  const python = join(home, "bin", "python");
  const packages = ["langsmith==0.15.1", "langchain-core==1.8.3"];
  execFileSync(uv, ["pip", "install", "--quiet", "--python", python, ...packages], { stdio: "inherit" });
  return python;
}

/** Takes steps of client.py as a new user on a new machine: nothing comes from a cache. */
export async function pythonClient(
  python: string,
  variables: Record<string, string>,
  steps: readonly string[][],
): Promise<Record<string, unknown>[]> {
  const home = mkdtempSync(join(tmpdir(), "langsmith-"));
  const { stdout } = await promisify(execFile)(
    python,
    [join(import.meta.dirname, "client.py"), JSON.stringify(steps)],
    {
      cwd: home,
      timeout: 120_000,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: home,
        TMPDIR: home,
        LANGSMITH_TRACING: "false",
        PYTHONDONTWRITEBYTECODE: "1",
        ...variables,
      },
    },
  );
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Record<string, unknown>[];
}
