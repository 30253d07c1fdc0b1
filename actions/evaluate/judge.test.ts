import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Evaluation, evaluationSchema } from "#contracts";
import { evaluateInputs, type FakeDeps, type FakeOpenAi, fakeDeps, fakeJudge, fakeOpenAi } from "#testing";
import { run } from "./run.ts";

let server: FakeOpenAi;
afterEach(() => server?.close());

/** Thinks as much of an answer as the answer has letters. */
const opinion = (response: string): number => Math.min(10, response.length);
const count = 40;
const answers = (text: (id: number) => string): string =>
  Array.from({ length: count }, (_, id) =>
    JSON.stringify({ id: `m${id}`, prediction: text(id), references: ["a"] }),
  ).join("\n");
const questions = Array.from({ length: count }, (_, id) =>
  JSON.stringify({ id: `m${id}`, messages: [{ role: "user", content: `question ${id}` }], references: ["a"] }),
).join("\n");

async function workspace(config: string[], reply = fakeJudge({ opinion })): Promise<FakeDeps> {
  server = await fakeOpenAi({ reply: ({ messages }) => reply(messages), model: "judge" });
  const deps = await fakeDeps();
  const put = (name: string, text: string): Promise<void> => writeFile(join(deps.workspace, name), text);
  await put("test.jsonl", questions);
  await put(
    "long.jsonl",
    answers(() => "a".repeat(8)),
  );
  await put(
    "short.jsonl",
    answers(() => "aaa"),
  );
  const judge = `judge: { models: [{ provider: openai-compatible, model: judge, endpoint: "${server.baseUrl}" }]`;
  await put(
    "evaluation.yaml",
    ["schemaVersion: 1", "metrics: [judge, judge-safety]", ...config].join("\n").replace("JUDGE", judge),
  );
  return deps;
}

const inputs = {
  ...evaluateInputs,
  metrics: undefined,
  thresholds: undefined,
  config: "evaluation.yaml",
  "test-set": "test.jsonl",
};
const evaluationOf = (report: { json: unknown } | undefined): Evaluation => evaluationSchema.parse(report?.json);

