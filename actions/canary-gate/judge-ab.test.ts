import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { abReportSchema, abStateSchema } from "#contracts";
import { closeAll, fakeDeps, gateInputs, right, rollout } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const config = JSON.stringify({
  schemaVersion: 1,
  shares: { quality: 0.4, rating: 0.3, cost: 0.3 },
  further: {
    rating: { larger: "better", max: 5, matters: 0.95 },
    cost: { larger: "worse", max: 0.02, matters: 1.2 },
  },
});
const values = (value: number, step: number): number[] =>
  Array.from({ length: 400 }, (_, at) => value + (((at * 7) % 10) - 4.5) * step);
const line = (block: string, rating: number, cost: number) => ({
  block,
  canary: {
    requests: 400,
    scores: values(0.8, 0.02),
    extra: { rating: values(rating, 0.1), cost: values(cost, 1e-4) },
  },
  baseline: { requests: 400, scores: values(0.8, 0.02), extra: { rating: values(3, 0.1), cost: values(0.01, 1e-4) } },
});

async function compared(rows: readonly object[], changed: object = {}, deps?: Awaited<ReturnType<typeof fakeDeps>>) {
  const used = deps ?? (await fakeDeps());
  await writeFile(join(used.workspace, "looks.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  await writeFile(join(used.workspace, "metrics.yaml"), config);
  const result = await run({ ...gateInputs, rule: "ab", "metrics-config": "metrics.yaml", ...changed }, used);
  return { ...result, json: abReportSchema.parse(result.report?.json), deps: used };
}

describe("an A/B comparison of a file", () => {
  it("names the winner by users' ratings, and draws the intervals", async () => {
    const { verdict, outputs, report } = await compared([line("1", 4, 0.01), line("2", 4, 0.01)]);
    expect([verdict, outputs]).toMatchObject(["pass", { looks: 2, reasons: "", winner: "canary" }]);
    expect(report?.html).toContain("<svg");
    expect(report?.markdown).toContain("Better is the new version: rating");
    const lost = await compared([line("1", 2, 0.01)], { language: "ru" });
    expect([lost.verdict, lost.outputs["winner"]]).toEqual(["fail", "baseline"]);
    expect(lost.report?.markdown).toContain("Лучше базовая версия: rating");
  });

  it("names nobody where ratings and cost speak for different ones, or nothing speaks", async () => {
    const torn = await compared([line("1", 4, 0.016), line("2", 4, 0.016)]);
    expect([torn.verdict, torn.outputs]).toMatchObject([
      "inconclusive",
      { looks: 2, reasons: "conflict:cost,conflict:rating", winner: "" },
    ]);
    const even = await compared([line("1", 3, 0.01)]);
    expect(even.outputs["reasons"]).toBe("not-separated:quality,not-separated:cost,not-separated:rating");
    const nothing = await compared([{ block: "1", canary: { requests: 9 }, baseline: { requests: 9 } }]);
    expect([nothing.verdict, nothing.outputs["reasons"]]).toEqual(["inconclusive", "no-data"]);
  });

  it("goes on over several runs to the same figures, and counts no block twice", async () => {
    const whole = await compared([line("1", 3.2, 0.01), line("2", 3.2, 0.01)]);
    const first = await compared([line("1", 3.2, 0.01)], { state: "ab.json" });
    const second = await compared([line("2", 3.2, 0.01)], { state: "ab.json" }, first.deps);
    expect(second.json.metrics).toEqual(whole.json.metrics);
    abStateSchema.parse(JSON.parse(await readFile(join(first.deps.workspace, "ab.json"), "utf8")));
    await expect(compared([line("2", 3.2, 0.01)], { state: "ab.json" }, first.deps)).rejects.toMatchObject({
      code: "bad-looks",
    });
    await expect(compared([line("3", 3, 0.01)], { state: "ab.json", alpha: 0.2 }, first.deps)).rejects.toMatchObject({
      code: "canary-rules-changed",
    });
  });

  it("is of single values: not of errors, not of counters, not in dry run", async () => {
    const wrong = { metrics: ["latency"], "metric-source": "prometheus", "dry-run-metrics": ["cost"] };
    const shares = JSON.stringify({
      schemaVersion: 1,
      shares: { latency: 0.5, quality: 0.3, cost: 0.2 },
      further: { cost: { larger: "worse", max: 1, matters: 1.2 } },
    });
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "metrics.yaml"), shares);
    const error = await run(
      { ...gateInputs, rule: "ab", "metrics-config": "metrics.yaml", ...wrong } as never,
      deps,
    ).catch((thrown) => thrown);
    expect(error.problems.map(({ where }: { where: string }) => where)).toEqual([
      "metrics",
      "metric-source",
      "plan",
      "dry-run-metrics",
    ]);
  });
});

describe("an A/B comparison of live traffic", () => {
  const ab = { rule: "ab", plan: ["50%"], "look-requests": 160, "max-duration": 30 };

  it("looks until the worse one is known, and leaves the canary nothing where that is it", async () => {
    const { run: gate, admin } = await rollout(run, () => '{"label":"ham"}', undefined, ab);
    const { outputs, verdict } = await gate();
    expect([verdict, outputs["winner"]]).toEqual(["fail", "baseline"]);
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("ends without a winner when the time is over, with every score since its first moment counted", async () => {
    const { run: gate, admin } = await rollout(run, right, undefined, { ...ab, "max-duration": 0 });
    const { outputs, verdict, report } = await gate();
    const { canary, baseline } = abReportSchema.parse(report?.json).metrics["quality"] ?? {};
    expect((canary?.n ?? 0) + (baseline?.n ?? 0)).toBe(160);
    expect([verdict, outputs["reasons"]]).toEqual(["inconclusive", "not-separated:quality"]);
    expect((await admin.state()).weights.canary).toBe(0);
  });
});
