import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { type CanaryBlock, canaryReportSchema, canaryStateSchema } from "#contracts";
import { type FakeDeps, fakeDeps, fakeEnvironment, fakeHost, gateInputs } from "#testing";
import { main } from "./main.ts";
import { post } from "./post.ts";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

const inputs = gateInputs;

const look = (block: string, canaryErrors: number, more: Partial<CanaryBlock["canary"]> = {}): CanaryBlock => ({
  block,
  canary: { requests: 200, errors: canaryErrors, ...more },
  baseline: { requests: 1800, errors: 18 },
});
const linesOf = (blocks: readonly unknown[]): string => blocks.map((block) => `${JSON.stringify(block)}\n`).join("");

async function depsWith(content: string | readonly unknown[]): Promise<FakeDeps> {
  const deps = await fakeDeps();
  await writeFile(join(deps.workspace, "looks.jsonl"), typeof content === "string" ? content : linesOf(content));
  return deps;
}

async function judged(content: readonly unknown[], changed: Partial<Inputs<typeof spec>> = {}) {
  const deps = await depsWith(content);
  const result = await run({ ...inputs, ...changed }, deps);
  return { ...result, deps, json: canaryReportSchema.parse(result.report?.json) };
}

async function refused(content: string | readonly unknown[], changed: Partial<Inputs<typeof spec>> = {}) {
  const error = await run({ ...inputs, ...changed }, await depsWith(content)).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(Error);
  return error;
}

describe("canary-gate on a file of looks", () => {
  it("passes a canary like its baseline", async () => {
    const { verdict, outputs, json, report } = await judged([look("1", 2), look("2", 1), look("3", 3)]);
    expect(verdict).toBe("pass");
    expect(outputs).toEqual({ looks: 3, reasons: "", steps: "", weight: "", winner: "" });
    expect(json.looks.map((entry) => entry.verdict)).toEqual(["CONTINUE", "CONTINUE", "CONTINUE"]);
    expect(json.looks[2]?.metrics.errors).toMatchObject({ guard: false, canary: { events: 6, n: 600 } });
    expect(report?.html).toContain("<svg");
  });

  it("fails a canary with many more errors, and judges nothing after that", async () => {
    const { verdict, outputs, json, report } = await judged([look("1", 2), look("2", 30), look("3", 0)]);
    expect(verdict).toBe("fail");
    expect(outputs).toMatchObject({ looks: 2, reasons: "evidence:errors", winner: "" });
    expect(json.looks.at(-1)?.verdict).toBe("ROLLBACK");
    expect(json.notJudged).toBe(1);
    expect(report?.markdown).toContain("Rolled back at look");
  });

  it("fails on slow answers and on worse ones", async () => {
    const slow = { ...look("1", 2), canary: { requests: 200, over_tau: 60, over_margin: 50 } };
    const latency = await judged([{ ...slow, baseline: { requests: 1800, over_tau: 90 } }]);
    expect(latency.outputs["reasons"]).toBe("evidence:latency");
    const scored = (value: number, count: number) => ({ requests: count, scores: new Array(count).fill(value) });
    const quality = await judged([{ block: "1", canary: scored(6, 100), baseline: scored(9, 900) }]);
    expect(quality.outputs["reasons"]).toBe("evidence:quality");
    expect(quality.json.looks[0]?.metrics.quality?.ratio).toBeCloseTo(2 / 3);
  });

  it("is inconclusive without requests enough or data that were declared, never passed", async () => {
    expect((await judged([look("1", 0, { requests: 49 })])).outputs["reasons"]).toBe("too-few-requests");
    expect((await judged([look("1", 1)], { metrics: ["errors", "quality"] })).verdict).toBe("inconclusive");
    expect((await judged([{ block: "1", canary: { requests: 100 }, baseline: { requests: 100 } }])).verdict).toBe(
      "inconclusive",
    );
  });

  it("goes on after a hold, unless it shall end there", async () => {
    const blocks = [look("1", 0, { requests: 30 }), look("2", 0, { requests: 30 })];
    expect(await judged(blocks)).toMatchObject({ verdict: "pass", outputs: { looks: 2 } });
    const aborted = await judged(blocks, { "on-inconclusive": "abort" });
    expect(aborted).toMatchObject({ verdict: "inconclusive", outputs: { looks: 1 } });
  });

  it("rolls back on noise by the specification's rule, and says that it does", async () => {
    const { verdict, report } = await judged([look("1", 4)], { rule: "specification", language: "ru" });
    expect(verdict).toBe("fail");
    expect(report?.markdown).toContain("срабатывает на шуме");
    expect((await judged([look("1", 4)])).verdict).not.toBe("fail");
  });

  it("weighs bursts that the baseline has by itself", async () => {
    const deps = await depsWith([look("1", 12)]);
    const windows = Array.from({ length: 60 }, (_, index) => ({ requests: 1000, errors: index % 10 === 0 ? 60 : 5 }));
    await writeFile(join(deps.workspace, "windows.jsonl"), linesOf(windows));
    expect((await run(inputs, deps)).verdict).toBe("fail");
    const weighed = await run({ ...inputs, "baseline-windows": "windows.jsonl" }, deps);
    expect(weighed.verdict).not.toBe("fail");
    expect(canaryReportSchema.parse(weighed.report?.json).notes).not.toContain("phi-unknown-errors");
  });
});

