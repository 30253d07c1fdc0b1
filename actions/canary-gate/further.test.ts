import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { canaryReportSchema } from "#contracts";
import { closeAll, fakeDeps, gateInputs, right, rollout } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const config = (more: object = {}): string =>
  JSON.stringify({
    schemaVersion: 1,
    shares: { errors: 0.25, latency: 0.25, quality: 0.25, cost: 0.25 },
    further: { cost: { larger: "worse", max: 0.05, matters: 1.2 } },
    ...more,
  });
const values = (value: number, count = 500): number[] =>
  Array.from({ length: count }, (_, at) => value + (at % 7) / 1e4);
const line = (ofCanary: number[], more: object = {}) => ({
  block: "1",
  canary: { requests: 500, errors: 5, extra: { cost: ofCanary }, ...more },
  baseline: { requests: 500, errors: 5, extra: { cost: values(0.01) } },
});

async function judged(rows: object[], yaml: string | undefined, changed: object = {}) {
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "looks.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  if (yaml !== undefined) await writeFile(join(deps.workspace, "metrics.yaml"), yaml);
  const result = await run({ ...gateInputs, ...(yaml && { "metrics-config": "metrics.yaml" }), ...changed }, deps);
  return { ...result, json: canaryReportSchema.parse(result.report?.json), deps };
}
const problemsOf = async (yaml: string, changed: object = {}, rows: object[] = [line(values(0.01))]) => {
  const error = await judged(rows, yaml, changed).catch((thrown) => thrown);
  expect(error.code).toBe("bad-input");
  return error.problems as { where: string; problem: string; legal?: string }[];
};

describe("further metrics of a file", () => {
  it("roll back a canary that costs half as much again, and say so in both languages", async () => {
    const { verdict, outputs, report } = await judged([line(values(0.015))], config());
    expect([verdict, outputs["reasons"]]).toEqual(["fail", "evidence:cost"]);
    expect(report?.markdown).toContain("Cost of a request, USD: 1.49 of the baseline's mean");
    expect((await judged([line(values(0.015))], config(), { language: "ru" })).report?.markdown).toContain(
      "Стоимость запроса, USD: 1,49 от базового среднего",
    );
  });

  it("that nobody declared are named and not judged", async () => {
    const { verdict, json, report } = await judged([line(values(0.015))], undefined);
    expect(verdict).toBe("pass");
    expect(json.notes).toContain("not-configured:cost");
    expect(report?.markdown).toContain("metrics-config does not declare the metric");
  });

  it("that were asked for and have no data hold the weight", async () => {
    const row = { block: "1", canary: { requests: 500, errors: 5 }, baseline: { requests: 500, errors: 5 } };
    const { verdict, outputs } = await judged([row], config(), { metrics: ["errors", "cost"] });
    expect([verdict, outputs["reasons"]]).toEqual(["inconclusive", "no-data:cost"]);
  });

  it("in dry run are told with what they would have done, and decide nothing", async () => {
    const { verdict, outputs, json, report } = await judged([line(values(0.015))], config(), {
      "dry-run-metrics": ["cost"],
    });
    expect([verdict, outputs["reasons"]]).toEqual(["pass", "dry-run:evidence:cost"]);
    expect(json.dryRun).toEqual(["cost"]);
    expect(report?.markdown).toContain("would have rolled back at look");
  });
});

