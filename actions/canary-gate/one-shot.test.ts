import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { oneShotReportSchema } from "#contracts";
import { closeAll, fakeDeps, gateInputs, right, rollout } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

async function compared(rows: readonly object[], changed: object = {}) {
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "looks.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const result = await run({ ...gateInputs, rule: "one-shot", ...changed }, deps);
  return { ...result, json: oneShotReportSchema.parse(result.report?.json) };
}
const latencies = (factor: number): number[] =>
  Array.from({ length: 200 }, (_, at) => factor * (100 + ((at * 37) % 200)));
const line = (block: string, errors: number, more: object = {}) => ({
  block,
  canary: { requests: 250, errors, ...more },
  baseline: { requests: 250, errors: 3, latencies_ms: latencies(1) },
});

describe("one comparison of a file", () => {
  it("judges all lines together, by exact and rank tests, and says that it may not be repeated", async () => {
    const more = { latencies_ms: latencies(1.5) };
    const { verdict, outputs, json, report } = await compared([line("1", 12, more), line("2", 14, more)]);
    expect([verdict, outputs]).toMatchObject([
      "fail",
      { looks: 1, reasons: "one-shot:errors,one-shot:latency", winner: "" },
    ]);
    expect(json.requests).toEqual({ canary: 500, baseline: 500 });
    expect(json.metrics["errors"]).toMatchObject({ test: "conditional-binomial", breach: true });
    expect(json.metrics["latency"]).toMatchObject({ test: "mann-whitney", breach: true });
    expect(report?.markdown).toContain("It may not be repeated while data comes in");
    expect(report?.markdown).toContain("Hodges-Lehmann shift");
  });

  it("passes what is like its baseline", async () => {
    const { verdict, json } = await compared([line("1", 3, { latencies_ms: latencies(1) })]);
    expect([verdict, json.decision, json.lacking]).toEqual(["pass", "CONTINUE", []]);
  });

  it("judges latency by counts above tau where no latencies are", async () => {
    const counted = (slow: number) => ({ requests: 1000, over_tau: slow, over_margin: slow });
    const row = { block: "1", canary: counted(150), baseline: counted(50) };
    const { outputs, json } = await compared([row]);
    expect(outputs["reasons"]).toBe("one-shot:latency");
    expect(json.metrics["latency"]).toMatchObject({ test: "conditional-binomial" });
  });

  it("passes nothing without data: none, of one arm, of a part of the lines, too little, or lacking unequally", async () => {
    const bare = { requests: 100 };
    const inconclusive = async (rows: object[], changed: object = {}): Promise<string> => {
      const { verdict, outputs } = await compared(rows, changed);
      expect(verdict).toBe("inconclusive");
      return String(outputs["reasons"]);
    };
    await inconclusive([{ block: "1", canary: bare, baseline: bare }]);
    expect(await inconclusive([{ block: "1", canary: { ...bare, errors: 1 }, baseline: bare }])).toBe("no-data:errors");
    const full = { requests: 100, errors: 1 };
    const rows = [
      { block: "1", canary: full, baseline: full },
      { block: "2", canary: full, baseline: bare },
    ];
    expect(await inconclusive(rows)).toBe("no-data:errors");
    const few = { requests: 49, errors: 0 };
    await inconclusive([{ block: "1", canary: few, baseline: full }]);
    expect(await inconclusive([line("1", 1)], { metrics: ["errors", "quality"] })).toBe("no-data:quality");
    const scored = { requests: 200, scores: new Array(200).fill(1) };
    const unlike = { requests: 200, scores: new Array(120).fill(1), scores_missing: 80 };
    expect(await inconclusive([{ block: "1", canary: unlike, baseline: scored }])).toBe("no-data:quality");
  });

  it("refuses a state: a second look is no continuation", async () => {
    await expect(compared([line("1", 1)], { state: "s.json" })).rejects.toMatchObject({
      problems: [{ where: "state" }],
    });
    await expect(compared([])).rejects.toMatchObject({ code: "no-looks" });
  });
});

describe("one comparison of live traffic", () => {
  const once = { rule: "one-shot", plan: ["50%"], "look-requests": 240 };

  it("passes a canary like its baseline, and hands its weight over", async () => {
    const { run: gate, admin } = await rollout(run, right, undefined, once);
    const { verdict, report } = await gate();
    const json = oneShotReportSchema.parse(report?.json);
    expect(json.lacking).toEqual([]);
    expect(verdict).toBe("pass");
    expect(json.modelRefs).toEqual({ canary: "mail#new", baseline: "mail#old" });
    expect((await admin.state()).weights.canary).toBe(0.5);
  });

  it("fails wrong answers, and leaves the canary nothing", async () => {
    const { run: gate, admin } = await rollout(run, () => '{"label":"ham"}', undefined, once);
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("fail");
    expect(outputs["reasons"]).toContain("one-shot:quality");
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("holds one weight, and says so of a plan with more", async () => {
    const { run: gate } = await rollout(run, right, undefined, { ...once, plan: ["10%", "50%"] });
    await expect(gate()).rejects.toMatchObject({ problems: [{ where: "plan", legal: "one share, such as 50%" }] });
  });
});
