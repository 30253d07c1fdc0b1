import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { nodeClock, nodeEnvironment, nodeRandom } from "#platform";
import { routerAdmin } from "#router";
import type { Engine, LocalConfig, Serving } from "#serving";
import { localServing } from "../../serving/src/providers/local/index.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";

export interface LocalEndpoint {
  /** A new client of the same endpoint. */
  open(changed?: Partial<LocalConfig>): Serving;
  deps: FakeDeps;
  /** Folder of the deployment. */
  folder: string;
}

const opened: Serving[] = [];
/** For `afterAll`: what the tests put into service. */
export async function stopEndpoints(): Promise<void> {
  for (const serving of opened.splice(0)) await serving.stop();
}

/** The local provider with the real supervisor and router, from source, and a stand-in for the model server. */
export async function localEndpoint(
  config: Partial<LocalConfig> & {
    endpoint: string;
    python(engine: Engine): Promise<string>;
    /** Python source in place of `model_server.py`. */
    standIn?: string;
  },
  replaced: Partial<FakeDeps> = {},
): Promise<LocalEndpoint> {
  const real = { clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() };
  const deps = await fakeDeps({ ...real, ...replaced });
  const modelServer = laid(join(deps.workspace, "programs/model_server.py"), config.standIn ?? "");
  const stateDir = join(deps.workspace, "state");
  const open = (changed: Partial<LocalConfig> = {}): Serving =>
    localServing(deps, {
      stateDir,
      port: 0,
      programs: {
        router: program(deps.workspace, "router", "packages/router/src/main.ts"),
        supervisor: program(deps.workspace, "supervisor", "packages/serving/src/providers/local/supervisor-main.ts"),
        modelServer,
      },
      adminOf: (url, tokenFile) => routerAdmin(deps, { url, tokenFile }),
      planOf: () => "",
      healthSeconds: 15,
      ...config,
      ...changed,
    });
  opened.push(open());
  return { open, deps, folder: join(stateDir, "deployments", config.endpoint) };
}

function program(workspace: string, name: string, source: string): string {
  const folder = join(workspace, "programs", name);
  const entry = pathToFileURL(join(import.meta.dirname, "../../..", source)).href;
  laid(join(folder, "index.js"), `await import(${JSON.stringify(entry)});\n`);
  laid(join(folder, "package.json"), '{"type": "module"}');
  return folder;
}

function laid(path: string, content: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
