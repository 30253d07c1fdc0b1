import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { type ChatMessage, ToolkitError } from "#contracts";
import { judgeVariance, pairwiseSummary, specificationRubric } from "#evaluation";
import { type ChatRequest, type Inference, openResponseCache, type ResponseCache } from "#inference";
import { nodeFiles, nodeRandom } from "#platform";
import { fakeDeps, fakeJudge, fakeRunCache, judgeAttacks, naiveJudge } from "#testing";
import { withJudgeCache } from "./judge-cache.ts";
import { estimateJudging, judgeRows } from "./judge-rows.ts";
import type { JudgeOptions, JudgeRow } from "./judging.ts";
import type { Judge } from "./open-judges.ts";

const price = { input: 2.5, output: 10, date: "2026-11-25", source: "test" };

let folder: string;
let requests: ChatRequest[];
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "genai-mlops-")), "cache");
  requests = [];
});
const openCache = (): Promise<ResponseCache> => openResponseCache({ files: nodeFiles(), random: nodeRandom() }, folder);

interface JudgeSettings {
  name?: string;
  answer?: (messages: readonly ChatMessage[], count: number) => string;
  priced?: boolean;
  tokens?: { promptTokens: number | null; completionTokens: number | null };
}

function judgeOf({ name = "gpt-4o", answer = fakeJudge(), priced = true, tokens }: JudgeSettings = {}): Judge {
  const inference: Inference = {
    async chat(request) {
      requests.push(request);
      await new Promise((resolve) => setImmediate(resolve));
      const content = answer(request.messages, requests.length);
      const known = { promptTokens: 300, completionTokens: 30 };
      return {
        content,
        finishReason: "stop",
        ...(tokens ?? known),
        latencySeconds: 0.1,
        firstTokenSeconds: null,
        model: name,
        requestId: null,
      };
    },
    likelihood: async () => undefined,
    models: async () => [name],
  };
  const answerer = { provider: "openai", model: name };
  return { name: `openai/${name}`, answerer, inference, price: priced ? price : undefined };
}

const optionsOf = (more: Partial<JudgeOptions> = {}): JudgeOptions => ({
  rubric: specificationRubric,
  judges: [judgeOf()],
  repeats: 1,
  temperature: 0,
  maxTokens: 64,
  panel: "mean",
  passAt: 0.5,
  concurrency: 4,
  budgetUsd: Number.POSITIVE_INFINITY,
  signal: new AbortController().signal,
  ...more,
});

const rowsOf = (
  count: number,
  prediction: (index: number) => string | null = (index) => `answer ${index}`,
): JudgeRow[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `r${index}`,
    messages: [{ role: "user", content: `question ${index}` }],
    prediction: prediction(index),
    references: [],
  }));

async function judge(rows: JudgeRow[], options: JudgeOptions) {
  const run = judgeRows(await openCache(), rows, options);
  const judged = await Array.fromAsync(run.rows);
  return { judged: new Map(judged.map((row) => [row.id, row])), totals: run.totals() };
}

