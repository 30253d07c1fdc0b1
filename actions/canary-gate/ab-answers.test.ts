import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { abReportSchema, abStateSchema } from "#contracts";
import {
  about,
  awsKey,
  capturedFile,
  capturedKey,
  closeAll,
  fakeBucket,
  fakeJudge,
  judgedRollout,
  pointsOf,
} from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const config = JSON.stringify({
  schemaVersion: 1,
  shares: { quality: 0.4, rating: 0.3, cost: 0.3 },
  further: {
    rating: { larger: "better", max: 5, matters: 0.95 },
    cost: { larger: "worse", max: 0.02, matters: 1.2 },
  },
  prices: { canary: { input: 1, output: 10 }, baseline: { input: 1, output: 10 } },
});
const ab = { rule: "ab", "max-duration": 0, state: "ab.json" };
type Told = NonNullable<Parameters<typeof judgedRollout>[2]>;

async function compared(looks: Parameters<typeof judgedRollout>[1], more: object = {}, told: Told = {}) {
  const made = await judgedRollout(run, looks, told);
  await writeFile(join(made.deps.workspace, "metrics.yaml"), config);
  return {
    ...made,
    async gate(changed: object = {}) {
      const result = await made.gate({ ...ab, ...more, ...changed });
      return { ...result, json: abReportSchema.parse(result.report?.json) };
    },
    abState: async () => abStateSchema.parse(JSON.parse(await readFile(join(made.deps.workspace, "ab.json"), "utf8"))),
  };
}

describe("an A/B comparison of users' answers in traces", () => {
  const look = { canary: about(9), baseline: about(4) };

  it("names the better one by judged samples, look after look until it is known", async () => {
    const even = { canary: about(8, 20), baseline: about(8, 20) };
    const { gate, judge, abState } = await compared([even, look, look, look], { "max-duration": 7200 });
    const { verdict, outputs, json, report } = await gate();
    expect([verdict, outputs["winner"]]).toEqual(["pass", "canary"]);
    expect(json).toMatchObject({ source: "traces", winner: "canary", judging: { source: "traces", seed: 7 } });
    expect(json.looks).toBeGreaterThan(1);
    expect(report?.markdown).toContain("How quality was judged");
    const { answers, metrics } = await abState();
    expect(answers?.spentUsd).toBeGreaterThan(0);
    expect(metrics["quality"]?.canary.n).toBe(judge.requests.length / 2);
  });

  it("names the baseline where that is better, and nobody where they are alike", async () => {
    const worse = await compared([
      { canary: about(4), baseline: about(9) },
      { canary: about(4), baseline: about(9) },
    ]);
    await worse.gate();
    expect((await worse.gate()).outputs).toMatchObject({ winner: "baseline", looks: 2 });
    const even = await compared([{ canary: about(7), baseline: about(7) }]);
    const { verdict, outputs } = await even.gate();
    expect([verdict, outputs["winner"], outputs["reasons"]]).toEqual(["inconclusive", "", "not-separated:quality"]);
    const none = await compared([{ canary: [], baseline: about(7) }]);
    expect((await none.gate()).outputs["reasons"]).toBe("no-data:quality");
  });

  it("compares users' feedback and cost without a judge, and names nobody where they conflict", async () => {
    const tokens = (arm: string, count: number) => ({
      attributes: { "llm.token_count.prompt": 100, "llm.token_count.completion": arm === "canary" ? 900 : 200 },
      scores: { rating: (arm === "canary" ? 3 : 2) + (count % 3) },
    });
    const many = { canary: about(8, 400), baseline: about(8, 400) };
    const metrics = { "metrics-config": "metrics.yaml", metrics: ["rating", "cost"], "judge-config": undefined };
    const torn = await compared([many], metrics, { tell: tokens });
    const first = await torn.gate();
    expect(first.outputs["reasons"]).toBe("conflict:cost,conflict:rating");
    expect(first.json.metrics["cost"]?.canary.mean).toBeCloseTo((100 + 9000) / 1e6);
    expect(torn.judge.requests).toHaveLength(0);
    const rating = await compared([many], { ...metrics, metrics: ["rating"] }, { tell: tokens });
    expect((await rating.gate()).outputs["winner"]).toBe("canary");
  });

  it("has no winner by a judge who cannot read one arm's answers", async () => {
    const honest = fakeJudge({ opinion: pointsOf });
    const answers = about(9).map((text, at) => (at % 2 ? `${text} quux` : text));
    const { gate } = await compared(
      [{ canary: answers, baseline: about(3) }],
      {},
      {
        reply: (last) => (last.at(-1)?.content.includes("quux") ? "I would rather not." : honest(last)),
      },
    );
    const { outputs } = await gate();
    expect([outputs["winner"], outputs["reasons"]]).toEqual(["", "missing-scores:quality"]);
  });

  it("goes on from its state, and not with other answers", async () => {
    const { gate, abState } = await compared([look, look]);
    await gate({ "judge-sample": 5 });
    expect((await abState()).blocks).toHaveLength(1);
    await expect(gate({ answers: "other.jsonl" })).rejects.toMatchObject({ code: "canary-source-changed" });
    expect((await gate({ "judge-sample": 5 })).json.looks).toBe(2);
  });

  it("refuses what answers do not tell, and to move weights", async () => {
    const { gate } = await compared([]);
    const capture = {
      "quality-source": "data-capture",
      "metrics-config": "metrics.yaml",
      target: "sagemaker",
      plan: ["10%"],
    };
    const error = await gate(capture).catch((thrown) => thrown);
    expect(error.problems).toMatchObject([
      { where: "metrics", problem: 'answers tell nothing of "rating"', mend: /traces/ },
      { where: "target", problem: "is sagemaker, and rule: ab moves none of its weights" },
      { where: "plan" },
    ]);
  });
});

describe("an A/B comparison of what SageMaker captured", () => {
  it("names a winner by judged quality and by the tokens of the bodies", async () => {
    const { gate, aws, clock } = await compared([]);
    const sleep = clock.sleep;
    clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      if (ms !== 300_000) return;
      for (const [variant, points] of [["green", 9] as const, ["blue", 4] as const]) {
        const time = clock.now();
        const lines = about(points, 60).map((answer, at) => ({
          id: `${variant}-${time}-${at}`,
          question: `q ${at}`,
          answer,
          time: time + at,
        }));
        const key = capturedKey({ variant }, time, String(time));
        aws.s3.objects.set(key, { body: Buffer.from(capturedFile(lines)), etag: '"e"', modifiedAt: time });
      }
    };
    const { json, outputs } = await gate({
      "metric-source": "cloudwatch",
      "quality-source": "data-capture",
      answers: `s3://${fakeBucket}/capture/`,
      region: awsKey.region,
      "canary-variant": "green",
      "baseline-variant": "blue",
      "metrics-config": "metrics.yaml",
      metrics: ["quality", "cost"],
    });
    expect(outputs["winner"]).toBe("canary");
    expect(json.metrics["quality"]?.favours).toBe("canary");
    // every captured body tells the same usage: cost names nobody
    expect(json.metrics["cost"]).toMatchObject({ favours: null, canary: { n: 60, mean: expect.closeTo(129 / 1e6) } });
  });
});
