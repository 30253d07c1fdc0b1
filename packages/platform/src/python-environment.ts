import { createHash } from "node:crypto";
import { join } from "node:path";
import { ToolkitError } from "#contracts";
import { isoTime } from "./clock.ts";
import { withFolderLock } from "./folder-lock.ts";
import { withHeartbeat } from "./heartbeat.ts";
import type { Platform } from "./platform.ts";

type Ports = Pick<Platform, "exec" | "files" | "random" | "log" | "clock" | "environment">;

export interface EnvironmentRequest {
  stateDir: string;
  /** Named in logs. */
  name: string;
  /** About how much it puts on disk; announced. */
  megabytes: number;
  /** Versions of Python that will do, as uv reads them; the machine's own unless told. */
  python?: string | undefined;
}

const uvVersion = "0.13.9";

/**
 * A Python environment with exactly what the project's uv.lock says, made once: `<state-dir>/environments/<digest>`.
 * Of two runs at once one waits for the other; a killed one leaves nothing that looks whole.
 * @returns absolute path of its python
 */
export async function lockedEnvironment(
  ports: Ports,
  projectFolder: string,
  request: EnvironmentRequest,
): Promise<string> {
  const lock = await ports.files.readText(join(projectFolder, "uv.lock"));
  return await makeOnce(ports, request, lock, async (uv, partial) => {
    const env = {
      ...ports.environment.all(),
      UV_PROJECT_ENVIRONMENT: join(partial, ".venv"),
      UV_PYTHON_DOWNLOADS: "automatic",
    };
    await mustRun(ports, uv, ["sync", "--project", projectFolder, "--frozen", "--no-dev", "--quiet"], env);
  });
}

/** The same for a few pinned packages (`name==version`), each without its dependencies. */
export async function pinnedEnvironment(
  ports: Ports,
  requirements: readonly string[],
  request: EnvironmentRequest,
): Promise<string> {
  return await makeOnce(ports, request, requirements.join("\n"), async (uv, partial) => {
    const venv = join(partial, ".venv");
    const version = request.python ? ["--python", request.python] : [];
    await mustRun(ports, uv, ["venv", "--quiet", ...version, venv], ports.environment.all());
    await mustRun(
      ports,
      uv,
      ["pip", "install", "--quiet", "--no-deps", "--python", join(venv, "bin", "python"), ...requirements],
      ports.environment.all(),
    );
  });
}

async function makeOnce(
  ports: Ports,
  { stateDir, name, megabytes }: EnvironmentRequest,
  recipe: string,
  fill: (uv: string, partial: string) => Promise<void>,
): Promise<string> {
  const { files, log, random, clock, exec } = ports;
  const version = await ports.exec.run("python3", [
    "-c",
    "import sys, platform; print(platform.platform(terse=True), sys.version_info[:2])",
  ]);
  const key = createHash("sha256").update(`${recipe}\n${version.stdout}`).digest("hex").slice(0, 32);
  const home = join(stateDir, "environments", key);
  const python = join(home, ".venv", "bin", "python");
  const complete = join(home, "complete.json");
  if ((await files.stat(complete)) !== undefined) return python;
  return await withFolderLock({ files, clock, random, exec, log }, `${home}.lock`, async () => {
    if ((await files.stat(complete)) !== undefined) return python;
    log.notice(`preparing the Python environment "${name}", about ${megabytes} MB, in ${home}`);
    // made at its final place (a venv cannot be moved) and marked complete last; a torn one is made anew
    await files.remove(home);
    const uv = await uvProgram(ports, stateDir);
    await withHeartbeat(ports, `preparing the Python environment "${name}"`, () => fill(uv, home));
    await files.writeAtomic(complete, `${JSON.stringify({ name, finishedAt: isoTime(clock) })}\n`);
    return python;
  });
}

/** uv from PATH, else installed once by the machine's own pip. */
export async function uvProgram({ exec, files, log, random, environment }: Ports, stateDir: string): Promise<string> {
  const found = await exec.which("uv");
  if (found) return found;
  const home = join(stateDir, "tools", `uv-${uvVersion}`);
  const program = join(home, "bin", "uv");
  if ((await files.stat(program)) !== undefined) return program;
  log.notice(`installing uv ${uvVersion} from PyPI, about 60 MB, in ${home}`);
  const partial = `${home}.${random.uuid()}`;
  const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--target", partial];
  try {
    await mustRun({ exec }, "python3", [...install, `uv==${uvVersion}`], environment.all());
    await files.remove(home);
    await files.rename(partial, home);
  } finally {
    await files.remove(partial);
  }
  return program;
}

async function mustRun(
  { exec }: Pick<Ports, "exec">,
  command: string,
  parameters: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const result = await exec.run(command, parameters, { env });
  if (result.exitCode === 0) return;
  throw new ToolkitError({
    code: "environment-failed",
    provider: "uv",
    retryable: true,
    message: `${command.split("/").at(-1)} ${parameters[0]} ended with exit code ${result.exitCode}: ${result.stderr.trim().split("\n").slice(-6).join("\n")}`,
    hint: "check that PyPI can be reached and that the disk has room",
  });
}