describe("a bad declaration", () => {
  it("is told with all that is wrong in it", async () => {
    const problems = await problemsOf(
      config({
        shares: { errors: 0.5, latency: 0.2, speed: 0.1 },
        further: { cost: { larger: "worse", max: 0, matters: 0.9 }, errors: { larger: "worse", max: 1, matters: 2 } },
      }),
    );
    const told = problems.map(({ where, problem }) => `${where} ${problem}`).join("\n");
    expect(told).toMatch(/further\.cost\.max/);
    expect(told).toMatch(/errors/);
  });

  it("has shares that add up to something else, or are of something else", async () => {
    const [first, ...more] = await problemsOf(config({ shares: { errors: 0.5, cost: 0.4, speed: 0.05 } }));
    expect(first).toMatchObject({ where: "metrics.yaml: shares.speed", problem: expect.stringMatching(/no metric/) });
    expect(more).toMatchObject([{ where: "metrics.yaml: shares", problem: expect.stringMatching(/add up to 0.95/) }]);
    expect(await problemsOf(config({ shares: { errors: 1 } }))).toMatchObject([
      { where: "metrics.yaml: shares.cost", problem: "is missing" },
    ]);
    const matters = { cost: { larger: "worse", max: 1, matters: 0.8 } };
    expect(await problemsOf(config({ further: matters }))).toMatchObject([
      {
        where: expect.stringContaining("cost.matters"),
        problem: expect.stringMatching(/no loss where larger is worse/),
      },
    ]);
  });

  it("is a metric without a share, or a word that is no metric", async () => {
    const shares = { errors: 0.5, cost: 0.5 };
    expect(await problemsOf(config({ shares }), { metrics: ["errors", "quality", "cots"] })).toMatchObject([
      { where: "metrics", problem: '"quality" is no metric', legal: "errors, cost" },
      { where: "metrics", problem: '"cots" is no metric' },
    ]);
  });

  it("is a dry run of what is no metric, of what is not judged, or of everything", async () => {
    expect(await problemsOf(config(), { "dry-run-metrics": ["cots"] })).toMatchObject([
      { where: "dry-run-metrics", problem: '"cots" is no metric', legal: "errors, latency, quality, cost" },
    ]);
    expect(await problemsOf(config(), { "dry-run-metrics": ["quality"] })).toMatchObject([
      { problem: '"quality" is not judged', legal: "errors, cost" },
    ]);
    expect(await problemsOf(config(), { "dry-run-metrics": ["errors", "cost"] })).toMatchObject([
      { problem: "holds all that is judged, so that nothing could decide" },
    ]);
  });

  it("names counters that a file does not read", async () => {
    expect(await problemsOf(config({ counters: { requests: "my_requests_total" } }))).toMatchObject([
      { where: "metrics-config: counters", problem: "are not read by metric-source: file" },
    ]);
  });

  it("is a file that is not there", async () => {
    await expect(judged([line([])], undefined, { "metrics-config": "none.yaml" })).rejects.toMatchObject({
      code: "missing-file",
    });
  });
});

describe("the example's metrics.yaml", () => {
  const path = join(import.meta.dirname, "../../workflows/examples/mail-triage/configs/metrics.yaml");
  /** A look of 2,000 requests, whose costs differ by this much. */
  const lookWith = (times: number): object => {
    const arm = (factor: number) => {
      const cost = values(1, 2000).map((usd) => (usd * factor) / 10_000);
      const [firstToken, rating] = [values(200, 2000), values(4, 2000)];
      const extra = { cost, "time-to-first-token": firstToken, rating };
      return { requests: 2000, errors: 20, over_tau: 100, over_margin: 20, scores: values(0.9, 400), extra };
    };
    return { block: "1", canary: arm(times), baseline: arm(1) };
  };

  it("lets a canary go on that costs what the baseline does, and none that costs three times as much", async () => {
    const yaml = await readFile(path, "utf8");
    const same = await judged([lookWith(1)], yaml);
    expect(Object.keys(same.json.looks[0]?.metrics ?? {}).sort()).toEqual(
      expect.arrayContaining(["cost", "rating", "time-to-first-token"]),
    );
    expect(same.verdict).toBe("pass");
    const dear = await judged([lookWith(3)], yaml);
    expect([dear.verdict, dear.outputs["reasons"]]).toEqual(["fail", "evidence:cost"]);
  });
});

describe("further metrics of live traffic", () => {
  const yaml = config({
    shares: { errors: 0.2, latency: 0.2, quality: 0.2, cost: 0.2, rating: 0.2 },
    further: {
      cost: { larger: "worse", max: 0.01, matters: 1.2 },
      rating: { larger: "better", max: 5, matters: 0.95 },
    },
    prices: { canary: { input: 100, output: 500 }, baseline: { input: 10, output: 50 } },
  });

  it("are priced by the log's tokens, against each version's prices", async () => {
    const { run: gate, deps } = await rollout(run, right, undefined, {
      "metrics-config": "metrics.yaml",
      metrics: ["errors", "cost"],
      "look-requests": 300,
    });
    await writeFile(join(deps.workspace, "metrics.yaml"), yaml);
    const { verdict, outputs, report } = await gate();
    expect([verdict, outputs["reasons"]]).toEqual(["fail", "evidence:cost"]);
    const cost = canaryReportSchema.parse(report?.json).looks.at(-1)?.metrics["cost"];
    expect(cost?.ratio).toBeGreaterThan(5);
    expect(cost?.canary.n).toBeGreaterThan(50);
    const log = await readFile(join(deps.workspace, "state/deployments/mail/requests.jsonl"), "utf8");
    expect(log).toContain('"promptTokens":');
  });

  it("hold the weight where nothing was posted", async () => {
    const { run: gate, deps } = await rollout(run, right, undefined, {
      "metrics-config": "metrics.yaml",
      metrics: ["errors", "rating"],
      "on-inconclusive": "abort",
    });
    await writeFile(join(deps.workspace, "metrics.yaml"), yaml);
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("inconclusive");
    expect(outputs["reasons"]).toContain("no-data:rating");
  });
});