describe("judging rows", () => {
  it("scores each, counts tokens and money, and never more rows at a time than it may", async () => {
    const opinion = (response: string): number => Number(response.split(" ")[1]);
    const { judged, totals } = await judge(
      rowsOf(10),
      optionsOf({ judges: [judgeOf({ answer: fakeJudge({ opinion }) })] }),
    );
    expect(judged.get("r7")?.judged).toEqual({
      score: 0.7,
      criteria: { accuracy: 0.7, helpfulness: 0.7, clarity: 0.7, safety: 0.7 },
      repeats: [0.7],
      promptTokens: 300,
      completionTokens: 30,
      usd: (300 * 2.5 + 30 * 10) / 1e6,
    });
    expect(totals).toMatchObject({
      rows: 10,
      judged: 10,
      answers: { asked: 10, parsed: 10, rate: 1, enough: true },
      promptTokens: 3000,
      stoppedByBudget: false,
      variation: "none",
    });
    expect(totals.usd).toBeCloseTo(10 * 0.00105);
    expect(requests.every(({ temperature, responseSchema }) => temperature === 0 && responseSchema !== undefined)).toBe(
      true,
    );
  });

  it.each([
    ["prose", "The answer is rather good.", "judge-unreadable"],
    ["11", "11", "judge-off-scale"],
    ["ten", "ten", "judge-unreadable"],
    ["an empty string", "", "judge-empty"],
  ])(
    "takes a judge that answers %s for missing data, and says that it cannot be gone by",
    async (_what, content, error) => {
      const answer = (messages: readonly ChatMessage[], count: number): string =>
        count % 10 === 0 ? content : fakeJudge()(messages);
      const { judged, totals } = await judge(rowsOf(20), optionsOf({ judges: [judgeOf({ answer })], concurrency: 1 }));
      const missing = [...judged.values()].filter((row) => row.judged.score === null);
      expect(missing.map((row) => row.judged.error)).toEqual([error, error]);
      expect(totals.answers).toMatchObject({ asked: 20, parsed: 18, enough: false });
    },
  );

  it("asks nobody about an answer that there is none of", async () => {
    const { judged, totals } = await judge(
      rowsOf(1, () => null),
      optionsOf(),
    );
    expect(judged.get("r0")?.judged).toMatchObject({ score: null, error: "no-prediction", repeats: [] });
    expect(totals.answers).toMatchObject({ asked: 0, enough: false });
  });

  it("is not moved by an answer that attacks it, and a naive judge without delimiters would be", async () => {
    const attacks = Object.values(judgeAttacks);
    const { judged } = await judge(
      rowsOf(attacks.length, (index) => attacks[index] as string),
      optionsOf(),
    );
    for (const row of judged.values()) expect(row.judged.score).toBe(0.3);
    const fooled = await judge(
      rowsOf(attacks.length, (index) => attacks[index] as string),
      optionsOf({ judges: [judgeOf({ name: "naive", answer: naiveJudge })] }),
    );
    expect([...fooled.judged.values()].filter((row) => row.judged.score === 1).length).toBeGreaterThan(30);
  });

  it("asks repeats that differ, and a panel, each with a mind of its own", async () => {
    let turn = 0;
    const moody = fakeJudge({ opinion: () => [8, 6, 7][turn++ % 3] as number });
    const strict = judgeOf({ name: "strict", answer: fakeJudge({ opinion: () => 1 }) });
    const options = optionsOf({
      judges: [judgeOf({ answer: moody }), strict],
      repeats: 3,
      concurrency: 1,
      panel: "median",
    });
    const { judged, totals } = await judge(rowsOf(2), options);
    expect(judged.get("r0")?.judged.repeats).toEqual([0.8, 0.6, 0.7, 0.1, 0.1, 0.1]);
    expect(judged.get("r0")?.judged.score).toBeCloseTo(0.4);
    expect(new Set(requests.map(({ messages }) => messages.at(-1)?.content)).size).toBe(6);
    expect(totals.variation).toBe("criteria-order");
    const repeats = [...judged.values()].map((row) => row.judged.repeats.slice(0, 3));
    expect(judgeVariance(repeats, totals.variation)?.components.within).toBeCloseTo(0.01);
  });

  it("compares in both orders, blind, and names a judge that likes the first", async () => {
    const better = (text: string): number => (text.startsWith("answer") ? 9 : 4);
    const baselineOf = async (id: string): Promise<string | undefined> =>
      id === "r3" ? undefined : `baseline of ${id}`;
    const fair = await judge(
      rowsOf(4),
      optionsOf({ judges: [judgeOf({ answer: fakeJudge({ opinion: better }) })], baselineOf }),
    );
    const pairs = [...fair.judged.values()].flatMap(({ pair }) => pair ?? []);
    expect(pairwiseSummary(pairs)).toMatchObject({ wins: 3, losses: 0, flips: 0 });
    expect(fair.totals.answers.asked).toBe(4 + 3 * 2);
    const comparisons = requests.filter(({ responseSchema }) => responseSchema?.name === "comparison");
    expect(comparisons.every(({ messages }) => !/candidate/i.test(JSON.stringify(messages)))).toBe(true);
    const first = judgeOf({
      name: "first",
      answer: (messages) => (/"winner"/.test(messages.at(-1)?.content ?? "") ? "winner: A" : "5"),
    });
    const biased = await judge(rowsOf(3), optionsOf({ judges: [first], baselineOf }));
    const flipped = [...biased.judged.values()].flatMap(({ pair }) => pair ?? []);
    expect(pairwiseSummary(flipped)).toMatchObject({ ties: 3, flips: 3 });
  });

  it("goes on past one question that fails, and stops at a key that is refused", async () => {
    const failing = (code: string): Judge => {
      const good = judgeOf({ name: code });
      return {
        ...good,
        inference: {
          ...good.inference,
          chat: async (request) => {
            if (requests.length === 1) {
              requests.push(request);
              throw new ToolkitError({ code, message: "no" });
            }
            return await good.inference.chat(request);
          },
        },
      };
    };
    const one = await judge(rowsOf(4), optionsOf({ judges: [failing("http-timeout")], concurrency: 1 }));
    expect(one.judged.get("r1")?.judged).toMatchObject({ score: null, error: "http-timeout", usd: null });
    expect(one.totals).toMatchObject({ judged: 4, usd: null });
    expect(one.totals.usdAtMost).toBeGreaterThan(0);
    requests = [];
    const refused = optionsOf({ judges: [failing("inference-unauthorized")], concurrency: 1 });
    await expect(judge(rowsOf(4), refused)).rejects.toMatchObject({ code: "inference-unauthorized" });
  });
});

