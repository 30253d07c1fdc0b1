import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What the router adds to single requests, of a server that answers at once and of one that takes 20 ms. */
export async function* addedLatency(routerProgram: string): AsyncGenerator<string> {
  for (const serviceMs of [0, 20]) {
    const requests = serviceMs > 0 ? 1000 : 4000;
    yield routerBenchLine(await benchRouter({ serviceMs, requests, routerProgram }));
  }
}

/** Milliseconds of one way to the same server. */
interface Latency {
  p50: number;
  p99: number;
}

interface RouterBench {
  /** What the model server takes for an answer. */
  serviceMs: number;
  requests: number;
  direct: Latency;
  routed: Latency;
}

const concurrency = 4;
const token = "bench-token-0123456789";
const body = JSON.stringify({ model: "bench", messages: [{ role: "user", content: "x".repeat(1000) }] });

/** A model server that answers after `serviceMs`; a process of its own, as is the router. */
const upstreamProgram = `
import { createServer } from "node:http";
const answer = JSON.stringify({
  choices: [{ index: 0, message: { role: "assistant", content: "y".repeat(400) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 250, completion_tokens: 100, total_tokens: 350 },
});
const server = createServer((incoming, response) => {
  incoming.resume().on("end", () => setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  }, Number(incoming.headers["x-service-ms"])));
});
server.listen(0, "127.0.0.1", () => console.log(JSON.stringify({ port: server.address().port })));
`;

/**
 * What the router adds: each client asks the server in turn directly and through the router, so that both ways meet the
 * same load of the machine.
 */
async function benchRouter({
  requests,
  serviceMs,
  routerProgram,
}: {
  requests: number;
  serviceMs: number;
  routerProgram: string;
}): Promise<RouterBench> {
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-"));
  const agent = new Agent({ keepAlive: true });
  const upstream = await started(["--input-type=module", "--eval", upstreamProgram]);
  writeFileSync(join(folder, "token"), token);
  const config = {
    schemaVersion: 1,
    port: 0,
    tokenFile: join(folder, "token"),
    requestLog: join(folder, "requests.jsonl"),
    stateFile: join(folder, "state.json"),
    model: "bench",
    endpoint: "bench",
    variants: { baseline: { url: `http://127.0.0.1:${upstream.port}`, modelRef: "bench@1" }, canary: null },
  };
  writeFileSync(join(folder, "config.json"), JSON.stringify(config));
  const router = await started([routerProgram, join(folder, "config.json")]);
  try {
    const ways: Record<"direct" | "routed", number[]> = { direct: [], routed: [] };
    const ports = { direct: upstream.port, routed: router.port };
    const rounds = Math.ceil(requests / concurrency);
    const client = async (warm: boolean, count: number): Promise<void> => {
      for (let round = 0; round < count; round++) {
        for (const way of ["direct", "routed"] as const) {
          const ms = await timed(ports[way], agent, serviceMs);
          if (!warm) ways[way].push(ms);
        }
      }
    };
    const all = (warm: boolean, count: number): Promise<unknown> =>
      Promise.all(Array.from({ length: concurrency }, () => client(warm, count)));
    await all(true, Math.min(300, rounds));
    await all(false, rounds);
    return { serviceMs, requests: ways.direct.length, direct: latencyOf(ways.direct), routed: latencyOf(ways.routed) };
  } finally {
    agent.destroy();
    router.stop();
    upstream.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One line for a person. */
function routerBenchLine({ serviceMs, requests, direct, routed }: RouterBench): string {
  const added = (routed.p99 - direct.p99).toFixed(2);
  return [
    `router, server takes ${serviceMs} ms, ${requests} requests each way:`,
    `p99 direct ${direct.p99.toFixed(2)} ms, routed ${routed.p99.toFixed(2)} ms,`,
    `added ${added} ms, ratio ${(routed.p99 / direct.p99).toFixed(2)};`,
    `p50 ${direct.p50.toFixed(2)} and ${routed.p50.toFixed(2)} ms`,
  ].join(" ");
}

async function started(args: string[]): Promise<{ port: number; stop(): void }> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${args.at(-1)?.slice(0, 80)} ended with ${code}`)));
    child.stdout.once("data", (line: Buffer) => resolve((JSON.parse(line.toString()) as { port: number }).port));
  });
  child.removeAllListeners("exit");
  return { port, stop: () => void child.kill("SIGKILL") };
}

function timed(port: number, agent: Agent, serviceMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const headers = {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
      "x-service-ms": serviceMs,
    };
    const outgoing = request(
      { host: "127.0.0.1", port, path: "/v1/chat/completions", method: "POST", agent, headers },
      (response) => {
        if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
        response.resume().on("end", () => resolve(performance.now() - begun));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function latencyOf(samples: number[]): Latency {
  const sorted = samples.sort((left, right) => left - right);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] as number;
  return { p50: at(0.5), p99: at(0.99) };
}
