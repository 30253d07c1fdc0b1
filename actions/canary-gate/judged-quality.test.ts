import { readFileSync } from "node:fs";
import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { type CanaryReport, type ChatMessage, canaryStateSchema } from "#contracts";
import { nodeHttp } from "#platform";
import {
  awsEnvironment,
  awsKey,
  capturedFile,
  capturedKey,
  chatCompletionsVendor,
  countRequests,
  type FakeTarget,
  fakeAws,
  fakeBucket,
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  fakeJudge,
  fakePrometheus,
  judgeAttacks,
  type Recorded,
  type VendorServer,
  vendorServer,
} from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const root = join(import.meta.dirname, "../..");
const recorded = JSON.parse(
  readFileSync(join(root, "packages/inference/src/providers/openai/__fixtures__/chat-completion.json"), "utf8"),
) as Recorded;
const absent = Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined]));
const inputs = {
  ...absent,
  "metric-source": "prometheus",
  "prometheus-url": "http://prometheus.test/prom",
  endpoint: "mail",
  "quality-source": "traces",
  answers: "traces.jsonl",
  "judge-sample": 50,
  "judge-concurrency": 4,
  "judge-seed": 7,
  "look-interval": 300,
  "max-duration": 7200,
  tau: 0.5,
  "tau-window": 3600,
  "warm-up": 100,
  alpha: 0.05,
  "min-requests": 50,
  null: "any",
  rule: "evidence",
  assignment: "request",
  state: "state/canary-state.json",
  "on-inconclusive": "hold",
  language: "en",
  "report-dir": "reports",
} as unknown as Inputs<typeof spec>;

let server: VendorServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

type Arm = "canary" | "baseline";
/** What the users of either arm are answered until the next look. */
type Answers = Record<Arm, readonly string[]>;

/** An answer that the judge gives so many points of ten. */
const worth = (points: number): string => `An answer worth ${points} points`;
const many = (count: number, text: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => text(at));
/** Two of three points of ten more or less, by turns. */
const about = (points: number, count = 60): string[] => many(count, (at) => worth(points + ((at * 7) % 3) - 1));
const pointsOf = (response: string): number => Number(/worth (\d+) points/.exec(response)?.[1] ?? 3);

/** Traffic of a router without a fault, its answers in a file of traces, and a judge behind OpenAI's API. */
async function judged(
  looks: Answers[],
  {
    failed = 2,
    reply = fakeJudge({ opinion: pointsOf }),
  }: { failed?: number; reply?: (last: ChatMessage[]) => string } = {},
) {
  let last: ChatMessage[] = [];
  const judge = await vendorServer(
    chatCompletionsVendor({
      recorded,
      model: "gpt-4o",
      path: "/v1/chat/completions",
      limit: "max_completion_tokens",
      authorized: ({ headers, body }) => {
        last = (body as { messages: ChatMessage[] }).messages;
        return headers.authorization === "Bearer sk-judge";
      },
      reply: () => reply(last),
    }),
  );
  server = judge;
  const prometheus = fakePrometheus(undefined);
  const router: FakeTarget = { job: "router", instance: "router:1", up: true, counters: new Map() };
  prometheus.targets.push(router);
  const clock = fakeClock();
  const aws = fakeAws(clock.now);
  const sleep = clock.sleep;
  const environment = { OPENAI_API_KEY: "sk-judge", OPENAI_BASE_URL: `${judge.origin}/v1`, ...awsEnvironment };
  const deps = await fakeDeps({
    clock,
    environment: fakeEnvironment({ ...environment, XDG_STATE_HOME: "" }),
    http: {
      send(request) {
        const { hostname } = new URL(request.url);
        if (hostname === "prometheus.test") return prometheus.http.send(request);
        return hostname.endsWith(".amazonaws.com") ? aws.http.send(request) : nodeHttp().send(request);
      },
    },
  });
  const traces = join(deps.workspace, "traces.jsonl");
  let count = 0;
  const lineOf = (arm: Arm, answer: string): string => {
    const time = new Date(clock.now() + count).toISOString();
    const messages = [{ role: "user", content: `question ${count}` }];
    return `${JSON.stringify({ id: `t${count++}`, variant: arm, time, messages, answer })}\n`;
  };
  const happen = async ({ canary, baseline }: Answers): Promise<void> => {
    for (const [arm, requests] of [["canary", 200] as const, ["baseline", 1800] as const]) {
      const errors = arm === "canary" ? failed : 18;
      countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: requests - errors });
      countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: errors, failed: true });
    }
    for (let at = 0; at < Math.max(canary.length, baseline.length); at++)
      for (const [arm, answer] of [["canary", canary[at]] as const, ["baseline", baseline[at]] as const])
        if (answer !== undefined) await appendFile(traces, lineOf(arm, answer));
  };
  for (const arm of ["canary", "baseline"]) countRequests(router, `endpoint="mail",variant="${arm}"`, { requests: 0 });
  prometheus.scrape();
  clock.sleep = async (ms, signal) => {
    if (ms === 300_000) {
      await happen(looks.shift() ?? { canary: [], baseline: [] });
      prometheus.advance(298_000);
      prometheus.scrape();
    }
    await sleep(ms, signal);
  };
  const at = (path: string) => join(deps.workspace, path);
  return {
    aws,
    clock,
    deps,
    judge,
    questions: () => judge.requests.map(({ body }) => (body as { messages: ChatMessage[] }).messages),
    gate: (more: object = {}) => run({ ...inputs, "state-dir": at("machine"), ...more }, deps),
    state: async () => canaryStateSchema.parse(JSON.parse(await readFile(at("state/canary-state.json"), "utf8"))),
  };
}

