import { join } from "node:path";
import { InputError } from "#contracts";
import { type Engine, servedFile } from "../../engine.ts";

/** Places within `<state-dir>/deployments/<endpoint>`. */
export interface Layout {
  home: string;
  record: string;
  plan: string;
  desired: string;
  supervised: string;
  programs: string;
  requestLog: string;
  token: string;
  routerConfig: string;
  routerState: string;
  /** Of HAProxy's config, map and sockets. */
  haproxy: string;
  log(process: string): string;
  model(server: string, engine: Engine): string;
}

/** @throws InputError for a name that could leave the folder */
export function layoutOf(stateDir: string, endpoint: string): Layout {
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(endpoint)) {
    throw new InputError(
      [{ where: "endpoint", problem: `"${endpoint}" is no name`, legal: "small letters, digits, -, at most 63" }],
      "bad-name",
    );
  }
  const home = join(stateDir, "deployments", endpoint);
  return {
    home,
    record: join(home, "deployment.json"),
    plan: join(home, "rollback-plan.md"),
    desired: join(home, "desired.json"),
    supervised: join(home, "supervisor.json"),
    programs: join(home, "programs"),
    requestLog: join(home, "requests.jsonl"),
    token: join(home, "router", "token"),
    routerConfig: join(home, "router", "config.json"),
    routerState: join(home, "router", "state.json"),
    haproxy: join(home, "haproxy"),
    log: (process) => join(home, "logs", `${process}.log`),
    model: (server, engine) => join(home, "servers", server, servedFile[engine]),
  };
}
