import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { builtSources } from "../built-program.ts";
import { type Goal, median, missed } from "../goal.ts";
import { addedLatency } from "./added-latency.ts";
import { addedAtStreams, lostInChanges, memoryGrowth, rateOfEnvoys } from "./goals.ts";
import { type Plane, type PlaneName, planes, setWeight } from "./planes.ts";
import { type StreamDelays, streamDelays } from "./streams.ts";
import { quickUpstreams, streamingUpstream, type Upstreams } from "./upstreams.ts";
import { type Load, wrk } from "./wrk.ts";

export const title = "The router, beside HAProxy, nginx, Envoy and LiteLLM";

/** A row of figures; one of them may have a goal. */
interface Row {
  name: string;
  figures: Record<string, number | string>;
  goal?: { figure: number; goal: Goal };
}

const fast = ["router", "haproxy", "nginx", "envoy"] as const;
const connections = 8;
const streams = { streams: 1000, paceMs: 200, seconds: 8 };

/**
 * A row that cannot be measured, say because a peer cannot be installed, is missed and not left out.
 * @param options.full the million requests of the memory's row, else 400,000
 * @throws Error naming the rows that miss their goals
 */
export async function* lines({ full }: { full: boolean }): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), "genai-bench-router-"));
  const built = builtSources();
  const program = join(built.folder, "packages/router/src/main.js");
  const behind: string[] = [];
  const rows: [string, () => AsyncGenerator<Row>][] = [
    ["requests a second", () => rates(folder, program)],
    ["streams", () => streaming(folder, program)],
    ["changes of weights", () => changes(folder, program)],
    ["memory", () => memory(folder, program, full ? 1_000_000 : 400_000)],
  ];
  try {
    yield `${cpus().length} cores ${cpus()[0]?.model ?? ""}, Node ${process.version}, load by Debian's wrk, ${new Date().toISOString().slice(0, 10)}`;
    for (const [name, measure] of rows) {
      try {
        for await (const { goal, ...row } of measure()) {
          const wrong = goal && missed(goal.figure, goal.goal);
          if (wrong) behind.push(`${row.name}: ${wrong}`);
          yield JSON.stringify({ name: row.name, ...row.figures, ...(goal && { goal: goal.goal, met: !wrong }) });
        }
      } catch (error) {
        behind.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
        yield `${name}: not measured`;
      }
    }
    yield* addedLatency(program);
  } finally {
    built.remove();
    rmSync(folder, { recursive: true, force: true });
  }
  if (behind.length > 0) throw new Error(`goals missed: ${behind.join("; ")}`);
}

/** Starts what is asked for, and stops it whatever happens. */
async function behindOf<Result>(
  upstreams: Upstreams,
  names: readonly PlaneName[],
  start: ReturnType<typeof planes>,
  work: (started: Record<string, Plane>) => Promise<Result>,
): Promise<Result> {
  const started: Record<string, Plane> = {};
  try {
    for (const name of names) started[name] = await start[name](upstreams);
    return await work(started);
  } finally {
    for (const plane of Object.values(started)) await plane.stop();
    await upstreams.stop();
  }
}

/** In turn, so that all of them meet the same load of the machine; LiteLLM once, for it is slow. */
async function* rates(folder: string, program: string): AsyncGenerator<Row> {
  const start = planes(folder, program);
  const upstreams = await quickUpstreams(folder);
  const loads = await behindOf(upstreams, [...fast, "envoyOneThread"], start, async (started) => {
    const ports = new Map<string, number>([["direct", upstreams.baseline]]);
    for (const [name, { port }] of Object.entries(started)) ports.set(name, port);
    const found = new Map<string, Load[]>([...ports.keys()].map((name) => [name, []]));
    for (let round = 0; round < 5; round++)
      for (const [name, port] of ports) {
        // the first one warms up: Node's compiler takes its time to see what is hot
        const load = await wrk(folder, port, { connections, seconds: round === 0 ? 8 : 3 });
        if (round > 0) found.get(name)?.push(load);
      }
    return found;
  });
  const rateOf = (name: string): number[] => (loads.get(name) ?? []).map(({ perSecond }) => perSecond);
  const envoy = rateOf("envoy");
  const oneThread = rateOf("envoyOneThread");
  const direct = rateOf("direct");
  for (const [name, found] of loads) {
    const ratio = (to: number[]): number =>
      median(found.map(({ perSecond }, round) => perSecond / (to[round] ?? Number.NaN)));
    const figures = {
      perSecond: Math.round(median(rateOf(name))),
      ofDirect: rounded(ratio(direct)),
      ofEnvoy: rounded(ratio(envoy)),
      ofEnvoyOneThread: rounded(ratio(oneThread)),
      p99Ms: rounded(median(found.map(({ p99 }) => p99))),
      errors: found.reduce((sum, { errors }) => sum + errors, 0),
    };
    const row = { name: `${connections} connections: ${name}`, figures };
    yield name === "router" ? { ...row, goal: { figure: ratio(envoy), goal: rateOfEnvoys } } : row;
  }
  const again = await quickUpstreams(join(folder, "litellm-upstream"));
  const slow = await behindOf(again, ["litellm"], start, ({ litellm }) =>
    wrk(folder, litellm?.port ?? 0, { connections, seconds: 10 }),
  );
  const figures = { perSecond: Math.round(slow.perSecond), ofEnvoy: rounded(slow.perSecond / median(envoy)) };
  yield { name: `${connections} connections: litellm`, figures: { ...figures, errors: slow.errors } };
}

