import { describe, expect, it } from "vitest";
import { countedProviders } from "#telemetry";
import { cloudWatchKey, countedConformance, fakeClock, fakeCloudWatch, fakeDeps, fakeEnvironment } from "#testing";
import type { CloudWatchConfig } from "./index.ts";

const minute = 60_000;

async function watched(more: Partial<CloudWatchConfig> = {}) {
  const clock = fakeClock();
  const fake = fakeCloudWatch(clock);
  const environment = fakeEnvironment({
    AWS_ACCESS_KEY_ID: cloudWatchKey.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloudWatchKey.secretAccessKey,
  });
  const deps = await fakeDeps({ http: fake.http, clock, environment });
  const config = { region: "eu-central-1", endpointName: "mail", canary: "green", baseline: "blue", ...more };
  const source = await countedProviders.cloudwatch(deps, config);
  return { clock, fake, deps, source };
}
const variants = { canary: "green", baseline: "blue" };

countedConformance("cloudwatch", async () => {
  const { clock, fake, source } = await watched();
  return {
    open: () => source,
    remembers: true,
    async happen(...traffic) {
      clock.advance(minute);
      for (const { arm, requests, failed, latencyMs } of traffic)
        fake.invoke(variants[arm], requests, {
          status: failed ? 500 : 200,
          ...(latencyMs !== undefined && { latencyMs }),
        });
      clock.advance(3 * minute);
    },
  };
});

describe("what CloudWatch tells of a variant", () => {
  it("is waited for until the last minute's metrics are there", async () => {
    const { clock, fake, source } = await watched();
    const mark = await source.now();
    clock.advance(minute);
    fake.invoke("green", 7, { delayMs: 100_000 });
    const seen = await source.since(mark, 500);
    expect(seen.canary.requests).toBe(7);
    expect(clock.now()).toBeGreaterThanOrEqual(JSON.parse(seen.mark).time + 2 * minute);
  });

  it("that comes late still counts, once, in the next look", async () => {
    const { clock, fake, source } = await watched();
    const before = await source.now();
    clock.advance(-minute);
    fake.invoke("green", 100, { delayMs: 10 * minute });
    clock.advance(2 * minute);
    fake.invoke("green", 4, { delayMs: 10 * minute, latencyMs: 900 });
    fake.invoke("green", 3);
    const first = await source.since(before, 500);
    expect(first.canary).toMatchObject({ requests: 3, overTau: 0 });
    clock.advance(9 * minute);
    const second = await source.since(first.mark, 500);
    expect(second.canary).toMatchObject({ requests: 4, overTau: 4 });
    clock.advance(40 * minute);
    const third = await source.since(second.mark, 500);
    expect(third.canary.requests).toBe(0);
  });

  it("counts 4xx and 5xx as errors, latency in microseconds above the limits, always as interpolated", async () => {
    const { clock, fake, source } = await watched();
    const mark = await source.now();
    clock.advance(minute);
    fake.invoke("green", 2, { status: 424 });
    fake.invoke("green", 1, { status: 503 });
    fake.invoke("green", 5, { latencyMs: 550.5 });
    fake.invoke("green", 1, { latencyMs: 500 });
    const { canary, notes } = await source.since(mark, 500);
    expect(canary).toEqual({ requests: 9, errors: 3, overTau: 5, overMargin: 0 });
    expect(notes).toEqual(["latency-interpolated", "no-series-baseline"]);
    expect(
      fake.calls.flatMap(({ MetricDataQueries }) => MetricDataQueries.map(({ MetricStat }) => MetricStat.Stat)),
    ).toEqual(expect.arrayContaining(["TC(500000:)", "TC(600000:)"]));
  });

  it("is read over all pages, and is an error when a series stays incomplete", async () => {
    const { clock, fake, source } = await watched();
    const mark = await source.now();
    for (let at = 0; at < 20; at++) {
      clock.advance(minute);
      fake.invoke("green", 1);
    }
    clock.advance(minute);
    fake.pointsPerPage = 3;
    expect((await source.since(mark, 500)).canary.requests).toBe(20);
    fake.status = "InternalError";
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "cloudwatch-partial", retryable: true });
    fake.status = "Forbidden";
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "cloudwatch-forbidden" });
  });

  it("gives the p95 with the look where tau is not known yet, within a tenth", async () => {
    const { clock, fake, source } = await watched();
    const mark = await source.now();
    clock.advance(minute);
    fake.invoke("blue", 900, { latencyMs: 200 });
    fake.invoke("blue", 100, { latencyMs: 800 });
    const { baselineP95 } = await source.since(mark, undefined);
    expect(baselineP95.requests).toBe(1000);
    expect(baselineP95.p95Ms).toBeGreaterThan(800 / 1.1);
    expect(baselineP95.p95Ms).toBeLessThan(800 * 1.1);
  });
});

describe("the service", () => {
  const throttled = { status: 400, type: "ThrottlingException", message: "Rate exceeded" };

  it("is asked again when it throttles, as long as it says, and not for ever", async () => {
    const { clock, fake, source } = await watched();
    const mark = await source.now();
    let left = 3;
    fake.misbehave = () => (left-- > 0 ? { ...throttled, headers: { "retry-after": "7" } } : undefined);
    const started = clock.now();
    await source.since(mark, 500);
    expect(clock.now() - started).toBeGreaterThanOrEqual(21_000);
    fake.misbehave = () => throttled;
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "cloudwatch-unreachable", retryable: true });
  });

  it.each([
    [
      403,
      "AccessDenied",
      "User: arn:aws:sts::111122223333:assumed-role/mlops/ci is not authorized to perform: cloudwatch:GetMetricData",
      "cloudwatch-forbidden",
      "allow cloudwatch:GetMetricData to arn:aws:sts::111122223333:assumed-role/mlops/ci",
    ],
    [
      403,
      "ExpiredTokenException",
      "The security token included in the request is expired",
      "cloudwatch-expired",
      "new",
    ],
    [403, "SignatureDoesNotMatch", "Signature expired", "cloudwatch-unauthorized", "this machine's clock"],
    [400, "ValidationError", "bad", "cloudwatch-refused", undefined],
  ])("that refuses by %i %s is told by name, and asked once", async (status, type, message, code, hint) => {
    const { fake, source } = await watched();
    const mark = await source.now();
    let calls = 0;
    fake.misbehave = () => {
      calls += 1;
      return { status, type, message };
    };
    const error = await source.since(mark, 500).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, provider: "cloudwatch" });
    if (hint) expect((error as { hint: string }).hint).toContain(hint);
    expect(calls).toBe(1);
  });

  it("is refused by the fake where the shape is broken", async () => {
    const { source } = await watched({ canary: "" });
    const mark = await source.now();
    await expect(source.since(mark, 500)).rejects.toMatchObject({ message: /length at least 1/ });
  });

  it("is not asked of a time to come", async () => {
    const { clock, source } = await watched();
    const mark = await source.now();
    clock.advance(-10 * minute);
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-mark" });
  });
});
