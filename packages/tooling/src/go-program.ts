import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pythonTool, toolchainFolder } from "./toolchain.ts";

const oldestGo = [1, 25] as const;

export interface GoProgram {
  /** Of the program's file. */
  name: string;
  module: string;
  version: string;
  /** On disk, as announced. */
  megabytes: number;
}

/**
 * Absolute path of a program that is published as source alone; built on first use. Takes the machine's Go, and without
 * one a Go from PyPI.
 */
export function goProgram({ name, module, version, megabytes }: GoProgram): string {
  const home = join(toolchainFolder, `${name}-${version}`);
  const program = join(home, "bin", name);
  if (existsSync(program)) return program;
  const go = goCommand();
  process.stderr.write(
    `set-up: ${name} ${version} from the Go module proxy (about ${megabytes} MB on disk) into ${home}\n`,
  );
  const partial = `${home}.${process.pid}.partial`;
  const scratch = join(partial, "scratch");
  mkdirSync(scratch, { recursive: true });
  const env = {
    ...process.env,
    GOBIN: join(partial, "bin"),
    GOPATH: join(scratch, "path"),
    GOCACHE: join(scratch, "cache"),
    // a read-only module cache could not be removed; a toolchain of another version is not asked for
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
  };
  const { status, error } = spawnSync(go, ["install", `${module}@v${version}`], { env, stdio: ["ignore", 2, 2] });
  if (error || status !== 0) throw new Error(`${go} install could not build ${name} ${version}`);
  rmSync(scratch, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
  return program;
}

/** The machine's Go where it is new enough, else one from PyPI. */
export const goCommand = (): string => machineGo() ?? pythonTool("go");

function machineGo(): string | undefined {
  const { status, stdout } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  const enough = Number(major) > oldestGo[0] || (Number(major) === oldestGo[0] && Number(minor) >= oldestGo[1]);
  return status === 0 && enough ? "go" : undefined;
}
