import { builtSources, type Cost, reportCost } from "./built-program.ts";

export const title = "A look at the router's log: time beside a bare reader of its lines, memory beside a tenth of it";

/** CPU seconds are of the work alone, so that they tell something on a busy machine, too. */
type Bare = { lines: number; bareSeconds: number; bareCpu: number };
type Read = Cost & Bare & { mb: number; workCpu: number };

const started = `
const started = performance.now(), before = process.cpuUsage();
const workCpu = () => { const { user, system } = process.cpuUsage(before); return (user + system) / 1e6; };
`;

/** The log is written first, in a process of its own: what writing takes is not the look's. */
const writing = `
import { openSync, closeSync, writeSync } from "node:fs";
const file = openSync("requests.jsonl", "w");
let batch = "", seed = 1;
const uniform = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
for (let index = 0; index < given.requests; index++) {
  const time = new Date(1.7e12 + index).toISOString(), requestId = "request-" + index;
  const variant = uniform() < 0.2 ? "canary" : "baseline";
  batch += JSON.stringify({
    kind: "request", time, requestId, variant, shadow: false, status: uniform() < 0.01 ? 502 : 200, error: null,
    latencyMs: Math.round(50000 * uniform()) / 100, firstTokenMs: Math.round(5000 * uniform()) / 100,
    promptTokens: Math.floor(500 * uniform()), completionTokens: Math.floor(200 * uniform()), weight: 0.2,
  }) + "\\n";
  if (uniform() < given.scored)
    batch += JSON.stringify({ kind: "score", time, requestId, variant, metric: "accuracy", value: uniform() < 0.9 ? 1 : 0, requestTime: time }) + "\\n";
  if (batch.length > 1e6) { writeSync(file, batch); batch = ""; }
}
writeSync(file, batch);
closeSync(file);
process.stdout.write("{}");
`;

/** The same lines by Node's own reader, nothing done with them. */
const bare = `
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
${started}
let lines = 0;
for await (const _line of createInterface({ input: createReadStream("requests.jsonl"), crlfDelay: Infinity })) lines += 1;
process.stdout.write(JSON.stringify({ lines, bareSeconds: (performance.now() - started) / 1000, bareCpu: workCpu() }));
`;

/** One look as the gate takes it: counts above tau, quality, cost by prices, time to first token, and the verdict. */
const looking = `
import { statSync } from "node:fs";
import { nodePlatform } from "#platform";
import { defaultSettings, lookAt, newCanaryState } from "#canary";
import { telemetryProviders } from "#telemetry";
import { foldStretch } from "./actions/canary-gate/router-stretch.js";
const declared = ["errors", "latency", "cost", "time-to-first-token", ...(given.scored > 0 ? ["quality"] : [])];
const share = Object.fromEntries(declared.map((metric) => [metric, 0.2]));
const further = { cost: { larger: "worse", max: 0.01, matters: 1.2 }, "time-to-first-token": { larger: "worse", max: 100, matters: 1.2 } };
const settings = { ...defaultSettings, weights: share, further };
const price = { input: 1, output: 4, hour: 0 };
const telemetry = await telemetryProviders["router-log"](nodePlatform(), { path: "requests.jsonl" });
${started}
const { fold } = await foldStretch(telemetry, "0", { declared, rules: settings, tauMs: 475, prices: { canary: price, baseline: price } });
const { look } = lookAt(newCanaryState(declared, settings), fold.increments("1"), settings);
const seconds = (performance.now() - started) / 1000;
const cpu = workCpu();
const requests = look.metrics.errors.canary.n + look.metrics.errors.baseline.n;
if (requests !== given.requests || look.verdict !== "CONTINUE") throw new Error(requests + " requests, " + JSON.stringify(look));
globalThis.found = { mb: statSync("requests.jsonl").size / 1e6, workCpu: cpu };
${reportCost}`;

/** @param options.full every request scored, too: twice the lines */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const built = builtSources();
  try {
    for (const scored of full ? [0, 1] : [0]) {
      const found: Read[] = [];
      for (const requests of [100_000, 1_000_000]) {
        await built.run(writing, { requests, scored });
        const plain = await built.run<Bare>(bare);
        const read = await built.run<Omit<Read, keyof Bare>>(looking, { requests, scored });
        const one = { ...read, ...plain };
        found.push(one);
        yield lineOf(one);
      }
      const [small, large] = found as [Read, Read];
      yield `ten times the requests: ${(large.rssMb / small.rssMb).toFixed(2)} times the memory`;
    }
  } finally {
    built.remove();
  }
}

const lineOf = ({ lines: count, mb, seconds, workCpu, bareSeconds, bareCpu, rssMb }: Read): string =>
  [
    `${count} lines (${mb.toFixed(0)} MB) in ${seconds.toFixed(2)} s (${workCpu.toFixed(2)} s of CPU)`,
    `${(seconds / bareSeconds).toFixed(2)} times a bare reader's ${bareSeconds.toFixed(2)} s (${(workCpu / bareCpu).toFixed(2)} times its ${bareCpu.toFixed(2)} s of CPU)`,
    `${rssMb.toFixed(0)} MB`,
  ].join(", ");