const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;

describe("a canary whose answers are judged", () => {
  it("passes while they are as good as the baseline's", async () => {
    const { gate, state, judge } = await judged([
      { canary: about(8), baseline: about(8, 300) },
      { canary: about(8), baseline: about(8, 300) },
    ]);
    const first = await gate();
    expect(first).toMatchObject({ verdict: "pass", outputs: { reasons: "" } });
    expect(json(first)).toMatchObject({
      declared: ["errors", "latency", "quality"],
      judging: {
        source: "traces",
        judges: ["openai/gpt-4o"],
        seed: 7,
        canary: { answers: 60, sampled: 50, missing: 0 },
        baseline: { answers: 300, sampled: 50, missing: 0 },
      },
    });
    expect(judge.requests).toHaveLength(100);
    expect(first.report?.markdown).toContain("How quality was judged");
    expect((await gate()).verdict).toBe("pass");
    const { quality, answers } = await state();
    expect([quality.canary.n, quality.baseline.n, quality.canary.missing]).toEqual([100, 100, 0]);
    expect(answers?.spentUsd).toBeCloseTo(200 * ((11 * 2.5 + 4 * 1.25 + 10 * 10) / 1e6));
  });

  it("is rolled back by quality alone when they are worse", async () => {
    const { gate } = await judged([{ canary: about(5), baseline: about(8, 300) }]);
    const failed = await gate({ metrics: ["quality"] });
    expect(failed).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:quality" } });
    expect(json(failed).looks[0]?.metrics.quality).toMatchObject({
      guard: true,
      canary: { n: 50 },
      baseline: { n: 50 },
    });
    await expect(gate({ metrics: ["quality"] })).rejects.toMatchObject({ code: "canary-rolled-back" });
  });

  it("is inconclusive without answers, of both arms or of one", async () => {
    const answers = about(8);
    const { gate, judge, state } = await judged([
      { canary: [], baseline: [] },
      { canary: [], baseline: answers },
      { canary: answers.slice(0, 20), baseline: [] },
    ]);
    for (const notes of [["no-answers-canary", "no-answers-baseline"], ["no-answers-canary"]]) {
      const none = await gate();
      expect(none).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:quality" } });
      expect(json(none).notes).toEqual(expect.arrayContaining(notes));
    }
    expect(judge.requests).toHaveLength(0);
    // those of the baseline waited for the canary's
    expect((await gate()).verdict).toBe("pass");
    expect((await state()).quality).toMatchObject({ canary: { n: 20 }, baseline: { n: 20 } });
  });
});

