import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CanaryReport, canaryReportSchema, type OneShotReport, oneShotReportSchema } from "#contracts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "dist-vectors-"));
// biome-ignore lint/suspicious/noExplicitAny: vectors are plain JSON
type Vector = any;
const vectors: Vector = JSON.parse(readFileSync(join(root, "packages/canary/src/__fixtures__/vectors.json"), "utf8"));

/** Inputs of the action by the names of the vectors that they put in a metrics file. */
const jobs: Record<string, Record<string, string>> = {};

function job(name: string, blocks: readonly object[], inputs: Record<string, string> = {}): string {
  const path = join(folder, String(Object.keys(jobs).length));
  writeFileSync(`${path}.jsonl`, blocks.map((block) => `${JSON.stringify(block)}\n`).join(""));
  jobs[name] = { "metrics-file": `${path}.jsonl`, "report-dir": path, language: "en", "fail-on": "never", ...inputs };
  return name;
}

/** The shared bundle as a runner downloads it, once for all: what starts it anew for each vector takes longer than all do. */
const driver = `
import { readFileSync } from "node:fs";
const { start } = await import(${JSON.stringify(pathToFileURL(join(root, "dist/bundle/index.js")).href)});
const ended = Symbol("ended");
process.exit = () => { throw ended; };
for (const inputs of Object.values(JSON.parse(readFileSync("jobs.json", "utf8")))) {
  for (const name of Object.keys(process.env)) if (name.startsWith("INPUT_")) delete process.env[name];
  for (const [name, value] of Object.entries(inputs)) process.env["INPUT_" + name.toUpperCase()] = value;
  await start("canary-gate", ${JSON.stringify(join(root, "dist"))}).catch((error) => { if (error !== ended) throw error; });
  if (process.exitCode) throw new Error("the gate failed on " + JSON.stringify(inputs));
}
`;

