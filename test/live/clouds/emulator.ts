import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#platform";
import { goProgram } from "../../../packages/tooling/src/go-program.ts";

export interface Emulator {
  origin: string;
  stop(): void;
}

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");

/** Microsoft's emulator of Azure Storage, of npm (about 250 MB on disk), in a folder of its own. */
export async function startAzurite(): Promise<Emulator> {
  const version = "3.37.0";
  const home = join(cache, `live-azurite-${version}`);
  const main = "node_modules/azurite/dist/src/blob/main.js";
  if (!existsSync(join(home, main))) {
    const partial = `${home}.${process.pid}.partial`;
    mkdirSync(partial, { recursive: true });
    const npm = ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", partial, `azurite@${version}`];
    execFileSync("npm", npm, { stdio: "inherit" });
    rmSync(home, { recursive: true, force: true });
    renameSync(partial, home);
  }
  const port = String(await freePort());
  const data = mkdtempSync(join(tmpdir(), "azurite-"));
  const options = ["--blobHost", "127.0.0.1", "--blobPort", port, "--location", data, "--disableTelemetry", "--silent"];
  return await started(process.execPath, [join(home, main), ...options], `http://127.0.0.1:${port}`, data);
}

/** An emulator of Cloud Storage, of the Go module proxy. */
export async function startFakeGcs(bucket: string): Promise<Emulator> {
  const program = goProgram({
    name: "fake-gcs-server",
    module: "github.com/fsouza/fake-gcs-server",
    version: "1.56.1",
    megabytes: 50,
  });
  const port = String(await freePort());
  const data = mkdtempSync(join(tmpdir(), "fake-gcs-"));
  mkdirSync(join(data, bucket));
  const origin = `http://127.0.0.1:${port}`;
  const options = ["-scheme", "http", "-host", "127.0.0.1", "-port", port, "-backend", "memory", "-data", data];
  return await started(
    program,
    [...options, "-external-url", origin, "-public-host", `127.0.0.1:${port}`],
    origin,
    data,
  );
}

async function started(program: string, options: string[], origin: string, data: string): Promise<Emulator> {
  const log = openSync(join(data, "emulator.log"), "w");
  const child = spawn(program, options, { cwd: data, stdio: ["ignore", log, log] });
  closeSync(log);
  const stop = (): void => {
    child.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  for (let waited = 0; !(await answers(origin)); waited++) {
    if (waited < 150 && running(child)) await new Promise((resolve) => setTimeout(resolve, 200));
    else {
      const said = readFileSync(join(data, "emulator.log"), "utf8").slice(-3000);
      stop();
      throw new Error(`${program} does not answer at ${origin}: ${said}`);
    }
  }
  return { origin, stop };
}

const running = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function answers(origin: string): Promise<boolean> {
  return await fetch(origin).then(
    () => true,
    () => false,
  );
}
