import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type CanaryReport, oneShotReportSchema } from "#contracts";
import { about, awsKey, capturedFile, capturedKey, closeAll, fakeBucket, judgedRollout } from "#testing";
import { newAnswerValues } from "./answer-values.ts";
import { run } from "./run.ts";

afterEach(closeAll);

const config = JSON.stringify({
  schemaVersion: 1,
  shares: { errors: 0.2, latency: 0.2, quality: 0.1, cost: 0.2, "time-to-first-token": 0.2, rating: 0.1 },
  further: {
    cost: { larger: "worse", max: 0.01, matters: 1.2 },
    "time-to-first-token": { larger: "worse", max: 1000, matters: 1.2 },
    rating: { larger: "better", max: 5, matters: 0.95 },
  },
  prices: { canary: { input: 1, output: 5 }, baseline: { input: 1, output: 5 } },
});
const many = { canary: about(8, 100), baseline: about(8, 400) };
type Tell = NonNullable<NonNullable<Parameters<typeof judgedRollout>[2]>["tell"]>;

async function traced(tell: Tell, looks = [many, many]) {
  const made = await judgedRollout(run, looks, { tell });
  await writeFile(join(made.deps.workspace, "metrics.yaml"), config);
  const gate = (more: object = {}) =>
    made.gate({ "metrics-config": "metrics.yaml", metrics: ["errors", "cost", "time-to-first-token"], ...more });
  return { ...made, gate };
}
const span = (arm: string, { tokens = 100, firstToken = 120 }: { tokens?: number; firstToken?: number } = {}) => ({
  start_time: "2026-11-25T10:00:00.000Z",
  attributes: { "llm.token_count.prompt": 50, "llm.token_count.completion": arm === "canary" ? tokens : 100 },
  events: [
    {
      name: "First Token Stream Event",
      timestamp: `2026-11-25T10:00:00.${arm === "canary" ? firstToken : 120}Z`,
    },
  ],
});
const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;

describe("cost and first token by traces, beside what others counted", () => {
  it("pass where they are the baseline's, without a judge", async () => {
    const { gate, judge, state } = await traced((arm) => span(arm));
    const passed = await gate();
    expect(passed).toMatchObject({ verdict: "pass", outputs: { reasons: "" } });
    expect(json(passed).judging).toBeUndefined();
    const { cost } = (await state()).further ?? {};
    expect([cost?.canary.n, cost?.baseline.n]).toEqual([100, 400]);
    expect((cost?.canary.sum ?? 0) / 100).toBeCloseTo(550 / 1e6);
    await gate();
    expect((await state()).further?.["cost"]?.canary.n).toBe(200);
    expect(judge.requests).toHaveLength(0);
  });

  it.each([
    ["cost", { tokens: 900 }],
    ["time-to-first-token", { firstToken: 480 }],
  ])("roll back what is worse in %s", async (metric, worse) => {
    const { gate } = await traced((arm) => span(arm, worse));
    expect(await gate()).toMatchObject({ verdict: "fail", outputs: { reasons: `evidence:${metric}` } });
  });

  it("hold the weight where lines tell neither, or tell it of one arm more than of the other", async () => {
    const { gate } = await traced(() => ({}));
    expect((await gate()).outputs["reasons"]).toBe("no-data:cost,no-data:time-to-first-token");
    const partly = await traced((arm, at) => (arm === "canary" && at % 3 ? {} : span(arm)));
    expect((await partly.gate({ metrics: ["errors", "cost"] })).outputs["reasons"]).toBe("missing-scores:cost");
  });

  it("stand beside judged quality and users' feedback", async () => {
    const { gate, judge } = await traced((arm, at) => ({
      ...span(arm),
      scores: { rating: (arm === "canary" ? 1 : 4) + (at % 2) },
    }));
    const failed = await gate({ metrics: undefined });
    expect(failed).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:rating" } });
    expect(json(failed).looks[0]?.metrics.quality).toMatchObject({ canary: { n: 50 }, baseline: { n: 50 } });
    expect(judge.requests).toHaveLength(100);
  });

  it("count once what came while the other arm had no answers, and what was written down twice", async () => {
    const alone = { canary: [], baseline: many.baseline };
    const { gate, state, deps } = await traced((arm) => span(arm), [alone, { canary: many.canary, baseline: [] }]);
    expect((await gate({ metrics: ["cost"] })).outputs["reasons"]).toBe("no-data:cost");
    const { sleep } = deps.clock;
    deps.clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      const more = { id: "t400", variant: "canary", time: "2026-11-25T10:00:00Z", answer: "again" };
      const messages = [{ role: "user", content: "again" }];
      await appendFile(
        join(deps.workspace, "traces.jsonl"),
        `${JSON.stringify({ ...more, messages, ...span("canary") })}\n`,
      );
    };
    await gate({ metrics: ["cost"] });
    const { cost } = (await state()).further ?? {};
    expect([cost?.canary.n, cost?.baseline.n]).toEqual([100, 400]);
  });
});

