import { describe, expect, it } from "vitest";
import type { CanaryBlock } from "#contracts";
import { seededUniform } from "#statistics";
import { judgeBlocks } from "./judge-blocks.ts";
import { look, lookAt } from "./look.ts";
import { type LookFold, newLookFold } from "./look-fold.ts";
import { defaultSettings } from "./settings.ts";
import { newCanaryState } from "./state.ts";

const cost = { larger: "worse", max: 0.05, matters: 1.2 } as const;
const settings = {
  ...defaultSettings,
  weights: { errors: 0.25, latency: 0.25, quality: 0.25, cost: 0.25 },
  further: { cost },
};
const uniform = seededUniform(7);
/** USD around the mean, as far as it is wide. */
const usd = (count: number, mean: number): number[] => Array.from({ length: count }, () => mean * (0.5 + uniform()));
const costly = (block: string, ofCanary: number[], ofBaseline: number[], more: object = {}): CanaryBlock => ({
  block,
  canary: { requests: ofCanary.length, extra: { cost: ofCanary }, ...more },
  baseline: { requests: ofBaseline.length, extra: { cost: ofBaseline } },
});
const judge = (blocks: CanaryBlock[], changed: object = {}) =>
  judgeBlocks(blocks, { ...settings, ...changed }, { onInconclusive: "hold", source: "file" }).report;

describe("a further metric", () => {
  it("rolls back a canary that costs more than matters, by its own share of alpha", () => {
    const { looks, declared } = judge([costly("1", usd(2000, 0.02), usd(4000, 0.01))]);
    expect(declared).toEqual(["cost"]);
    expect(looks[0]).toMatchObject({ verdict: "ROLLBACK", reasons: [{ reason: "evidence", metric: "cost" }] });
    const evidence = looks[0]?.metrics["cost"];
    expect(evidence?.log_threshold).toBeCloseTo(Math.log(1 / (0.05 * 0.25)));
    expect(evidence?.ratio).toBeCloseTo(2, 1);
    expect(evidence?.capped).toEqual({ canary: 0, baseline: 0 });
  });

  it("lets go on what costs less, or more by less than matters", () => {
    expect(judge([costly("1", usd(2000, 0.008), usd(4000, 0.01))]).looks[0]?.verdict).toBe("CONTINUE");
    // certain, and too small to matter: 10 % of costs near the maximum
    const { looks } = judge([costly("1", usd(4000, 0.022), usd(4000, 0.02))]);
    expect(looks[0]).toMatchObject({ verdict: "CONTINUE", metrics: { cost: { guard: false } } });
  });

  it("counts a value above the maximum as the maximum, and says when many are", () => {
    const report = judge([costly("1", [...usd(200, 0.01), ...new Array(20).fill(1000)], usd(220, 0.01))]);
    expect(report.looks[0]?.metrics["cost"]).toMatchObject({ capped: { canary: 20, baseline: 0 } });
    expect(report.notes).toContain("capped:cost");
    const sum = report.looks[0]?.metrics["cost"]?.canary.events as number;
    expect(sum).toBeLessThan(20 * 0.05 + 200 * 0.02);
  });

  it("holds without data, in one arm too, and where the arms lack different parts", () => {
    const reasons = (block: CanaryBlock) =>
      look(newCanaryState(["cost"], settings), block, settings).look.reasons.map(({ reason }) => reason);
    expect(reasons({ block: "1", canary: { requests: 100 }, baseline: { requests: 100 } })).toEqual(["no-data"]);
    expect(reasons({ ...costly("1", [], usd(100, 1)), canary: { requests: 100 } })).toEqual(["no-data"]);
    const missing = costly("1", usd(100, 0.01), usd(200, 0.01), { requests: 200, extra_missing: { cost: 100 } });
    expect(reasons(missing)).toEqual(["missing-scores"]);
  });

  it("is at most as often wrong as it may be", () => {
    let wrong = 0;
    for (let run = 0; run < 300; run++) {
      const blocks = Array.from({ length: 10 }, (_, index) =>
        costly(String(index), usd(10 * (index + 1), 0.02), usd(200 - 10 * (index + 1), 0.02)),
      );
      if (judge(blocks, { minRequests: 1 }).verdict === "fail") wrong += 1;
    }
    expect(wrong).toBeLessThanOrEqual(3);
  });

  it("goes on only as it was declared", () => {
    const { state } = judgeBlocks([costly("1", usd(100, 0.01), usd(100, 0.01))], settings, {
      onInconclusive: "hold",
      source: "file",
    });
    const other = { ...settings, further: { cost: { ...cost, max: 1 } } };
    const next = [costly("2", usd(100, 0.01), usd(100, 0.01))];
    const on = { onInconclusive: "hold", source: "file", before: JSON.parse(JSON.stringify(state)) } as const;
    expect(() => judgeBlocks(next, other, on)).toThrow(/declared otherwise/);
    const shares = { ...settings, weights: { ...settings.weights, cost: 0.15, errors: 0.35 } };
    expect(() => judgeBlocks(next, shares, on)).toThrow(/shares of alpha/);
    const reordered = { ...settings, weights: { cost: 0.25, quality: 0.25, latency: 0.25, errors: 0.25 } };
    expect(judgeBlocks(next, reordered, on).report.looks).toHaveLength(1);
  });
});

