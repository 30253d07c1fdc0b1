import { join, relative } from "node:path";
import { type Deployment, InputError, type RouterConfig, type ServedVariant, type Upstream } from "#contracts";
import { freePort, type Platform } from "#platform";
import type { desiredProcesses } from "./desired-processes.ts";
import { haproxyCommand } from "./haproxy.ts";
import { waitFor } from "./healthy.ts";
import type { LocalConfig } from "./index.ts";
import type { layoutOf } from "./layout.ts";

export const upstream = ({ url, modelRef }: ServedVariant): Upstream => ({ url, modelRef });

interface Kept {
  processes: ReturnType<typeof desiredProcesses>;
  healthy(url: string, process: string): Promise<void>;
}

/** What carries the traffic to the model servers: our router, or HAProxy with our program in the router's place. */
export function dataPlaneOf(
  ports: Pick<Platform, "files" | "clock" | "http" | "exec">,
  layout: ReturnType<typeof layoutOf>,
  config: Pick<LocalConfig, "endpoint" | "port" | "healthSeconds" | "dataPlane">,
  { processes, healthy }: Kept,
) {
  const { files } = ports;

  /** HAProxy begins with the config that the process in the router's place writes. */
  async function startHaproxy(program: string): Promise<void> {
    const seconds = config.healthSeconds;
    const holds = async (): Promise<boolean> => (await files.stat(join(layout.haproxy, "routing.map"))) !== undefined;
    await waitFor(ports, layout, { process: "router", seconds, holds, failure: "HAProxy's config was not written" });
    await processes.put({ name: "haproxy", ...haproxyCommand(program, layout.haproxy), log: layout.log("haproxy") });
  }

  async function startRouter(baseline: ServedVariant, haproxy: string | undefined): Promise<string> {
    const port = config.port || (await freePort());
    const routerConfig: RouterConfig = {
      schemaVersion: 1,
      host: "127.0.0.1",
      port,
      tokenFile: layout.token,
      requestLog: layout.requestLog,
      stateFile: layout.routerState,
      model: config.endpoint,
      endpoint: config.endpoint,
      costPerHour: 0,
      variants: { baseline: upstream(baseline), canary: null },
      // from the supervisor's working directory: a socket's path has to be short
      ...(haproxy && { haproxy: { folder: relative(layout.home, layout.haproxy) } }),
    };
    await files.remove(layout.haproxy);
    await files.writeAtomic(layout.routerConfig, `${JSON.stringify(routerConfig, null, 2)}\n`);
    const args = [join(layout.programs, "router", "index.js"), layout.routerConfig];
    await processes.put({ name: "router", command: process.execPath, args, log: layout.log("router") });
    try {
      if (haproxy) await startHaproxy(haproxy);
      await healthy(`http://127.0.0.1:${port}/health`, haproxy ? "haproxy" : "router");
    } catch (error) {
      await processes.none();
      throw error;
    }
    return `http://127.0.0.1:${port}/v1`;
  }

  /** Another data plane would mean a moment without any. @throws InputError */
  function requirePlane({ haproxy }: Deployment): void {
    const now = haproxy ? "haproxy" : "router";
    if (config.dataPlane === undefined || config.dataPlane === now) return;
    const problem = `${config.endpoint} is served by ${now}`;
    const mend = "leave it out; or deploy under another name and move the users there";
    throw new InputError([{ where: "data-plane", problem, legal: now, mend }]);
  }

  return { startRouter, requirePlane };
}
