import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { pythonTool, toolchainFolder } from "./toolchain.ts";

export interface PythonEnvironment {
  name: string;
  /** Exact requirements, as pip writes them. */
  requirements: readonly string[];
  /** On disk, as announced. */
  megabytes: number;
}

/** Absolute path of the Python of an environment of its own; installs it on first use, and anew when it asks for more. */
export function pythonEnvironment({ name, requirements, megabytes }: PythonEnvironment): string {
  const versions = requirements.map((requirement) => requirement.replaceAll(/[^\w.]+/g, "-")).join("+");
  const home = join(toolchainFolder, `python-${name}`, versions);
  const python = join(home, "bin", "python");
  if (existsSync(python)) return python;
  process.stderr.write(`set-up: ${requirements.join(", ")} from PyPI (about ${megabytes} MB on disk) into ${home}\n`);
  const uv = pythonTool("uv");
  const partial = `${home}.${process.pid}.partial`;
  mkdirSync(dirname(home), { recursive: true });
  execFileSync(uv, ["venv", "--quiet", "--relocatable", partial], { stdio: "inherit" });
  execFileSync(uv, ["pip", "install", "--quiet", "--python", join(partial, "bin", "python"), ...requirements], {
    stdio: "inherit",
  });
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
  return python;
}