describe("a rollout over several runs", () => {
  const lasting = { ...inputs, state: "state/canary-state.json" };

  it("goes on where it was, to the same figures", async () => {
    const whole = await judged([look("1", 4), look("2", 3), look("3", 5)]);
    const deps = await depsWith([look("1", 4), look("2", 3)]);
    await run(lasting, deps);
    await writeFile(join(deps.workspace, "looks.jsonl"), linesOf([look("3", 5)]));
    const { report } = await run(lasting, deps);
    expect(canaryReportSchema.parse(report?.json).looks[0]).toEqual(whole.json.looks[2]);
    const stored = JSON.parse(await readFile(join(deps.workspace, lasting.state), "utf8"));
    expect(canaryStateSchema.parse(stored).blocks).toEqual(["1", "2", "3"]);
  });

  it("warns of a runner that forgets the state, at the first look alone", async () => {
    const deps = await depsWith([look("1", 2)]);
    const environment = fakeEnvironment({ ...deps.environment.all(), RUNNER_ENVIRONMENT: "github-hosted" });
    const warnings = (): string[] => deps.log.lines.filter((line) => line.startsWith("warning: "));
    await run(lasting, { ...deps, environment });
    expect(warnings()).toEqual([expect.stringMatching(/canary-state\.json is not there.*actions\/cache/)]);
    await writeFile(join(deps.workspace, "looks.jsonl"), linesOf([look("2", 2)]));
    await run(lasting, { ...deps, environment });
    expect(warnings()).toHaveLength(1);
    const kept = await depsWith([look("1", 2)]);
    await run(lasting, kept);
    expect(kept.log.lines.join()).not.toContain("warning: ");
  });

  it("refuses blocks that were counted, all at once, and leaves the state as it was", async () => {
    const deps = await depsWith([look("1", 2), look("2", 2)]);
    await run(lasting, deps);
    const state = await readFile(join(deps.workspace, lasting.state), "utf8");
    const error = await run(lasting, deps).catch((thrown) => thrown);
    expect(error.problems).toHaveLength(2);
    expect(await readFile(join(deps.workspace, lasting.state), "utf8")).toBe(state);
  });

  it("takes nothing after a rollback, and nothing under other rules", async () => {
    const deps = await depsWith([look("1", 1)]);
    await run(lasting, deps);
    await writeFile(join(deps.workspace, "looks.jsonl"), linesOf([look("2", 40)]));
    await expect(run({ ...lasting, alpha: 0.2 }, deps)).rejects.toMatchObject({ code: "canary-rules-changed" });
    expect((await run(lasting, deps)).verdict).toBe("fail");
    await writeFile(join(deps.workspace, "looks.jsonl"), linesOf([look("3", 0)]));
    await expect(run(lasting, deps)).rejects.toMatchObject({ code: "canary-rolled-back" });
  });

  it("does not read a broken state as a new rollout", async () => {
    const deps = await depsWith([look("1", 1)]);
    await run(lasting, deps);
    await writeFile(join(deps.workspace, lasting.state), '{"half');
    await expect(run(lasting, deps)).rejects.toMatchObject({ code: "canary-state-corrupt" });
    await writeFile(join(deps.workspace, lasting.state), "{}");
    await expect(run(lasting, deps)).rejects.toMatchObject({ code: "bad-input" });
  });
});