async function* streaming(folder: string, program: string): AsyncGenerator<Row> {
  const start = planes(folder, program);
  const upstreams = await streamingUpstream();
  const found = await behindOf(upstreams, fast, start, async (started) => {
    const ports = new Map<string, number>([["direct", upstreams.baseline]]);
    for (const [name, { port }] of Object.entries(started)) ports.set(name, port);
    const delays = new Map<string, StreamDelays[]>([...ports.keys()].map((name) => [name, []]));
    for (let round = 0; round < 3; round++)
      for (const [name, port] of ports) delays.get(name)?.push(await streamDelays(port, streams));
    return delays;
  });
  const direct = found.get("direct") ?? [];
  for (const [name, delays] of found) {
    const broken = delays.reduce((sum, each) => sum + each.broken, 0);
    const added = median(delays.map(({ p99 }, round) => p99 - (direct[round]?.p99 ?? Number.NaN)));
    const figures = {
      tokensPerSecond: Math.round(median(delays.map(({ tokens }) => tokens)) / streams.seconds),
      p50Ms: rounded(median(delays.map(({ p50 }) => p50))),
      p99Ms: rounded(median(delays.map(({ p99 }) => p99))),
      addedP99Ms: rounded(added),
      broken,
    };
    const row = { name: `${streams.streams} streams: ${name}`, figures };
    // a stream that broke has no tokens that could be late
    const figure = broken > 0 ? Number.NaN : added;
    yield name === "router" ? { ...row, goal: { figure, goal: addedAtStreams } } : row;
  }
}

async function* changes(folder: string, program: string): AsyncGenerator<Row> {
  const start = planes(folder, program);
  const count = 1000;
  const load = await behindOf(await quickUpstreams(folder), ["router"], start, async ({ router }) => {
    const port = router?.port ?? 0;
    let stop = (): void => undefined;
    const running = wrk(folder, port, {
      connections,
      seconds: 600,
      started: (child) => {
        stop = () => void child.kill("SIGINT");
      },
    });
    running.catch(() => undefined);
    try {
      for (let change = 0; change < count; change++) await setWeight(port, (change % 21) / 20, 60);
    } finally {
      stop();
    }
    return await running;
  });
  const figures = { changes: count, requests: load.requests, errors: load.errors, p99Ms: rounded(load.p99) };
  const figure = load.requests > count ? load.errors : Number.NaN;
  yield { name: "changes of weights under load", figures, goal: { figure, goal: lostInChanges } };
}

async function* memory(folder: string, program: string, most: number): AsyncGenerator<Row> {
  const start = planes(folder, program);
  const rss = await behindOf(await quickUpstreams(folder), ["router"], start, async ({ router }) => {
    const { port = 0, pid = 0 } = router ?? {};
    let requests = 0;
    let errors = 0;
    const upTo = async (wanted: number): Promise<number> => {
      while (requests < wanted) {
        const load = await wrk(folder, port, { connections, seconds: 5 });
        if (load.requests === 0) throw new Error("the router answers nothing");
        requests += load.requests;
        errors += load.errors;
      }
      return residentMegabytes(pid);
    };
    return { first: await upTo(200_000), last: await upTo(most), requests, errors };
  });
  const growth = rss.last / rss.first;
  const figures = {
    requests: rss.requests,
    errors: rss.errors,
    mbAfter200000: rounded(rss.first),
    mbAtEnd: rounded(rss.last),
    growth: rounded(growth),
  };
  yield { name: "memory", figures, goal: { figure: growth, goal: memoryGrowth } };
}

function residentMegabytes(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

const rounded = (value: number): number => Number(value.toPrecision(4));
