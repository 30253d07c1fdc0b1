import type { RegistryName } from "#registry";
import { sampleMetadata } from "#testing";
import type { Built } from "../built-program.ts";
import type { Cost } from "./whole-process.ts";

export interface Registered extends Cost {
  /** Of all bodies that were sent. */
  sentMb: number;
  /** Seconds that S3 took to put one object of the parts together, while nobody else had anything to do. */
  joinSeconds: number;
}

export interface Registration {
  provider: RegistryName;
  config: object;
  environment?: Record<string, string>;
  model: string;
  name: string;
}

/** One registration, in a process of its own. */
export async function registered(built: Built, registration: Registration): Promise<Registered> {
  const started = performance.now();
  const values = { environment: {}, ...registration, metadata: sampleMetadata };
  const answer = await built.run<Omit<Registered, "seconds">>(program, values);
  return { seconds: (performance.now() - started) / 1000, ...answer };
}

const program = `
const { nodeClock, nodeExec, nodeFiles, nodeHttp, nodeRandom, maskedSecrets } = await import("#platform");
const { registryProviders } = await import("#registry");
let sent = 0;
const http = nodeHttp();
let joinSeconds = 0;
const counting = {
  async send(request) {
    sent += request.body?.length ?? Number(request.headers?.["content-length"] ?? 0);
    const started = performance.now();
    const answer = await http.send(request);
    if (request.method === "POST" && request.url.includes("uploadId=")) joinSeconds += (performance.now() - started) / 1000;
    return answer;
  },
};
const silent = () => {};
const registry = await registryProviders[given.provider](
  {
    http: counting, exec: nodeExec(), files: nodeFiles(), clock: nodeClock(), random: nodeRandom(), secrets: maskedSecrets(),
    log: { debug: silent, info: silent, notice: silent, warning: silent, error: silent },
    environment: { get: (name) => given.environment[name], all: () => given.environment },
  },
  { cacheFolder: "/nowhere", ...given.config },
);
await registry.register({ name: given.name, folder: given.model, bump: "minor", metadata: given.metadata });
const { readFileSync } = await import("node:fs");
// the system's maxRSS begins with that of the process that started this one
const rssMb = Number(/VmHWM:\\s+(\\d+) kB/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1.024e-3;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
process.stdout.write(
  JSON.stringify({ rssMb, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, sentMb: sent / 1e6, joinSeconds }),
);
`;