describe("bad looks", () => {
  it("are an error where there is none: nothing measured is no success", async () => {
    for (const nothing of ["", "\n\n", "\uFEFF"]) expect(await refused(nothing)).toMatchObject({ code: "no-looks" });
  });

  it("are told all at once, each with its line and reason", async () => {
    const lines = [
      JSON.stringify(look("1", 1)),
      '{"block": "2", "canary": {"requests": NaN, "errors": 0}, "baseline": {"requests": 1}}',
      "{broken",
      '{"block": "4", "canary": {"requests": 1e999}, "baseline": {"requests": 1}}',
      JSON.stringify(look("5", 300)),
      JSON.stringify(look("6", -1)),
      JSON.stringify({ ...look("7", 1), typo: 1 }),
      JSON.stringify(look("1", 1)),
      '{"block": "9\u0000"}',
    ];
    const { problems } = await refused(`\uFEFF${lines.join("\r\n")}`);
    const found = problems.map(({ where }: { where: string }) => /looks\.jsonl:(\d+)/.exec(where)?.[1]);
    expect([...new Set(found)].sort()).toEqual(["2", "3", "4", "5", "6", "7", "8", "9"]);
  });

  it("are cut to twenty and a count", async () => {
    const { problems } = await refused("{\n".repeat(1000));
    expect(problems).toHaveLength(21);
    expect(problems[20].problem).toContain("1000 bad rows");
  });

  it("may be as long as memory should hold and no longer", async () => {
    const deps = await depsWith([look("1", 1)]);
    await appendFile(join(deps.workspace, "looks.jsonl"), `{"block": "${"x".repeat(10_000_000)}"}\n`);
    await expect(run(inputs, deps)).rejects.toThrow(/longer than/);
  });

  it("come with the input that is missing or unknown", async () => {
    expect((await refused([], { "metrics-file": undefined, metrics: ["cost"] })).problems).toHaveLength(2);
    expect(await refused([], { "metrics-file": "none.jsonl" })).toMatchObject({ code: "file-missing" });
  });
});

describe("the step", () => {
  it("has the verdict error and fails when the file is bad", async () => {
    const deps = await depsWith("");
    const host = fakeHost({ "metrics-file": join(deps.workspace, "looks.jsonl") });
    await main({ host, distFolder: deps.distFolder });
    expect(host.outputs.get("verdict")).toBe("error");
    expect(host.failures[0]).toContain("holds no look");
  });

  it("writes canary-report.json, and its outputs and summary, in Russian unless told", async () => {
    const deps = await depsWith([look("1", 2)]);
    const folder = join(deps.workspace, "out");
    const host = fakeHost({ "metrics-file": join(deps.workspace, "looks.jsonl"), "report-dir": folder });
    await main({ host, distFolder: deps.distFolder });
    expect(host.failures).toEqual([]);
    expect(host.outputs.get("verdict")).toBe("pass");
    expect(host.outputs.get("report-path")).toBe(join(folder, "canary-report.json"));
    canaryReportSchema.parse(JSON.parse(await readFile(join(folder, "canary-report.json"), "utf8")));
    expect(host.summary[0]).toContain("Канареечный выпуск");
  });

  it("lets no block id write workflow commands or HTML", async () => {
    const hostile = look("x\n::error::forged <img src=x onerror=alert(1)>", 2);
    const { deps, report } = await judged([hostile]);
    expect(report?.html).not.toContain("<img");
    expect(deps.log.lines.every((line) => !line.includes("\n"))).toBe(true);
  });

  it("says after an ending in between that nothing counts, and nothing after a full one", async () => {
    const deps = await depsWith([look("1", 2)]);
    await post({ ...inputs, state: "canary-state.json" }, deps);
    expect(JSON.stringify(deps.log.lines)).toContain("did not come to its end");
    const finished = await depsWith([look("1", 2)]);
    await run(inputs, finished);
    const before = finished.log.lines.length;
    await post(inputs, finished);
    expect(finished.log.lines).toHaveLength(before);
  });
});
