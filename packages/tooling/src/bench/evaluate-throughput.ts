import { spawn } from "node:child_process";
import { builtSources, type Cost, reportCost } from "./built-program.ts";

export interface ThroughputBench {
  prompts: number;
  concurrency: number;
  serviceMs: number;
  /** A client that only sends and reads, on connections that are kept. */
  bare: Cost;
  /** Provider, pool and journal. */
  ours: Cost;
}

/** A model server that answers after so many milliseconds: a process of its own, so that its cost is not ours. */
const serverProgram = `
import { createServer } from "node:http";
const serviceMs = Number(process.argv[1]);
const answer = JSON.stringify({
  id: "chatcmpl-1", object: "chat.completion", created: 0, model: "bench",
  choices: [{ index: 0, message: { role: "assistant", content: "y".repeat(400) }, finish_reason: "stop" }],
  usage: { prompt_tokens: 250, completion_tokens: 100, total_tokens: 350 },
});
const server = createServer((incoming, response) => {
  incoming.resume().on("end", () => setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  }, serviceMs));
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
`;

const bareProgram = `
import { Agent, request } from "node:http";
const agent = new Agent({ keepAlive: true, maxSockets: given.concurrency });
let next = 0;
const once = (index) => new Promise((resolve, reject) => {
  const body = JSON.stringify({ model: "bench", messages: [{ role: "user", content: index + " " + "x".repeat(1000) }], max_tokens: 64 });
  const outgoing = request(given.baseUrl + "/chat/completions", {
    agent, method: "POST", headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body) },
  }, (response) => {
    const chunks = [];
    response.on("data", (chunk) => chunks.push(chunk)).on("end", () => resolve(JSON.parse(Buffer.concat(chunks)).choices[0].message.content));
  });
  outgoing.on("error", reject).end(body);
});
const begun = performance.now();
await Promise.all(Array.from({ length: given.concurrency }, async () => { while (next < given.prompts) await once(next++); }));
const seconds = (performance.now() - begun) / 1000;
agent.destroy();
${reportCost}`;

const ourProgram = `
import { inferenceProviders } from "#inference";
import { nodePlatform } from "#platform";
import { predictRows } from "./actions/evaluate/predict.js";
const deps = { ...nodePlatform(), log: { debug() {}, info() {}, notice() {}, warning() {}, error() {} } };
const inference = await inferenceProviders["openai-compatible"](deps, { baseUrl: given.baseUrl, model: "bench", attempts: 1 });
async function* rows() {
  for (let index = 0; index < given.prompts; index++)
    yield { id: "m" + index, messages: [{ role: "user", content: index + " " + "x".repeat(1000) }], references: ["y"] };
}
const { seconds, answered } = await predictRows(deps, inference, rows(), {
  path: "predictions-" + process.pid + ".jsonl", concurrency: given.concurrency, maxTokens: 64, temperature: 0,
  firstToken: false, likelihood: false, label: "bench", signal: new AbortController().signal,
});
if (answered !== given.prompts) throw new Error("answered " + answered);
${reportCost}`;

/** Both ways in turn against one server, the better of so many rounds of each. */
export async function benchEvaluateThroughput({
  prompts = 2000,
  concurrency = 64,
  serviceMs = 50,
  rounds = 3,
} = {}): Promise<ThroughputBench> {
  const server = spawn(process.execPath, ["--input-type=module", "--eval", serverProgram, String(serviceMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const built = builtSources();
  try {
    const port = await new Promise<number>((resolve) =>
      server.stdout.once("data", (line: Buffer) => resolve(Number(line.toString()))),
    );
    const values = { baseUrl: `http://127.0.0.1:${port}/v1`, prompts, concurrency };
    const bare: Cost[] = [];
    const ours: Cost[] = [];
    for (let round = 0; round < rounds; round++) {
      bare.push(await built.run(bareProgram, values));
      ours.push(await built.run(ourProgram, values));
    }
    return { prompts, concurrency, serviceMs, bare: best(bare), ours: best(ours) };
  } finally {
    server.kill("SIGKILL");
    built.remove();
  }
}

/** One line for a person. */
export function throughputBenchLine({ prompts, concurrency, serviceMs, bare, ours }: ThroughputBench): string {
  const said = ({ seconds, cpuSeconds, rssMb }: Cost): string =>
    `${seconds.toFixed(2)} s, ${cpuSeconds.toFixed(2)} CPU s, ${rssMb.toFixed(0)} MB`;
  return [
    `evaluate, ${prompts} prompts at ${concurrency} at once, server takes ${serviceMs} ms:`,
    `bare client ${said(bare)}; evaluate ${said(ours)};`,
    `time ratio ${(ours.seconds / bare.seconds).toFixed(2)} of 1.2, CPU of 1.5 s, memory of 150 MB`,
  ].join(" ");
}

function best(costs: Cost[]): Cost {
  return costs.toSorted((left, right) => left.seconds - right.seconds)[0] as Cost;
}

export const title = "Asking an endpoint, beside a bare client with kept connections";

export async function* lines(): AsyncGenerator<string> {
  yield throughputBenchLine(await benchEvaluateThroughput());
}
