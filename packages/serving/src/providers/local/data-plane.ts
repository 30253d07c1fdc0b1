import { join, relative } from "node:path";
import { isDeepStrictEqual } from "node:util";
import {
  type Deployment,
  InputError,
  type RouterConfig,
  type RouterSettings,
  routerConfigSchema,
  routerSettingsOf,
  routerSettingsSchema,
  routersAlone,
  type ServedVariant,
  settledSettings,
  type Upstream,
} from "#contracts";
import { freePort, type Platform, readJson } from "#platform";
import type { Admin, LocalConfig } from "./config.ts";
import type { desiredProcesses } from "./desired-processes.ts";
import { haproxyCommand } from "./haproxy.ts";
import { waitFor } from "./healthy.ts";
import type { layoutOf } from "./layout.ts";
import { belongsTo, readStatus } from "./supervise.ts";

export const upstream = ({ url, modelRef }: ServedVariant): Upstream => ({ url, modelRef });

interface Kept {
  processes: ReturnType<typeof desiredProcesses>;
  healthy(url: string, process: string): Promise<void>;
}

/** What carries the traffic to the model servers: our router, or HAProxy with our program in the router's place. */
export function dataPlaneOf(
  ports: Pick<Platform, "files" | "clock" | "http" | "exec">,
  layout: ReturnType<typeof layoutOf>,
  config: Pick<LocalConfig, "endpoint" | "port" | "healthSeconds" | "dataPlane" | "routerSettings">,
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
      ...config.routerSettings,
      costPerHour: config.routerSettings?.costPerHour ?? 0,
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

  /** @throws InputError for settings that HAProxy has no like of */
  function requireKnown(haproxy: boolean): void {
    const lost = haproxy ? routersAlone.filter((name) => config.routerSettings?.[name] !== undefined) : [];
    if (lost.length === 0) return;
    const problem = `${lost.join(", ")}: HAProxy has no like of that`;
    throw new InputError([{ where: "router-settings", problem, mend: "leave it out, or take data-plane: router" }]);
  }

  /**
   * The router goes on under the settings that are asked for, and loses no request by it. Nothing happens where none are.
   * @throws InputError for what cannot change under a running router; ToolkitError `server-unhealthy` where it does not take them
   */
  async function applySettings(found: Deployment, admin: Admin): Promise<void> {
    const { routerSettings } = config;
    if (routerSettings === undefined) return;
    requireKnown(found.haproxy !== undefined);
    const before = await readJson(files, layout.routerConfig, routerConfigSchema, layout.routerConfig);
    const after: RouterConfig = {
      ...before,
      ...noSettings,
      ...routerSettings,
      costPerHour: routerSettings.costPerHour ?? before.costPerHour,
    };
    const wanted = routerSettingsOf(after);
    if (isDeepStrictEqual(routerSettingsOf(before), wanted) && (await holds(admin, wanted))) return;
    const settled = settledSettings.filter((name) => before[name] !== after[name]);
    if (settled.length > 0) {
      const problem = `${settled.join(", ")} cannot change while ${config.endpoint} is served`;
      const mend = "leave them as they are; or deploy under another name and move the users there";
      throw new InputError([{ where: "router-settings", problem, mend }]);
    }
    await tell(after);
    const failure = "the router did not take its settings";
    const seconds = config.healthSeconds;
    const taken = found.haproxy ? () => reloaded(admin, wanted) : () => holds(admin, wanted);
    try {
      await waitFor(ports, layout, { process: "router", seconds, holds: taken, failure });
    } catch (error) {
      // what HAProxy did not take must not be what its next start begins with
      if (found.haproxy) await tell(before);
      throw error;
    }
  }

  async function tell(settings: RouterConfig): Promise<void> {
    await files.writeAtomic(layout.routerConfig, `${JSON.stringify(settings, null, 2)}\n`);
    await signal("router", "SIGHUP");
  }

  async function signal(name: string, how: "SIGHUP" | "SIGUSR2"): Promise<void> {
    const { pid = 0 } = (await readStatus(files, layout.supervised))?.processes[name] ?? {};
    if (await belongsTo(files, ports.exec, pid, layout.home)) ports.exec.signal(pid, how);
  }

  /** HAProxy takes them by a reload, which ends no request; it is told once the file is right, and again a while later. */
  async function reloaded(admin: Admin, wanted: RouterSettings): Promise<boolean> {
    if (await holds(admin, wanted)) return true;
    const { awaitsReload } = await admin.state().catch(() => ({ awaitsReload: false }));
    if (awaitsReload) {
      await signal("haproxy", "SIGUSR2");
      await ports.clock.sleep(reloadMs);
    }
    return false;
  }

  return { startRouter, requirePlane, requireKnown, applySettings };
}

/** A reload that went well is seen sooner. */
const reloadMs = 2000;

/** The file says all that can change; what cannot stays unless it is told. */
const noSettings: Partial<RouterSettings> = Object.fromEntries(
  Object.keys(routerSettingsSchema.shape).flatMap((name) =>
    settledSettings.some((settled) => settled === name) ? [] : [[name, undefined]],
  ),
);

const holds = async (admin: Admin, wanted: RouterSettings): Promise<boolean> =>
  await admin.state().then(
    ({ settings }) => isDeepStrictEqual(settings, wanted),
    () => false,
  );
