import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { CanaryReport } from "#contracts";
import { about, awsKey, capturedFile, capturedKey, closeAll, fakeBucket, judgedRollout, worth } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;

describe("answers that SageMaker captured", () => {
  it("are judged by variant, late files in the look that they come in", async () => {
    const { gate, aws, clock, state } = await judgedRollout(run, []);
    const put = (variant: string, points: number, name: string): void => {
      const time = clock.now();
      const lines = about(points, 40).map((answer, at) => ({
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

  it("that cannot be read for a while are read by the next look", async () => {
    const { gate, aws, clock, state } = await judgedRollout(run, []);
    const more = { "quality-source": "data-capture", answers: `s3://${fakeBucket}`, region: awsKey.region };
    const sleep = clock.sleep;
    clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      if (ms !== 300_000) return;
      for (const variant of ["canary", "baseline"]) {
        const time = clock.now();
        const lines = [{ id: `${variant}-${time}`, question: "q", answer: worth(8), time }];
        const key = capturedKey({ prefix: "", variant }, time, String(time));
        aws.s3.objects.set(key, { body: Buffer.from(capturedFile(lines)), etag: '"e"', modifiedAt: time });
      }
    };
    const proceedAlways = aws.interfere;
    aws.interfere = async (call, proceed) =>
      call.operation === "GetObject" ? { status: 503, headers: {}, body: "" } : await proceed();
    const first = await gate(more);
    expect(first).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:quality" } });
    expect(json(first).notes).toContain("answers-failed");
    aws.interfere = proceedAlways;
    expect(json(await gate(more)).judging).toMatchObject({ canary: { answers: 1 }, baseline: { answers: 1 } });
    expect((await state()).quality).toMatchObject({ canary: { n: 1, missing: 0 }, baseline: { n: 1, missing: 0 } });
  });

  it("that may not be read are an error, never no data", async () => {
    const { gate, aws } = await judgedRollout(run, []);
    aws.s3.denied.add("s3:ListBucket");
    const more = { "quality-source": "data-capture", answers: `s3://${fakeBucket}`, region: awsKey.region };
    await expect(gate(more)).rejects.toMatchObject({ code: "data-capture-forbidden" });
  });
});

describe("bad input", () => {
  it("is told at once, of counts, answers and judge", async () => {
    const { gate, judge } = await judgedRollout(run, []);
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
    const { gate } = await judgedRollout(run, []);
    await expect(gate(more)).rejects.toMatchObject({ message: expect.stringContaining(problem) });
  });

  it("is a rollout that goes on with other answers, or without", async () => {
    const look = { canary: about(8), baseline: about(8) };
    const { gate } = await judgedRollout(run, [look, look]);
    await gate();
    await expect(gate({ answers: "other.jsonl" })).rejects.toMatchObject({ code: "canary-source-changed" });
    await expect(gate({ "quality-source": "none" })).rejects.toMatchObject({ code: "canary-source-changed" });
  });

  it("is a line of the file of traces that is none", async () => {
    const { gate, deps } = await judgedRollout(run, [{ canary: about(8), baseline: about(8) }]);
    const sleep = deps.clock.sleep;
    deps.clock.sleep = async (ms, signal) => {
      await sleep(ms, signal);
      await writeFile(join(deps.workspace, "traces.jsonl"), "{}\n", { flag: "a" });
    };
    await expect(gate()).rejects.toMatchObject({ code: "bad-rows" });
  });
});