describe("cost by the tokens that SageMaker captured", () => {
  const capture = { "quality-source": "data-capture", answers: `s3://${fakeBucket}`, region: awsKey.region };

  it("is judged against each version's prices", async () => {
    const { gate, aws, clock, deps } = await traced(() => ({}), []);
    const prices = { canary: { input: 50, output: 250 }, baseline: { input: 1, output: 5 } };
    await writeFile(join(deps.workspace, "metrics.yaml"), JSON.stringify({ ...JSON.parse(config), prices }));
    const { sleep } = clock;
    clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      for (const variant of ["canary", "baseline"]) {
        const time = clock.now();
        const lines = about(8, 80).map((answer, at) => ({ id: `${variant}-${at}`, question: `q${at}`, answer, time }));
        const key = capturedKey({ prefix: "", variant }, time, String(time));
        aws.s3.objects.set(key, { body: Buffer.from(capturedFile(lines)), etag: '"e"', modifiedAt: time });
      }
    };
    const { outputs } = await gate({ ...capture, metrics: ["errors", "cost"] });
    expect(outputs["reasons"]).toBe("evidence:cost");
  });

  it("is refused by the hour, which no capture tells", async () => {
    const { gate, deps } = await traced(() => ({}), []);
    const prices = { canary: { hour: 1 }, baseline: { hour: 1 } };
    await writeFile(join(deps.workspace, "metrics.yaml"), JSON.stringify({ ...JSON.parse(config), prices }));
    // by the router's own histogram of latency it can be told
    expect((await gate({ ...capture, metrics: ["errors", "cost", "quality"] })).verdict).toBe("inconclusive");
    await expect(
      gate({ ...capture, "metric-source": "cloudwatch", metrics: ["cost", "quality"] }),
    ).rejects.toMatchObject({
      problems: [{ where: "metrics", mend: expect.stringContaining("tells no times") }],
    });
  });
});

describe("one comparison with answers", () => {
  it("judges quality and cost by them, and needs them", async () => {
    const once = { rule: "one-shot", state: undefined, metrics: ["errors", "quality", "cost"] };
    const bad = await traced((arm) => span(arm), [{ canary: about(4), baseline: about(9) }]);
    const { verdict, outputs, report } = await bad.gate(once);
    expect([verdict, outputs["reasons"]]).toEqual(["fail", "one-shot:quality"]);
    const { metrics } = oneShotReportSchema.parse(report?.json);
    expect(metrics["cost"]).toMatchObject({ test: "mann-whitney", breach: false });
    const dear = await traced((arm) => span(arm, { tokens: 900 }), [many]);
    expect((await dear.gate({ ...once, metrics: ["cost"] })).outputs["reasons"]).toBe("one-shot:cost");
    const none = await traced(() => ({}), []);
    expect((await none.gate(once)).outputs["reasons"]).toBe("no-data:quality,no-data:cost");
  });
});

describe("values of answers", () => {
  it("are a sample of bounded size, by the seed", () => {
    const gathered = (seed: number) => {
      const values = newAnswerValues(["rating"], undefined, seed);
      const none = { latencyMs: null, firstTokenMs: null, promptTokens: null, completionTokens: null };
      for (let at = 0; at < 25_000; at++)
        values.see({
          id: `${at}`,
          arm: "canary",
          time: at,
          said: undefined,
          measured: { ...none, scores: { rating: at } },
        });
      return values.of("canary").extra?.["rating"] ?? [];
    };
    const sample = gathered(1);
    expect(sample).toHaveLength(20_000);
    expect(sample).toEqual(sample.toSorted((left, right) => left - right));
    expect(gathered(1)).toEqual(sample);
    expect(gathered(2)).not.toEqual(sample);
  });
});
