// Runs a command of the toolkit's own tooling on a fresh machine: brings Node 24 and the npm packages when they are
// missing, then hands over. Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const nodeVersion = "24.21.0";
const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "genai-mlops", "toolchain");

function say(message) {
  process.stderr.write(`${message}\n`);
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2], cwd: root, ...options });
  if (error || status !== 0) {
    say(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
    process.exit(1);
  }
}

/** Folder that holds a `node` of version 24 or later. */
function node24() {
  if (Number(process.versions.node.split(".")[0]) >= 24) return dirname(process.execPath);
  const arch = { x64: "linux-x64", arm64: "linux-arm64" }[process.arch];
  if (process.platform !== "linux" || !arch) {
    say(`Node 24 or later is needed on ${process.platform}-${process.arch}: install it and start again.`);
    process.exit(1);
  }
  const home = join(cache, `node-${nodeVersion}-${arch}`);
  const folder = join(home, "node_modules", `node-${arch}`, "bin");
  if (!existsSync(join(folder, "node"))) {
    say(`set-up: Node ${nodeVersion} from npm (about 120 MB on disk) into ${home}`);
    const partial = `${home}.${process.pid}.partial`;
    mkdirSync(partial, { recursive: true });
    run("npm", [
      "install",
      "--prefix",
      partial,
      "--ignore-scripts",
      "--no-save",
      "--no-audit",
      "--no-fund",
      `node-${arch}@${nodeVersion}`,
    ]);
    rmSync(home, { recursive: true, force: true });
    renameSync(partial, home);
  }
  return folder;
}

function packages(environment) {
  const digest = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  const mark = join(root, "node_modules", ".genai-mlops-lock");
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return;
  say("set-up: npm packages of this repository (about 250 MB on disk)");
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { env: environment });
  writeFileSync(mark, digest);
}

const [command, ...rest] = process.argv.slice(2);
const program = join(root, "packages/tooling/src/commands", `${command}.ts`);
if (!command || !existsSync(program)) {
  say(`unknown command ${command ?? "(none)"}`);
  process.exit(2);
}
const folder = node24();
const environment = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ""}` };
packages(environment);
const { status, signal } = spawnSync(
  join(folder, "node"),
  ["--disable-warning=ExperimentalWarning", program, ...rest],
  {
    stdio: "inherit",
    env: environment,
  },
);
process.exit(signal ? 130 : (status ?? 1));
