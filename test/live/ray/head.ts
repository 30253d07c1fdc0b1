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

/** Ends the head and all of its session: what Ray starts renames itself, but stays in there. */
async function stop(head: ChildProcess, folder: string): Promise<void> {
  for (const _round of [1, 2]) {
    for (const pid of readdirSync("/proc").map(Number).filter(Number.isInteger))
      if (sessionOf(pid) === head.pid) process.kill(pid, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Undefined for a process that is gone, or was ended already. */
function sessionOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return state === "Z" ? undefined : Number(session);
  } catch {
    return undefined;
  }
}