describe("a metric in dry run", () => {
  const broken = (block: string): CanaryBlock => ({
    ...costly(block, usd(1000, 0.03), usd(1000, 0.01), { errors: 5 }),
    baseline: { requests: 1000, errors: 5, extra: { cost: usd(1000, 0.01) } },
  });

  it("is told and never decides", () => {
    expect(judge([broken("1")]).verdict).toBe("fail");
    const { verdict, looks, dryRun } = judge([broken("1"), broken("2")], { dryRun: ["cost"] });
    expect([verdict, dryRun]).toEqual(["pass", ["cost"]]);
    for (const each of looks)
      expect(each).toMatchObject({
        verdict: "CONTINUE",
        reasons: [{ reason: "evidence", metric: "cost", dry_run: true }],
      });
  });

  it("neither holds without data, nor lowers another metric's threshold", () => {
    const block = { block: "1", canary: { requests: 100, errors: 1 }, baseline: { requests: 100, errors: 1 } };
    const state = newCanaryState(["errors", "cost"], settings);
    const looked = look(state, block, { ...settings, dryRun: ["cost"] }).look;
    expect(looked.verdict).toBe("CONTINUE");
    expect(looked.metrics.errors?.log_threshold).toBeCloseTo(Math.log(1 / (0.05 * 0.25)));
  });

  it("of all metrics passes nothing", () => {
    const { verdict } = judge([broken("1")], { dryRun: ["cost", "errors"] });
    expect(verdict).toBe("inconclusive");
  });
});

const lookAtFold = (state: ReturnType<typeof newCanaryState>, fold: LookFold) =>
  lookAt(state, fold.increments("1"), settings);

describe("a look that is folded while traffic goes by", () => {
  it("says what the same look says as a block", () => {
    const [nC, nB] = [300, 900];
    const fold = newLookFold(["errors", "latency", "quality", "cost"], settings, 100);
    const arms = {
      canary: {
        requests: nC,
        errors: 0,
        over_tau: 0,
        over_margin: 0,
        scores: [] as number[],
        extra: { cost: usd(nC, 0.012) },
      },
      baseline: {
        requests: nB,
        errors: 0,
        over_tau: 0,
        over_margin: 0,
        scores: [] as number[],
        extra: { cost: usd(nB, 0.01) },
      },
    };
    for (const arm of ["canary", "baseline"] as const)
      for (let index = 0; index < arms[arm].requests; index++) {
        const [failed, latencyMs, score] = [uniform() < 0.05, 150 * uniform(), uniform()];
        fold.request(arm, { failed, latencyMs });
        fold.value("quality", arm, score);
        fold.value("cost", arm, arms[arm].extra.cost[index] as number);
        fold.value("nobody-asked", arm, 1);
        arms[arm].errors += failed ? 1 : 0;
        arms[arm].over_tau += !failed && latencyMs > 100 ? 1 : 0;
        arms[arm].over_margin += !failed && latencyMs > 120 ? 1 : 0;
        arms[arm].scores.push(score);
      }
    const state = newCanaryState(["errors", "latency", "quality", "cost"], settings);
    const { look: folded } = lookAtFold(state, fold);
    const { look: written } = look(state, { block: "1", ...arms }, settings);
    expect(folded).toEqual(written);
  });

  it("refuses a score that is none, and holds without any", () => {
    const fold = newLookFold(["quality"], settings, undefined);
    for (const score of [7, -1, Number.NaN]) expect(() => fold.value("quality", "canary", score)).toThrow(/between 0/);
    expect(lookAtFold(newCanaryState(["quality"], settings), fold).look.reasons).toContainEqual({
      reason: "no-data",
      metric: "quality",
    });
  });
});
