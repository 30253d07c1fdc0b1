import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pythonTool, toolchainFolder } from "./toolchain.ts";

const version = "1.7.12";
const oldestGo = [1, 25] as const;

/**
 * Absolute path of actionlint; builds it on first use, since it is published as source alone. Takes the machine's Go, and
 * without one a Go from PyPI.
 */
export function actionlint(): string {
  const home = join(toolchainFolder, `actionlint-${version}`);
  const program = join(home, "bin", "actionlint");
  if (existsSync(program)) return program;
  const go = machineGo() ?? pythonTool("go");
  process.stderr.write(`set-up: actionlint ${version} from the Go module proxy (about 10 MB on disk) into ${home}\n`);
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
  const { status, error } = spawnSync(go, ["install", `github.com/rhysd/actionlint/cmd/actionlint@v${version}`], {
    env,
    stdio: ["ignore", 2, 2],
  });
  if (error || status !== 0) throw new Error(`${go} install could not build actionlint ${version}`);
  rmSync(scratch, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
  renameSync(partial, home);
  return program;
}

function machineGo(): string | undefined {
  const { status, stdout } = spawnSync("go", ["env", "GOVERSION"], { encoding: "utf8" });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout ?? "") ?? [];
  const enough = Number(major) > oldestGo[0] || (Number(major) === oldestGo[0] && Number(minor) >= oldestGo[1]);
  return status === 0 && enough ? "go" : undefined;
}
