import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "#platform";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "genai-mlops");
/** As Debian 12 has it; a later one does as well. */
const home = join(cache, "live-prometheus-server");

export const login = { user: "reader", password: "live-password" };
/** bcrypt of the password above, at the lowest cost. */
const hash = "$2b$04$abcdefghijklmnopqrstuuAw2NgFbRPLs4ujLz6d9tYTnCBtMVNe6";

/** Debian's package, unpacked once, without root. */
function program(): string {
  const found = join(home, "usr/bin/prometheus");
  if (existsSync(found)) return found;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "prometheus-"));
  try {
    // the packages that it depends on are for its pages; the program needs libc alone
    execFileSync("apt-get", ["download", "prometheus"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    const [file] = readdirSync(folder).filter((name) => name.endsWith(".deb"));
    execFileSync("dpkg-deb", ["-x", join(folder, file ?? "prometheus.deb"), join(folder, "unpacked")]);
    renameSync(join(folder, "unpacked"), home);
  } catch (cause) {
    throw new Error("Debian's package prometheus is needed: apt-get update, then again", { cause });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return found;
}

export interface PrometheusServer {
  url: string;
  stop(): Promise<void>;
}

/** A server that scrapes the targets five times a second, each as a job of its own, and asks for a login. */
export async function startPrometheus(targets: Record<string, string>): Promise<PrometheusServer> {
  const folder = mkdtempSync(join(tmpdir(), "genai-live-prometheus-"));
  const port = await freePort();
  const jobs = Object.entries(targets).map(
    ([job, target]) => `  - job_name: ${job}\n    static_configs: [{ targets: ["${target}"] }]\n`,
  );
  const config = `global: { scrape_interval: 200ms, scrape_timeout: 200ms }\nscrape_configs:\n${jobs.join("")}`;
  writeFileSync(join(folder, "prometheus.yml"), config);
  writeFileSync(join(folder, "web.yml"), `basic_auth_users: { ${login.user}: "${hash}" }\n`);
  const child = spawn(
    program(),
    [
      `--config.file=${join(folder, "prometheus.yml")}`,
      `--web.config.file=${join(folder, "web.yml")}`,
      `--storage.tsdb.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--log.level=warn",
    ],
    { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, GOMAXPROCS: "1" } },
  );
  const url = `http://127.0.0.1:${port}`;
  const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  for (let waited = 0; ; waited++) {
    const ready = await fetch(`${url}/-/ready`, { headers: { authorization } }).catch(() => undefined);
    if (ready?.status === 200) return { url, stop: () => stop(child, folder) };
    if (waited > 150 || child.exitCode !== null) throw new Error("Prometheus does not start");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function stop(child: ChildProcess, folder: string): Promise<void> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  if (child.exitCode === null && child.kill("SIGKILL")) await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