describe("the judge", () => {
  it("sees the same, in the same order, whichever arm an answer is of", async () => {
    const [good, bad] = [about(8, 120), about(5, 120)];
    const asItIs = await judged([{ canary: bad, baseline: good }]);
    const oneByOne = { "judge-concurrency": 1, "judge-sample": 30 };
    expect((await asItIs.gate(oneByOne)).verdict).toBe("fail");
    const questions = asItIs.questions();
    await asItIs.judge.close();
    const swapped = await judged([{ canary: bad, baseline: good }]);
    const names = { "canary-variant": "baseline", "baseline-variant": "canary" };
    expect((await swapped.gate({ ...oneByOne, ...names })).verdict).toBe("pass");
    expect(swapped.questions()).toEqual(questions);
    expect(questions).toHaveLength(60);
    expect(JSON.stringify(questions)).not.toMatch(/canary|baseline|variant/i);
    // neither arm comes first
    const worths = questions.map((messages) => pointsOf(messages.at(-1)?.content ?? "") > 6);
    expect(new Set(worths.slice(0, 15)).size).toBe(2);
  });

  it("is not moved by answers that ask for a better score", async () => {
    const attacks = Object.values(judgeAttacks);
    const { gate, questions } = await judged([{ canary: attacks, baseline: about(8) }]);
    expect(await gate()).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:quality" } });
    expect(questions()).toHaveLength(2 * attacks.length);
  });

  it("that cannot read one arm's answers makes the arms incomparable, and nothing of that a score", async () => {
    const honest = fakeJudge({ opinion: pointsOf });
    const reply = (last: ChatMessage[]): string =>
      last.at(-1)?.content.includes("quux") ? "I would rather not." : honest(last);
    const answers = about(8).map((text, at) => (at % 2 ? `${text} quux` : text));
    const { gate } = await judged([{ canary: answers, baseline: about(8) }], { reply });
    const result = await gate();
    expect(result).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "missing-scores:quality" } });
    expect(json(result).notes).toContain("judge-parse-rate");
    const { canary, baseline } = json(result).judging ?? {};
    expect([canary?.missing, baseline?.missing]).toEqual([expect.any(Number), 0]);
    expect(canary?.missing).toBeGreaterThan(15);
  });

  it("that is gone keeps no errors from being seen", async () => {
    const { gate, judge } = await judged([{ canary: about(8), baseline: about(8) }], { failed: 40 });
    judge.misbehave = (response) => {
      response.destroy();
      return true;
    };
    const result = await gate();
    expect(result).toMatchObject({ verdict: "fail", outputs: { reasons: expect.stringContaining("evidence:errors") } });
    expect(json(result).notes).toContain("judge-failed");
    expect(json(result).judging?.canary).toEqual({ answers: 60, sampled: 50, missing: 50 });
  });
});

describe("money for judging", () => {
  it("that ends leaves answers without a score, counted and of either arm, and then no verdict", async () => {
    const look = { canary: about(8), baseline: about(8) };
    const { gate, judge, state } = await judged([look, look]);
    const few = await gate({ "judge-budget": 0.02 });
    const { canary, baseline, spentUsd = 1 } = json(few).judging ?? {};
    expect(json(few).notes).toContain("judge-budget-spent");
    expect(spentUsd).toBeLessThanOrEqual(0.02);
    const scored = judge.requests.length;
    expect(scored).toBeGreaterThan(5);
    expect((canary?.missing ?? 0) + (baseline?.missing ?? 0)).toBe(100 - scored);
    const { quality } = await state();
    expect([quality.canary.missing, quality.baseline.missing]).toEqual([canary?.missing, baseline?.missing]);
    expect([canary?.missing, baseline?.missing].every((missing) => (missing ?? 50) < 50)).toBe(true);
    // the rest of the rollout's money, not the same again
    const none = await gate({ "judge-budget": 0.02 });
    expect(none).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:quality" } });
    expect(judge.requests).toHaveLength(scored);
  });

  it("is not spent at all where nobody knows the price", async () => {
    const { gate, judge } = await judged([]);
    await expect(gate({ "judge-budget": 1, "judge-model": "gpt-unheard-of" })).rejects.toMatchObject({
      code: "unknown-price",
      problems: [{ where: "judge-budget" }],
    });
    expect(judge.requests).toHaveLength(0);
  });
});

describe("a run that is killed", () => {
  it("before its look was stored has counted nothing, and its answers are not paid for again", async () => {
    const look = { canary: about(8, 30), baseline: about(8, 30) };
    const { gate, deps, judge, state } = await judged([look, look]);
    await gate();
    const before = await state();
    const { writeAtomic } = deps.files;
    deps.files.writeAtomic = async (path, content) => {
      if (path.endsWith("canary-state.json")) throw new Error("killed");
      await writeAtomic(path, content);
    };
    await expect(gate()).rejects.toThrow("killed");
    expect([await state(), judge.requests.length]).toEqual([before, 120]);
    deps.files.writeAtomic = writeAtomic;
    await gate();
    const { quality, answers } = await state();
    expect([quality.canary.n, quality.baseline.n, judge.requests.length]).toEqual([60, 60, 120]);
    expect(answers?.spentUsd).toBe(before.answers?.spentUsd);
  });
});