describe("a judge in evaluate", () => {
  it("scores, compares in pairs, and costs nothing a second time", async () => {
    const deps = await workspace(['thresholds: ["judge>=0.7"]', "JUDGE, repeats: 3, pairwise: true }"]);
    const given = { ...inputs, predictions: "long.jsonl", baseline: ["short.jsonl"], guard: ["judge"] };
    const first = await run(given, deps);
    const evaluation = evaluationOf(first.report);
    expect(evaluation).toMatchObject({
      verdict: "pass",
      judge: { repeats: 3, variation: "criteria-order", parsed: 320, asked: 320, pairwise: { wins: 40, losses: 0 } },
      comparison: { metrics: { judge: { tier: "improved" } } },
    });
    expect(evaluation.scores["judge"]?.value).toBeCloseTo(0.8, 9);
    expect(evaluation.scores["judge-safety"]?.value).toBeCloseTo(0.8, 9);
    const asked = server.requests.length;
    const again = evaluationOf((await run(given, deps)).report);
    expect(server.requests.length).toBe(asked);
    expect(again.judge?.fromCache).toBe(240);
    expect(again.scores).toEqual(evaluation.scores);
  });

  it("fails a model whose answers it likes less", async () => {
    const deps = await workspace(['thresholds: ["judge>=0.7"]', "JUDGE }"]);
    const given = { ...inputs, predictions: "short.jsonl", baseline: ["long.jsonl"], guard: ["judge"] };
    const { reasons, verdict } = evaluationOf((await run(given, deps)).report);
    expect(verdict).toBe("fail");
    expect(reasons).toEqual([
      { reason: "threshold", metric: "judge" },
      { reason: "regression", metric: "judge" },
    ]);
  });

  it("errs when it cannot be read, and never scores 0 for that", async () => {
    let asked = 0;
    const honest = fakeJudge({ opinion });
    const deps = await workspace(['thresholds: ["judge>=0.1"]', "JUDGE }"], (messages) => {
      asked += 1;
      return asked % 5 === 0 ? "A fine answer, ten out of ten!" : honest(messages);
    });
    const { reasons, verdict, scores } = evaluationOf(
      (await run({ ...inputs, predictions: "long.jsonl" }, deps)).report,
    );
    expect(verdict).toBe("error");
    expect(reasons).toEqual(
      expect.arrayContaining([
        { reason: "missing-metric", metric: "judge" },
        { reason: "parse-rate", metric: "judge" },
      ]),
    );
    expect(scores["judge"]).toBeUndefined();
  });

  it("keeps a budget: refuses to start over it, and stops before passing it", async () => {
    const prices = `prices: { date: 2026-11-25, source: test, models: { judge: { input: 1000, output: 1000 } } }`;
    const deps = await workspace(["JUDGE }", prices]);
    const given = { ...inputs, predictions: "long.jsonl" };
    await expect(run({ ...given, "budget-usd": 1 }, deps)).rejects.toMatchObject({ code: "over-budget" });
    expect(server.requests).toEqual([]);
    const unpriced = await workspace(["JUDGE }"]);
    await expect(run({ ...given, "budget-usd": 1 }, unpriced)).rejects.toMatchObject({ code: "unknown-price" });
  });

  it("is named as not run for a fork without its key, and the gate is inconclusive", async () => {
    const deps = await fakeDeps();
    await writeFile(join(deps.workspace, "test.jsonl"), questions);
    await writeFile(
      join(deps.workspace, "p.jsonl"),
      answers(() => "a"),
    );
    const repository = (name: string) => ({ full_name: name });
    const event = {
      pull_request: {
        number: 7,
        head: { sha: "a".repeat(40), ref: "fix", repo: repository("stranger/mail-triage") },
        base: { sha: deps.github.sha, ref: "main", repo: repository("octo/mail-triage") },
      },
    };
    const fork = { ...deps, github: { ...deps.github, eventName: "pull_request", event } };
    const given = { ...evaluateInputs, thresholds: [], metrics: ["exact-match", "judge"], predictions: "p.jsonl" };
    const { report, verdict } = await run(given, fork);
    expect(verdict).toBe("inconclusive");
    expect(evaluationOf(report)).toMatchObject({ notRun: [{ metric: "judge", why: "fork" }] });
    expect(report?.markdown).toContain("форка");
    await expect(run(given, deps)).rejects.toMatchObject({ code: "no-key" });
  });
});

describe("calibrate", () => {
  const labels = (score: (id: number) => number): string =>
    Array.from({ length: count }, (_, id) =>
      JSON.stringify({ id: `m${id}`, score: score(id), passed: score(id) >= 5 }),
    ).join("\n");

  it("passes a judge that agrees with people, and recommends a threshold", async () => {
    const deps = await workspace(["JUDGE }"]);
    await writeFile(
      join(deps.workspace, "p.jsonl"),
      answers((id) => "a".repeat(1 + (id % 10))),
    );
    await writeFile(
      join(deps.workspace, "labels.jsonl"),
      labels((id) => 1 + (id % 10)),
    );
    const given = { ...inputs, predictions: "p.jsonl", mode: "calibrate" as const, labels: "labels.jsonl" };
    const { verdict, judge } = evaluationOf((await run(given, deps)).report);
    expect(verdict).toBe("pass");
    expect(judge?.calibration).toMatchObject({ n: 40, kappa: { value: 1 }, bias: { value: 0 }, warnings: [] });
    expect(judge?.calibration?.threshold?.share).toBeGreaterThan(0.4);
  });

  it("is inconclusive for a judge that does not", async () => {
    const deps = await workspace(["JUDGE }"]);
    await writeFile(
      join(deps.workspace, "p.jsonl"),
      answers((id) => "a".repeat(1 + (id % 10))),
    );
    await writeFile(
      join(deps.workspace, "labels.jsonl"),
      labels((id) => 10 - (id % 10)),
    );
    const given = { ...inputs, predictions: "p.jsonl", mode: "calibrate" as const, labels: "labels.jsonl" };
    const { verdict, judge } = evaluationOf((await run(given, deps)).report);
    expect(verdict).toBe("inconclusive");
    expect(judge?.calibration?.warnings).toContain("low-agreement");
  });

  it("wants labels", async () => {
    const deps = await workspace(["JUDGE }"]);
    const given = { ...inputs, predictions: "long.jsonl", mode: "calibrate" as const };
    await expect(run(given, deps)).rejects.toThrow(/labels: is needed/);
  });
});
