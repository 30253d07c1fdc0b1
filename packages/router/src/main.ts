import { routerConfigSchema, ToolkitError } from "#contracts";
import { nodeClock, nodeFiles, nodeRandom, readJson, terminationSignal } from "#platform";
import { startKeeper } from "./haproxy/keeper.ts";
import { startRouter } from "./router.ts";

/**
 * The router, or what keeps HAProxy in its place, as a program of its own. usage: node router <config.json>; says on its
 * first line where it listens.
 */
const say = (event: Record<string, unknown>): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
const write = (message: string): void => say({ event: "log", message });

try {
  const files = nodeFiles();
  const path = process.argv[2] ?? "";
  const config = await readJson(files, path, routerConfigSchema, path || "config");
  const log = {
    debug: () => undefined,
    info: write,
    notice: write,
    warning: write,
    error: write,
    group: <Result>(_title: string, work: () => Promise<Result>) => work(),
  };
  const ports = { files, clock: nodeClock(), random: nodeRandom(), log };
  const { haproxy } = config;
  const router = haproxy
    ? { port: config.port, ...(await startKeeper(ports, { ...config, haproxy })) }
    : await startRouter(ports, config);
  say({ event: "listening", port: router.port });
  terminationSignal().addEventListener("abort", () => void router.close().then(() => process.exit(0)));
} catch (error) {
  const { code, message } = error instanceof ToolkitError ? error : { code: "router-failed", message: String(error) };
  say({ event: "failed", code, message });
  process.exit(2);
}