describe("money", () => {
  it("is never spent past the budget, and what was judged before is told", async () => {
    const budgetUsd = 0.02;
    const { judged, totals } = await judge(rowsOf(100), optionsOf({ budgetUsd, concurrency: 8 }));
    expect(totals.stoppedByBudget).toBe(true);
    expect(totals.judged).toBe(judged.size);
    expect(judged.size).toBeGreaterThan(5);
    expect(judged.size).toBeLessThan(100);
    expect(totals.rows).toBeLessThan(100);
    expect(totals.usd).toBeLessThanOrEqual(budgetUsd);
    expect(totals.usdAtMost).toBeLessThanOrEqual(budgetUsd);
  });

  it("goes on where it stopped when there is more of it, without paying again", async () => {
    const first = await judge(rowsOf(30), optionsOf({ budgetUsd: 0.02 }));
    const paid = requests.length;
    const { judged, totals } = await judge(rowsOf(30), optionsOf({ budgetUsd: 0.05 }));
    expect(judged.size).toBe(30);
    expect(totals).toMatchObject({ stoppedByBudget: false, fromCache: paid });
    expect(requests).toHaveLength(30);
    expect((first.totals.usd as number) + (totals.usd as number)).toBeCloseTo(30 * 0.00105);
  });

  it("is estimated before, the cache apart, and costs nothing the second time", async () => {
    const options = optionsOf({ repeats: 3 });
    const estimate = await estimateJudging(await openCache(), rowsOf(5), options);
    expect(estimate).toMatchObject({ answers: 15, fromCache: 0 });
    expect(requests).toHaveLength(0);
    const { totals } = await judge(rowsOf(5), options);
    expect(estimate.likelyUsd).toBeGreaterThan(totals.usd as number);
    expect(await estimateJudging(await openCache(), rowsOf(5), options)).toEqual({
      answers: 15,
      fromCache: 15,
      likelyUsd: 0,
    });
    const again = await judge(rowsOf(5), options);
    expect(again.totals).toMatchObject({ usd: 0, usdAtMost: 0, fromCache: 15 });
    expect(requests).toHaveLength(15);
    const compared = { ...options, baselineOf: async () => "baseline" };
    expect((await estimateJudging(await openCache(), rowsOf(5), compared)).answers).toBe(25);
    const unpriced = optionsOf({ judges: [judgeOf({ name: "llama", priced: false })] });
    expect((await estimateJudging(await openCache(), rowsOf(1), unpriced)).likelyUsd).toBeUndefined();
  });

  it("is unknown, and no 0, without a price or a count of tokens; and no budget is kept by what is unknown", async () => {
    const unpriced = judgeOf({ name: "llama", priced: false });
    expect((await judge(rowsOf(2), optionsOf({ judges: [unpriced] }))).totals.usd).toBeNull();
    const cache = await openCache();
    expect(() => judgeRows(cache, [], optionsOf({ judges: [unpriced], budgetUsd: 1 }))).toThrow(
      /price of openai\/llama/,
    );
    const uncounted = judgeOf({ name: "silent", tokens: { promptTokens: null, completionTokens: null } });
    const { totals } = await judge(rowsOf(2), optionsOf({ judges: [uncounted], budgetUsd: 1 }));
    expect(totals.usd).toBeNull();
    expect(totals.usdAtMost).toBeGreaterThan(0.001);
  });
});

describe("the judges' cache", () => {
  it("travels with the Actions cache, also of a run that fails, and is kept only when something is new", async () => {
    const cache = fakeRunCache();
    const deps = await fakeDeps({ cache });
    const judged = (deps: Awaited<ReturnType<typeof fakeDeps>>, fail: boolean) =>
      withJudgeCache(deps, join(deps.workspace, "judge-cache"), async (answers) => {
        await Array.fromAsync(judgeRows(answers, rowsOf(3), optionsOf()).rows);
        if (fail) throw new Error("later");
      });
    await expect(judged(deps, true)).rejects.toThrow("later");
    expect(cache.saved).toHaveLength(1);
    const elsewhere = await fakeDeps({ cache });
    await judged(elsewhere, false);
    expect(requests).toHaveLength(3);
    expect(cache.saved).toHaveLength(1);
    const fork = await fakeDeps({ cache: fakeRunCache({ readOnly: true }) });
    await judged(fork, false);
    expect(requests).toHaveLength(6);
  });
});
