import { routerConfigSchema, ToolkitError } from "#contracts";
import { nodeClock, nodeFiles, nodeRandom, readJson, terminationSignal } from "#platform";
import { startKeeper } from "./haproxy/keeper.ts";
import { startRouter } from "./router.ts";

/**
 * The router, or what keeps HAProxy in its place, as a program of its own. usage: node router <config.json>; says on its
 * first line where it listens. SIGHUP reads the router's configuration and its token anew.
 */
const say = (event: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
const write = (message: string): void => say({ event: "log", message });

try {
  const files = nodeFiles();
  const path = process.argv[2] ?? "";
  const readConfig = () => readJson(files, path, routerConfigSchema, path || "config");
  const log = {
    debug: () => undefined,
    info: write,
    notice: write,
    warning: write,
    error: write,
    group: <Result>(_title: string, work: () => Promise<Result>) => work(),
  };
  const ports = { files, clock: nodeClock(), random: nodeRandom(), log };
  const config = await readConfig();
  const { haproxy } = config;
  const router = haproxy
    ? { port: config.port, ...(await startKeeper(ports, { ...config, haproxy })) }
    : await startRouter(ports, config);
  say({ event: "listening", port: router.port });
  process.on("SIGHUP", () => {
    readConfig()
      .then((changed) => router.reload(changed))
      .then(
        () => say({ event: "reloaded" }),
        // the router goes on as it was
        (error: unknown) => say({ event: "reload-failed", ...named(error) }),
      );
  });
  terminationSignal().addEventListener("abort", () => void router.close().then(() => process.exit(0)));
} catch (error) {
  say({ event: "failed", ...named(error) });
  process.exit(2);
}

function named(error: unknown): { code: string; message: string } {
  if (error instanceof ToolkitError) return { code: error.code, message: error.message };
  return { code: "router-failed", message: String(error) };
}
