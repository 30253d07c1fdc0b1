import { builtSources, type Cost, reportCost } from "./built-program.ts";
import { type Goal, missed } from "./goal.ts";

export const title = "A look at the router's log: time beside a bare reader of its lines, memory beside a tenth of it";

/**
 * Seconds of CPU, all threads together, that a look at 1,000,000 requests takes, the least of the rounds. On a quiet machine
 * the clock says about the same (both are printed); on a busy one it says what the others do.
 */
export const lookAtMillion: Goal = { atMost: 1 };
/** Peak of the memory at ten times the requests over what it was; a tenth is what collecting garbage moves it by. */
export const lookMemory: Goal = { atMost: 1.1 };
const rounds = 3;

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

/**
 * @param options.full every request scored, too: twice the lines, which no goal is about
 * @throws Error at the end, naming the goals that are missed
 */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const built = builtSources();
  const behind: string[] = [];
  try {
    for (const scored of full ? [0, 1] : [0]) {
      const measured = async (requests: number): Promise<Read> => {
        await built.run(writing, { requests, scored });
        const plain = await built.run<Bare>(bare);
        const looks: Omit<Read, keyof Bare>[] = [];
        for (let round = 0; round < rounds; round++) looks.push(await built.run(looking, { requests, scored }));
        return { ...leastOf(looks), ...plain };
      };
      const small = await measured(100_000);
      yield lineOf(small);
      const large = await measured(1_000_000);
      yield lineOf(large);
      const growth = large.rssMb / small.rssMb;
      yield `ten times the requests: ${growth.toFixed(2)} times the memory`;
      behind.push(...missedBy({ seconds: scored === 0 ? large.workCpu : 0, growth }));
    }
  } finally {
    built.remove();
  }
  if (behind.length > 0) throw new Error(`goals missed: ${behind.join("; ")}`);
}

/** What a look at the log misses of its goals, in words. */
export function missedBy({ seconds, growth }: { seconds: number; growth: number }): string[] {
  const found = [
    ["seconds of CPU for 1,000,000 requests", missed(seconds, lookAtMillion)] as const,
    ["memory at ten times the requests", missed(growth, lookMemory)] as const,
  ];
  return found.flatMap(([name, wrong]) => (wrong ? [`${name}: ${wrong}`] : []));
}

/** The quickest round, with the most memory of all. */
function leastOf(looks: readonly Omit<Read, keyof Bare>[]): Omit<Read, keyof Bare> {
  const [first] = looks.toSorted((left, right) => left.workCpu - right.workCpu);
  if (!first) throw new Error("no round was run");
  return { ...first, rssMb: Math.max(...looks.map(({ rssMb }) => rssMb)) };
}

const lineOf = ({ lines: count, mb, seconds, workCpu, bareSeconds, bareCpu, rssMb }: Read): string =>
  [
    `${count} lines (${mb.toFixed(0)} MB) in ${seconds.toFixed(2)} s (${workCpu.toFixed(2)} s of CPU)`,
    `${(seconds / bareSeconds).toFixed(2)} times a bare reader's ${bareSeconds.toFixed(2)} s (${(workCpu / bareCpu).toFixed(2)} times its ${bareCpu.toFixed(2)} s of CPU)`,
    `${rssMb.toFixed(0)} MB`,
  ].join(", ");
