import { routerConfigSchema, ToolkitError } from "#contracts";
import { nodeClock, nodeFiles, nodeRandom, readJson, terminationSignal } from "#platform";
import { startRouter } from "./router.ts";

/** The router as a program of its own. usage: node router <config.json>; says on its first line where it listens. */
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
  const router = await startRouter({ files, clock: nodeClock(), random: nodeRandom(), log }, config);
  say({ event: "listening", port: router.port });
  terminationSignal().addEventListener("abort", () => void router.close().then(() => process.exit(0)));
} catch (error) {
  const { code, message } = error instanceof ToolkitError ? error : { code: "router-failed", message: String(error) };
  say({ event: "failed", code, message });
  process.exit(2);
}
