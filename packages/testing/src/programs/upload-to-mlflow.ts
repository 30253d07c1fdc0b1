/** Registers the folder as model `bench` in MLflow, twice. usage: node upload-to-mlflow.ts <address> <folder> <cache> */
import { readFileSync } from "node:fs";
import { nodePlatform } from "#platform";
import { registryProviders } from "#registry";
import { sampleMetadata } from "../sample-metadata.ts";

const [address = "", folder = "", cacheFolder = ""] = process.argv.slice(2);
const platform = { ...nodePlatform(), log: { ...nodePlatform().log, info: () => {} } };
let sent = 0;
const http = {
  send(request: Parameters<typeof platform.http.send>[0]) {
    if (request.method === "PUT") sent += 1;
    return platform.http.send(request);
  },
};
const registry = await registryProviders.mlflow(
  { ...platform, http },
  { tracking: address, registry: address, cacheFolder },
);
const candidate = { name: "bench", folder, bump: "patch", metadata: sampleMetadata } as const;
const timed = async (): Promise<number> => {
  const started = performance.now();
  await registry.register(candidate);
  return (performance.now() - started) / 1000;
};
const peak = (): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? Number.NaN) / 1000;
// the process has started, as curl has before its first byte
await registry.list("bench");
const startMegabytes = peak();
const first = await timed();
const peakMegabytes = peak();
sent = 0;
const again = await timed();
process.stdout.write(JSON.stringify({ first, again, sentAgain: sent, startMegabytes, peakMegabytes }));
