import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, nodeClock, nodeEnvironment, nodeRandom, uvProgram } from "#platform";
import { fakeDeps } from "#testing";

export interface RayHead {
  address: string;
  token: string;
  servePort: number;
  stop(): Promise<void>;
}

export const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
const requirements = ["ray[serve]==2.60.0", "xllamacpp==2026.10.11549"];

/** Ray as its users install it, once. */
async function environment(): Promise<string> {
  const home = join(cache, "live-ray-2.60.0");
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  const uv = await uvProgram(deps, cache);
  execFileSync(uv, ["venv", "--quiet", "--allow-existing", home], { stdio: "inherit" });
  const python = join(home, "bin", "python");
  execFileSync(uv, ["pip", "install", "--quiet", "--python", python, ...requirements], { stdio: "inherit" });
  return join(home, "bin", "ray");
}

/**
 * A head of its own: free ports, a token on every call (Ray listens on all addresses whatever it is told), its own
 * folder.
 */
export async function startRay(): Promise<RayHead> {
  const program = await environment();
  // short: unix sockets lie in it
  const folder = mkdtempSync(join(tmpdir(), "ray-"));
  const token = crypto.randomUUID().replaceAll("-", "");
  const port = async (name: string): Promise<string> => `--${name}=${await freePort()}`;
  const [dashboard, servePort] = [await freePort(), await freePort()];
  const args = ["start", "--head", "--block", "--node-ip-address=127.0.0.1", "--dashboard-host=127.0.0.1"];
  args.push(`--dashboard-port=${dashboard}`, `--temp-dir=${folder}`, "--num-cpus=4", "--object-store-memory=100000000");
  for (const name of ["port", "ray-client-server-port", "dashboard-agent-listen-port", "metrics-export-port"])
    args.push(await port(name));
  const env = {
    ...process.env,
    PYTHONPATH: import.meta.dirname,
    PYTHONDONTWRITEBYTECODE: "1",
    RAY_USAGE_STATS_ENABLED: "0",
    RAY_AUTH_MODE: "token",
    RAY_AUTH_TOKEN: token,
  };
  const log = openSync(join(folder, "head.log"), "w");
  const head = spawn(program, args, { env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const address = `http://127.0.0.1:${dashboard}`;
  const answers = (): Promise<boolean> =>
    fetch(`${address}/api/version`, { headers: { authorization: `Bearer ${token}` } }).then(
      ({ status }) => status === 200,
      () => false,
    );
  for (let waited = 0; !(await answers()); waited++) {
    if (waited < 240 && head.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 500));
    else throw new Error(`Ray does not start:\n${readFileSync(join(folder, "head.log"), "utf8").slice(-3000)}`);
  }
  return { address, token, servePort, stop: () => stop(head, folder) };
}

/** Ends the head and everything whose command line or environment names its folder: nobody else's. */
async function stop(head: ChildProcess, folder: string): Promise<void> {
  head.kill("SIGKILL");
  for (const _round of [1, 2]) {
    for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) endIfOf(folder, Number(name));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function endIfOf(folder: string, pid: number): void {
  try {
    const [command, variables] = ["cmdline", "environ"].map((file) => readFileSync(`/proc/${pid}/${file}`, "utf8"));
    if (pid !== process.pid && `${command}${variables}`.includes(folder)) process.kill(pid, "SIGKILL");
  } catch {
    // gone, or not ours
  }
}