beforeAll(() => {
  const file = (name: string, text = ""): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  file("jobs.json", JSON.stringify(jobs));
  const env = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_OUTPUT: file("output"),
    GITHUB_STATE: file("state"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    XDG_STATE_HOME: folder,
  };
  const program = ["--input-type=module", "-e", driver];
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { cwd: folder, env, encoding: "utf8" });
  expect(status, `${stdout}${stderr}`.slice(-3000)).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reportOf = (name: string): unknown =>
  JSON.parse(readFileSync(join(jobs[name]?.["report-dir"] ?? "", "canary-report.json"), "utf8"));
const looksOf = (name: string): CanaryReport["looks"] => canaryReportSchema.parse(reportOf(name)).looks;
const near = (found: number | null | undefined, expected: number, within = 1e-9): void =>
  expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThan(within);

/** Latency says nothing here: it is what decides, so that errors alone end no file before its last line. */
const silent = { over_tau: 0, over_margin: 0 };
const toTheEnd = (metric: string) => ({ "dry-run-metrics": metric });
const errorBlock = ([nC, xC, nB, xB]: readonly number[], index: number, more: object = silent) => ({
  block: `b${index}`,
  canary: { requests: nC, errors: xC, ...more },
  baseline: { requests: nB, errors: xB, ...more },
});

describe("errors by the bundle", () => {
  /** Swings of the baseline come from windows in the action, and are given in the others. */
  const plain = (vectors.rate as Vector[]).filter(({ phi = 1, phis }) => phi === 1 && phis === undefined);
  const named = plain.map((vector) => {
    const blocks = vector.blocks.map((counts: number[], index: number) => errorBlock(counts, index));
    const inputs = { ...toTheEnd("errors"), null: vector.rho === 1 ? "any" : "tolerance" };
    return { vector, name: job(`errors ${vector.name}`, blocks, inputs) };
  });

  it.each(named)("agree with $name", ({ vector, name }) => {
    const looks = looksOf(name);
    expect(looks).toHaveLength(vector.blocks.length);
    for (const [index, expected] of (vector.logE_trace ?? []).entries())
      near(looks[index]?.metrics.errors?.log_e, expected);
    const last = looks.at(-1)?.metrics.errors;
    near(last?.log_e, vector.logE);
    if (typeof vector.mh_ratio === "number") near(last?.ratio, vector.mh_ratio, 1e-6);
    // without an event of the baseline there is no ratio
    else expect(last?.ratio).toBeNull();
  });

  const sequences = (vectors.ratio_cs as Vector[]).map((vector) => {
    const blocks = vector.blocks.map((counts: number[], index: number) => errorBlock(counts, index));
    // a third of alpha is the metric's
    return {
      vector,
      name: job(`sequence ${vector.name}`, blocks, { ...toTheEnd("errors"), alpha: String(3 * vector.alpha) }),
    };
  });

  it.each(sequences)("have the confidence $name", ({ vector, name }) => {
    const looks = looksOf(name);
    expect(looks).toHaveLength(vector.blocks.length);
    const { ratio_low: low, ratio_high: high } = looks.at(-1)?.metrics.errors ?? {};
    for (const [bound, expected] of [
      [low, vector.cs[0]],
      [high, vector.cs[1]],
    ])
      if (typeof expected === "number") near(bound, expected, 1e-6);
      else expect(bound).toBeNull();
  });
});

describe("quality by the bundle", () => {
  const named = (vectors.quality as Vector[]).map((vector) => {
    const arm = (scores: number[]) => ({ requests: scores.length, scores, ...silent });
    const blocks = vector.blocks.map(({ canary, baseline }: Vector, index: number) => ({
      block: `b${index}`,
      canary: arm(canary),
      baseline: arm(baseline),
    }));
    const inputs = { ...toTheEnd("quality"), null: vector.kappa === 1 ? "any" : "tolerance" };
    return { vector, name: job(`quality ${vector.name}`, blocks, inputs) };
  });

  it.each(named)("agrees with $name", ({ vector, name }) => {
    const looks = looksOf(name);
    expect(looks).toHaveLength(vector.blocks.length);
    for (const [index, { metrics }] of looks.entries()) near(metrics.quality?.log_e, vector.logE_trace[index]);
    expect(looks.at(-1)?.metrics.quality?.guard).toBe(vector.guard);
  });
});

describe("verdicts by the bundle", () => {
  const named = (vectors.verdicts as Vector[]).map((vector) => {
    const blocks = vector.error_blocks.map((counts: number[], index: number) => {
      const { block, canary, baseline } = errorBlock(counts, index, {});
      const latency = vector.latency_blocks?.[index];
      const quality = vector.quality_blocks?.[index];
      const ofCanary = { ...(latency && { over_tau: latency[1], over_margin: latency[2] }) };
      const ofBaseline = { ...(latency && { over_tau: latency[4] }) };
      return {
        block,
        canary: { ...canary, ...ofCanary, ...(quality && { scores: quality.canary }) },
        baseline: { ...baseline, ...ofBaseline, ...(quality && { scores: quality.baseline }) },
      };
    });
    const inputs = { alpha: String(vector.alpha), "min-requests": String(vector.min_canary_requests) };
    return { vector, name: job(`verdict ${vector.name}`, blocks, inputs) };
  });

  it.each(named)("agree with $name", ({ vector, name }) => {
    const look = looksOf(name).at(-1);
    expect(look?.verdict).toBe(vector.verdict);
    const judged = (["errors", "latency", "quality"] as const).filter((metric) => look?.metrics[metric]);
    expect(judged.length).toBeGreaterThan(0);
    for (const metric of judged) {
      const index = ["errors", "latency", "quality"].indexOf(metric);
      near(look?.metrics[metric]?.log_e, vector.logE[index]);
      expect(look?.metrics[metric]?.guard).toBe(vector.guards[index]);
    }
  });
});

describe("one comparison by the bundle", () => {
  const metricOf = (name: string, metric: string): OneShotReport["metrics"][string] | undefined =>
    oneShotReportSchema.parse(reportOf(name)).metrics[metric];
  const once = { rule: "one-shot" };
  const rates = (vectors.one_shot as Vector[]).map((vector, index) => {
    const block = errorBlock([vector.n1, vector.x1, vector.n0, vector.x0], index, {});
    return { vector, name: job(`rates ${vector.x1}/${vector.n1}, ${vector.x0}/${vector.n0}`, [block], once) };
  });

  it.each(rates)("agrees with $name", ({ vector, name }) => {
    const errors = metricOf(name, "errors");
    if (errors?.test !== "conditional-binomial") throw new Error(`${errors?.test} is no test of rates`);
    near(errors.p, vector.cond_binom_greater_p, 1e-6);
    for (const [interval, expected] of [
      [errors.ratio, vector.koopman_ratio],
      [errors.ratio_miettinen_nurminen, vector.mn_ratio],
      [errors.difference, vector.newcombe_diff],
    ] as const)
      for (const [bound, wanted] of [
        [interval.low, expected[0]],
        [interval.high, expected[1]],
      ])
        if (typeof wanted === "number") near(bound, wanted, 1e-6);
        else expect(bound).toBeNull();
  });

  const ranks = (vectors.mann_whitney as Vector[]).map((vector) => {
    const arm = (latencies_ms: number[]) => ({ requests: latencies_ms.length, latencies_ms });
    const block = { block: "1", canary: arm(vector.x), baseline: arm(vector.y) };
    return { vector, name: job(`latencies U = ${vector.U}`, [block], once) };
  });

  it.each(ranks)("agrees with $name", ({ vector, name }) => {
    const latency = metricOf(name, "latency");
    if (latency?.test !== "mann-whitney") throw new Error(`${latency?.test} is no test of ranks`);
    near(latency.p, vector.p_greater_asymptotic_cc, 1e-6);
    near(latency.cles, vector.cles, 1e-6);
    near(latency.shift, vector.hodges_lehmann, 1e-6);
    near(latency.canary, vector.p95_x, 1e-6);
  });
});
