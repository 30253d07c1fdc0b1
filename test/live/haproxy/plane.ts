import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RequestLine, type RouterConfig, supervisedSchema, type Variants } from "#contracts";
import { freePort, nodeFiles, nodeHttp } from "#platform";
import { type RouterAdmin, routerAdmin } from "#router";
import { haproxyCommand } from "../../../packages/serving/src/providers/local/haproxy.ts";
import { haproxyFolder } from "./install.ts";

const root = join(import.meta.dirname, "../../..");

export interface HaproxyPlane {
  port: number;
  url: string;
  admin: RouterAdmin;
  /** Of HAProxy's config and sockets. */
  folder: string;
  /** Process ids of `router`, `haproxy` and `supervisor`. */
  pid(name: string): number;
  /** Of the request log, so far. */
  lines(): RequestLine[];
  close(): Promise<void>;
}

/** HAProxy and its keeper under the real supervisor, as `deploy` would start them. */
export async function startPlane(
  { variants, ...more }: Partial<RouterConfig> & { variants: Variants },
  home = mkdtempSync(join(tmpdir(), "ha-")),
): Promise<HaproxyPlane> {
  const at = (name: string): string => join(home, name);
  const port = await freePort();
  mkdirSync(at("logs"), { recursive: true });
  writeFileSync(at("token"), "0123456789abcdef0123");
  const config = {
    schemaVersion: 1,
    host: "127.0.0.1",
    tokenFile: at("token"),
    requestLog: at("requests.jsonl"),
    stateFile: at("state.json"),
    model: "mail",
    endpoint: "mail",
    costPerHour: 0,
    ...more,
    port,
    variants,
    mostBodyBytes: 100_000,
    haproxy: { folder: "haproxy" },
  };
  writeFileSync(at("config.json"), JSON.stringify(config));
  const wrapped = join(haproxyFolder(), "haproxy");
  const router = join(root, "packages/router/src/main.ts");
  const processes = [
    { name: "router", command: process.execPath, args: [router, at("config.json")], log: at("logs/router.log") },
  ];
  const want = (stop: boolean): void =>
    writeFileSync(at("desired.json"), JSON.stringify({ schemaVersion: 1, stop, processes }));
  want(false);
  const program = join(root, "packages/serving/src/providers/local/supervisor-main.ts");
  const child = spawn(process.execPath, [program, home], { stdio: "inherit" });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const until = async (holds: () => Promise<boolean>): Promise<void> => {
    for (let waited = 0; !(await holds().catch(() => false)); waited++) {
      if (waited > 600) throw new Error(readFileSync(at("logs/haproxy.log"), "utf8"));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await until(async () => (await nodeFiles().stat(at("haproxy/routing.map"))) !== undefined);
  processes.push({ name: "haproxy", ...haproxyCommand(wrapped, at("haproxy")), log: at("logs/haproxy.log") });
  want(false);
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/health`)).status === 200);
  const status = () => supervisedSchema.parse(JSON.parse(readFileSync(at("supervisor.json"), "utf8")));
  return {
    port,
    url,
    folder: at("haproxy"),
    admin: routerAdmin({ http: nodeHttp(), files: nodeFiles() }, { url, tokenFile: at("token") }),
    pid: (name) => (name === "supervisor" ? status().pid : (status().processes[name]?.pid ?? 0)),
    lines: () =>
      readFileSync(at("requests.jsonl"), "utf8")
        .split("\n")
        .flatMap((line) => (line ? [JSON.parse(line)] : [])),
    async close() {
      want(true);
      if (child.exitCode === null && child.signalCode === null) await ended;
      for (const { pid } of Object.values(status().processes)) if (pid > 1) killGroup(pid);
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What a supervisor that a test killed left behind. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // it is gone
  }
}
