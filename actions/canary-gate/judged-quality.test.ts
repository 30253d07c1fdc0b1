import { afterEach, describe, expect, it } from "vitest";
import type { CanaryReport, ChatMessage } from "#contracts";
import { about, closeAll, fakeJudge, judgeAttacks, judgedRollout, pointsOf } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;

describe("a canary whose answers are judged", () => {
  it("passes while they are as good as the baseline's", async () => {
    const { gate, state, judge } = await judgedRollout(run, [
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
    const { gate } = await judgedRollout(run, [{ canary: about(5), baseline: about(8, 300) }]);
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
    const { gate, judge, state } = await judgedRollout(run, [
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
    const asItIs = await judgedRollout(run, [{ canary: bad, baseline: good }]);
    const oneByOne = { "judge-concurrency": 1, "judge-sample": 30 };
    expect((await asItIs.gate(oneByOne)).verdict).toBe("fail");
    const questions = asItIs.questions();
    await asItIs.judge.close();
    const swapped = await judgedRollout(run, [{ canary: bad, baseline: good }]);
    const names = { "canary-variant": "baseline", "baseline-variant": "canary" };
    expect((await swapped.gate({ ...oneByOne, ...names })).verdict).toBe("pass");
    expect(swapped.questions()).toEqual(questions);
    expect(questions).toHaveLength(60);
    expect(JSON.stringify(questions)).not.toMatch(/canary|baseline|variant/i);
    // by chance, so that neither arm comes first: they came by turns
    const order = questions.map((messages) => Number(/question (\d+)/.exec(messages.at(-1)?.content ?? "")?.[1]));
    expect(order).not.toEqual(order.toSorted((left, right) => left - right));
    const arms = order.map((number) => number % 2);
    expect(arms.slice(0, 15)).toEqual(expect.arrayContaining([0, 1]));
    expect(arms).not.toEqual(arms.map((_, at) => at % 2));
  });

  it("is not moved by answers that ask for a better score", async () => {
    const attacks = Object.values(judgeAttacks);
    const { gate, questions } = await judgedRollout(run, [{ canary: attacks, baseline: about(8) }]);
    expect(await gate()).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:quality" } });
    expect(questions()).toHaveLength(2 * attacks.length);
  });

  it("that cannot read one arm's answers makes the arms incomparable, and nothing of that a score", async () => {
    const honest = fakeJudge({ opinion: pointsOf });
    const reply = (last: ChatMessage[]): string =>
      last.at(-1)?.content.includes("quux") ? "I would rather not." : honest(last);
    const answers = about(8).map((text, at) => (at % 2 ? `${text} quux` : text));
    const { gate } = await judgedRollout(run, [{ canary: answers, baseline: about(8) }], { reply });
    const result = await gate();
    expect(result).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "missing-scores:quality" } });
    expect(json(result).notes).toContain("judge-parse-rate");
    const { canary, baseline } = json(result).judging ?? {};
    expect([canary?.missing, baseline?.missing]).toEqual([expect.any(Number), 0]);
    expect(canary?.missing).toBeGreaterThan(15);
  });

  it("that is gone keeps no errors from being seen", async () => {
    const { gate, judge } = await judgedRollout(run, [{ canary: about(8), baseline: about(8) }], { failed: 40 });
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
    const { gate, judge, state } = await judgedRollout(run, [look, look]);
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
    const { gate, judge } = await judgedRollout(run, []);
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
    const { gate, deps, judge, state } = await judgedRollout(run, [look, look]);
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
    const answers = about(8).map((answer) => `${answer} ${secret}`);
    const { gate, deps, state } = await judgedRollout(run, [{ canary: answers, baseline: answers }]);
    const { report } = await gate();
    const kept = [JSON.stringify(report), JSON.stringify(await state()), ...deps.log.lines].join("\n");
    expect(kept).not.toContain("4111");
    expect(kept).not.toContain("question 1");
  });
});