describe("what users were answered", () => {
  it("is in no log, report or state", async () => {
    const secret = "Ivan Petrov, card 4111 1111 1111 1111";
    const answers = many(40, (at) => `${worth(8)} ${secret} ${at}`);
    const { gate, deps, state } = await judged([{ canary: answers, baseline: answers }]);
    const { report } = await gate();
    const kept = [JSON.stringify(report), JSON.stringify(await state()), ...deps.log.lines].join("\n");
    expect(kept).not.toContain("4111");
    expect(kept).not.toContain("question 1");
  });
});

describe("answers that SageMaker captured", () => {
  it("are judged by variant, late files in the look that they come in", async () => {
    const { gate, aws, clock, state } = await judged([]);
    const put = (variant: string, points: number, name: string): void => {
      const time = clock.now();
      const lines = many(40, (at) => worth(points + (at % 2))).map((answer, at) => ({
        id: `${variant}-${name}-${at}`,
        question: `q ${name} ${at}`,
        answer,
        time: time + at,
      }));
      aws.s3.objects.set(capturedKey({ variant }, time, name), {
        body: Buffer.from(capturedFile(lines)),
        etag: '"e"',
        modifiedAt: time,
      });
    };
    const more = {
      "quality-source": "data-capture",
      answers: `s3://${fakeBucket}/capture/`,
      region: awsKey.region,
      "canary-variant": "green",
      "baseline-variant": "blue",
    };
    const sleep = clock.sleep;
    const files: [string, number, string][][] = [
      [
        ["green", 8, "a"],
        ["blue", 8, "a"],
      ],
      [["green", 8, "b"]],
      [
        ["blue", 8, "b"],
        ["green", 4, "c"],
      ],
    ];
    clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      if (ms === 300_000) for (const file of files.shift() ?? []) put(...file);
    };
    expect(await gate(more)).toMatchObject({ verdict: "pass" });
    expect(await gate(more)).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:quality" } });
    const third = await gate(more);
    expect(json(third).judging?.canary).toMatchObject({ answers: 80, sampled: 40 });
    expect((await state()).quality.baseline.n).toBe(80);
  });

  it("that may not be read are an error, never no data", async () => {
    const { gate, aws } = await judged([]);
    aws.s3.denied.add("s3:ListBucket");
    const more = { "quality-source": "data-capture", answers: `s3://${fakeBucket}`, region: awsKey.region };
    await expect(gate(more)).rejects.toMatchObject({ code: "data-capture-forbidden" });
  });
});

describe("bad input", () => {
  it("is told at once, of counts, answers and judge", async () => {
    const { gate, judge } = await judged([]);
    const bad = {
      "prometheus-url": undefined,
      endpoint: undefined,
      "quality-source": "data-capture",
      answers: "https://bucket/prefix",
      "canary-variant": "blue/../green",
      "judge-config": undefined,
      "judge-model": "gpt-unheard-of",
      "judge-budget": 1,
    };
    await expect(gate(bad)).rejects.toMatchObject({
      problems: [
        { where: "prometheus-url" },
        { where: "region" },
        { where: "endpoint" },
        { where: "answers" },
        { where: "canary-variant" },
        { where: "judge-budget" },
      ],
    });
    expect(judge.requests).toHaveLength(0);
  });

  it.each([
    [{ "metric-source": "file" }, "quality-source: does not belong to metric-source: file"],
    [{ "quality-source": "none", metrics: ["quality"] }, "set quality-source"],
    [{ metrics: ["errors"] }, "leave out quality"],
    [{ answers: undefined }, "answers: is needed by this quality-source"],
    [{ "canary-variant": "baseline" }, "is the baseline's too"],
  ])("%j: %s", async (more, problem) => {
    const { gate } = await judged([]);
    await expect(gate(more)).rejects.toMatchObject({ message: expect.stringContaining(problem) });
  });

  it("is a rollout that goes on with other answers, or without", async () => {
    const look = { canary: about(8), baseline: about(8) };
    const { gate } = await judged([look, look]);
    await gate();
    await expect(gate({ answers: "other.jsonl" })).rejects.toMatchObject({ code: "canary-source-changed" });
    await expect(gate({ "quality-source": "none" })).rejects.toMatchObject({ code: "canary-source-changed" });
  });

  it("is a line of the file of traces that is none", async () => {
    const { gate, deps } = await judged([{ canary: about(8), baseline: about(8) }]);
    const sleep = deps.clock.sleep;
    deps.clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      await writeFile(join(deps.workspace, "traces.jsonl"), "{}\n", { flag: "a" });
    };
    await expect(gate()).rejects.toMatchObject({ code: "bad-rows" });
  });
});
