import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CanaryBlock, CanaryLook } from "#contracts";
import { seededUniform } from "#statistics";
import { declaredIn } from "./block.ts";
import { judgeBlocks } from "./judge-blocks.ts";
import { look } from "./look.ts";
import { qualityGuard, qualityIncrements } from "./mean-evidence.ts";
import { logEvidence } from "./mixture.ts";
import { compareOnce } from "./one-shot.ts";
import { phiOf } from "./overdispersion.ts";
import { mantelHaenszel, rateIncrements, ratioSequence, weighed } from "./rate-evidence.ts";
import { defaultSettings } from "./settings.ts";
import { newCanaryState } from "./state.ts";

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__/vectors.json"), "utf8"));
const near = (found: number, expected: number, within = 1e-9): void =>
  expect(Math.abs(found - expected)).toBeLessThan(within);
const addTo = (sums: number[], more: readonly number[]): number[] =>
  sums.map((sum, index) => sum + (more[index] as number));
// biome-ignore lint/suspicious/noExplicitAny: vectors are plain JSON
type Vector = any;

describe("evidence on rates", () => {
  it.each(vectors.rate as Vector[])("agrees with the vector $name", (vector) => {
    let logs = new Array(7).fill(0);
    let [numerator, denominator] = [0, 0];
    for (const [index, block] of vector.blocks.entries()) {
      const phi = Array.isArray(vector.phi) ? vector.phi[index] : (vector.phi ?? vector.phis?.[index] ?? 1);
      logs = addTo(logs, rateIncrements(weighed(block, { canary: phi, baseline: phi }), vector.rho));
      if (vector.logE_trace) near(logEvidence(logs), vector.logE_trace[index]);
      const added = mantelHaenszel(block);
      numerator += added.numerator;
      denominator += added.denominator;
    }
    for (const [index, expected] of (vector.logLR_per_r ?? []).entries()) near(logs[index], expected);
    if (vector.mh_num !== undefined) near(numerator, vector.mh_num, 1e-6);
    if (vector.mh_den !== undefined) near(denominator, vector.mh_den, 1e-6);
  });

  it.each(vectors.ratio_cs as Vector[])("has the confidence sequence of $name", (vector) => {
    const found = ratioSequence(vector.blocks, vector.alpha);
    for (const [index, expected] of vector.cs.entries()) {
      const bound = expected === "Infinity" || expected === null ? Number.POSITIVE_INFINITY : expected;
      if (Number.isFinite(bound)) near(found[index] as number, bound, 1e-6);
      else expect(found[index]).toBe(bound);
    }
  });

  it("does not depend on how a block is named, and an empty arm says nothing", () => {
    expect(rateIncrements([0, 0, 100, 5], 1)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it("is a fair game under equal rates: its mean stays at most 1 (Ville)", () => {
    const uniform = seededUniform(11);
    let total = 0;
    const runs = 4000;
    for (let run = 0; run < runs; run++) {
      const draw = (n: number): number =>
        Array.from({ length: n }, () => (uniform() < 0.05 ? 1 : 0) as number).reduce((sum, value) => sum + value, 0);
      total += Math.exp(logEvidence(rateIncrements([50, draw(50), 100, draw(100)], 1)));
    }
    expect(total / runs).toBeLessThan(1.15);
  });
});

describe("evidence on quality", () => {
  it.each(vectors.quality as Vector[])("agrees with the vector $name", (vector) => {
    let logs = new Array(7).fill(0);
    let guard = 0;
    for (const [index, block] of vector.blocks.entries()) {
      logs = addTo(logs, qualityIncrements(block, vector.kappa));
      guard += qualityGuard(block);
      near(logEvidence(logs), vector.logE_trace[index]);
    }
    near(guard, vector.guard_095, 1e-6);
    expect(guard > 0).toBe(vector.guard);
  });
});

const blockOf = (vector: Vector, index: number): CanaryBlock => {
  const [nC, xC, nB, xB] = vector.error_blocks[index];
  const latency = vector.latency_blocks?.[index];
  const quality = vector.quality_blocks?.[index];
  return {
    block: String(index),
    canary: {
      requests: nC,
      errors: xC,
      ...(latency && { over_tau: latency[1], over_margin: latency[2] }),
      ...(quality && { scores: quality.canary }),
    },
    baseline: {
      requests: nB,
      errors: xB,
      ...(latency && { over_tau: latency[4] }),
      ...(quality && { scores: quality.baseline }),
    },
  };
};

describe("a look", () => {
  it.each(vectors.verdicts as Vector[])("reaches the verdict of the vector $name", (vector) => {
    const blocks = [...vector.error_blocks.keys()].map((index) => blockOf(vector, index));
    let state = newCanaryState(declaredIn(blocks));
    const settings = { ...defaultSettings, alpha: vector.alpha, minRequests: vector.min_canary_requests };
    let verdict = "";
    let metrics: CanaryLook["metrics"] = {};
    for (const block of blocks) {
      const looked = look(state, block, settings);
      state = looked.state;
      verdict = looked.look.verdict;
      metrics = looked.look.metrics;
    }
    for (const [index, metric] of (["errors", "latency", "quality"] as const).entries()) {
      if (!metrics[metric]) continue;
      near(metrics[metric].log_e, vector.logE[index]);
      expect(metrics[metric].guard).toBe(vector.guards[index]);
    }
    expect(verdict).toBe(vector.verdict);
  });

  const even = (id: string, more: Partial<CanaryBlock["canary"]> = {}): CanaryBlock => ({
    block: id,
    canary: { requests: 100, errors: 1, ...more },
    baseline: { requests: 1900, errors: 19 },
  });

  it("counts a block once", () => {
    const { state } = look(newCanaryState(["errors"]), even("1"), defaultSettings);
    expect(() => look(state, even("1"), defaultSettings)).toThrow(/counted already/);
  });

  it("holds without declared data, with an empty arm and with too few requests", () => {
    const reasons = (block: CanaryBlock, declared: ("errors" | "quality")[] = ["errors"]) => {
      const { look: looked } = look(newCanaryState(declared), block, defaultSettings);
      expect(looked.verdict).toBe("INCONCLUSIVE");
      return looked.reasons.map(({ reason }) => reason);
    };
    expect(reasons(even("1"), ["errors", "quality"])).toEqual(["no-data"]);
    expect(reasons(even("1", { requests: 0, errors: 0 }))).toContain("empty-arm");
    expect(reasons(even("1", { requests: 49 }))).toEqual(["too-few-requests"]);
    expect(reasons(even("1"), [])).toEqual(["no-data"]);
  });

  it("holds for suspicion three times in a row, then goes on with a flag", () => {
    let state = newCanaryState(["errors"]);
    const verdicts: string[] = [];
    const suspicious: CanaryBlock = {
      block: "0",
      canary: { requests: 100, errors: 4 },
      baseline: { requests: 1900, errors: 19 },
    };
    for (let index = 0; index < 4; index++) {
      const quiet = { ...suspicious, block: String(index), canary: { requests: 100, errors: index === 0 ? 5 : 2 } };
      const looked = look(state, quiet, defaultSettings);
      state = looked.state;
      verdicts.push(looked.look.verdict);
      if (looked.look.verdict === "CONTINUE")
        expect(looked.look.reasons).toEqual([{ reason: "suspicion", metric: "errors" }]);
    }
    expect(verdicts).toEqual(["INCONCLUSIVE", "INCONCLUSIVE", "INCONCLUSIVE", "CONTINUE"]);
  });

  it("does not compare arms whose answers are missing at different rates", () => {
    const block: CanaryBlock = {
      block: "1",
      canary: { requests: 200, scores: new Array(150).fill(1), scores_missing: 50 },
      baseline: { requests: 200, scores: new Array(200).fill(1), scores_missing: 0 },
    };
    expect(look(newCanaryState(["quality"]), block, defaultSettings).look.reasons).toEqual([
      { reason: "missing-scores", metric: "quality" },
    ]);
  });

  it("never passes a file of nothing", () => {
    const { report } = judgeBlocks([], defaultSettings, { onInconclusive: "hold", source: "file" });
    expect(report.verdict).toBe("error");
  });

  it("gives the same numbers however the rollout is cut into runs", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 60 })), { minLength: 2, maxLength: 6 }),
        fc.nat({ max: 5 }),
        (counts, cut) => {
          const blocks = counts.map(
            ([canaryErrors, baselineErrors], index): CanaryBlock => ({
              block: String(index),
              canary: { requests: 60, errors: canaryErrors },
              baseline: { requests: 940, errors: baselineErrors },
            }),
          );
          const whole = judgeBlocks(blocks, defaultSettings, { onInconclusive: "hold", source: "file" });
          const at = Math.min(cut, whole.report.looks.length);
          const first = judgeBlocks(blocks.slice(0, at), defaultSettings, {
            onInconclusive: "hold",
            source: "file",
            before: newCanaryState(["errors"]),
          });
          if (first.state.rolledBack) return;
          const second = judgeBlocks(blocks.slice(at), defaultSettings, {
            onInconclusive: "hold",
            source: "file",
            before: JSON.parse(JSON.stringify(first.state)),
          });
          expect([...first.report.looks, ...second.report.looks]).toEqual(whole.report.looks);
        },
      ),
    );
  });
});

describe("healthy rollouts", () => {
  const uniform = seededUniform(2026);
  const count = (n: number, p: number): number => {
    let events = 0;
    for (let index = 0; index < n; index++) if (uniform() < p) events += 1;
    return events;
  };
  const rollout = (perLook: number, canaryErrors: number) => {
    const blocks = Array.from({ length: 19 }, (_, index): CanaryBlock => {
      const nC = Math.round((perLook * 5 * (index + 1)) / 100);
      const [slow, nB] = [count(nC, 0.05), perLook - nC];
      return {
        block: String(index),
        canary: { requests: nC, errors: count(nC, canaryErrors), over_tau: slow, over_margin: count(slow, 0.4) },
        baseline: { requests: nB, errors: count(nB, 0.01), over_tau: count(nB, 0.05) },
      };
    });
    return judgeBlocks(blocks, { ...defaultSettings, minRequests: 1 }, { onInconclusive: "hold", source: "file" })
      .report.verdict;
  };

  it("are rolled back at most once in a hundred, and a fivefold error rate always is", () => {
    const healthy = Array.from({ length: 300 }, () => rollout(500, 0.01));
    expect(healthy.filter((verdict) => verdict === "fail").length).toBeLessThanOrEqual(3);
    const broken = Array.from({ length: 50 }, () => rollout(500, 0.05));
    expect(broken.filter((verdict) => verdict === "fail")).toHaveLength(50);
  });
});

describe("a rollout's state", () => {
  const worse = (id: string): CanaryBlock => ({
    block: id,
    canary: { requests: 500, errors: 50 },
    baseline: { requests: 500, errors: 5 },
  });
  const holding = { onInconclusive: "hold", source: "file" } as const;

  it("takes no looks after a rollback: later evidence does not undo it", () => {
    const { state } = judgeBlocks([worse("1")], defaultSettings, holding);
    expect(state.rolledBack).toBe(true);
    expect(() => judgeBlocks([worse("2")], defaultSettings, { ...holding, before: state })).toThrow(/was rolled back/);
  });

  it("goes on only under the rules it began with", () => {
    const before = newCanaryState(["errors"], defaultSettings);
    const other = { ...defaultSettings, alpha: 0.2, null: "tolerance" as const };
    expect(() => judgeBlocks([worse("1")], other, { ...holding, before })).toThrow(/alpha was 0.05 and is 0.2 now/);
  });

  it("reads scores of 0 to 10 as such also where a line holds only small ones", () => {
    const low: CanaryBlock = {
      block: "1",
      canary: { requests: 60, scores: new Array(60).fill(0.9) },
      baseline: { requests: 60, scores: new Array(60).fill(1) },
    };
    const quality = (state: ReturnType<typeof newCanaryState>) => look(state, low, defaultSettings).state.quality;
    expect(quality(newCanaryState(["quality"])).baseline.sum).toBeCloseTo(60);
    expect(quality(newCanaryState(["quality"], defaultSettings, 10)).baseline.sum).toBeCloseTo(6);
  });
});

describe("the confidence sequence in a look", () => {
  it("certifies a canary that is no worse only with data enough", () => {
    const calm = (id: string, n: number): CanaryBlock => ({
      block: id,
      canary: { requests: n, errors: n / 100, over_tau: n / 20, over_margin: n / 50 },
      baseline: { requests: n, errors: n / 100, over_tau: n / 20 },
    });
    const found = (n: number) =>
      look(newCanaryState(["errors", "latency"]), calm("1", n), defaultSettings).look.metrics;
    expect(found(1000).errors?.not_worse).toBe(false);
    expect(found(100_000).errors?.not_worse).toBe(true);
    expect(found(100_000).latency?.not_worse).toBe(true);
    expect(found(100_000).latency?.ratio).toBeCloseTo(0.4);
    const { ratio_low, ratio, ratio_high } = found(1000).latency ?? {};
    expect(ratio_low as number).toBeLessThan(ratio as number);
    expect(ratio_high as number).toBeGreaterThan(ratio as number);
  });

  it("certifies less where rates swing, by request and by user", () => {
    const block: CanaryBlock = {
      block: "1",
      canary: { requests: 100_000, errors: 1000 },
      baseline: { requests: 100_000, errors: 1000 },
    };
    const certified = (settings: typeof defaultSettings) =>
      look(newCanaryState(["errors"], settings), block, settings).look.metrics.errors?.not_worse;
    const overdispersion = { errors: { cv2: 0.25, p: 0.01, known: true } };
    expect(certified(defaultSettings)).toBe(true);
    for (const assignment of ["request", "user"] as const)
      expect(certified({ ...defaultSettings, assignment, overdispersion })).toBe(false);
  });
});

describe("sticky users", () => {
  const swinging = { errors: { cv2: 4, p: 0.01, known: true } };
  const blocks = Array.from(
    { length: 4 },
    (_, index): CanaryBlock => ({
      block: String(index),
      canary: { requests: 500, errors: 15 },
      baseline: { requests: 500, errors: 5 },
    }),
  );
  const evidence = (settings: typeof defaultSettings): number => {
    const { report } = judgeBlocks(blocks, { ...settings, alpha: 1e-9 }, { onInconclusive: "hold", source: "file" });
    return report.looks.at(-1)?.metrics.errors?.log_e as number;
  };

  it("weigh less, and by the counts of the whole rollout", () => {
    const byRequest = evidence({ ...defaultSettings, overdispersion: swinging });
    const byUser = evidence({ ...defaultSettings, overdispersion: swinging, assignment: "user" });
    expect(byUser).toBeLessThan(byRequest);
    const phi = phiOf(swinging.errors, 2000, 2000);
    const logs = rateIncrements(weighed([2000, 60, 2000, 20], { canary: phi, baseline: phi }), 1);
    near(byUser, logEvidence(logs));
  });

  it("have no guarantee without windows of user buckets, and never one for quality", () => {
    const sticky = { ...defaultSettings, assignment: "user" as const };
    const notes = (settings: typeof defaultSettings) =>
      judgeBlocks(blocks, settings, { onInconclusive: "hold", source: "file" }).report.notes;
    expect(notes(sticky)).toContain("no-guarantee-errors");
    expect(notes({ ...sticky, overdispersion: swinging })).not.toContain("no-guarantee-errors");
  });
});

describe("the specification's rule", () => {
  it("rolls a healthy canary back on three errors in sixty, where evidence goes on", () => {
    const block: CanaryBlock = {
      block: "1",
      canary: { requests: 60, errors: 2 },
      baseline: { requests: 940, errors: 10 },
    };
    const verdict = (rule: "evidence" | "specification") =>
      look(newCanaryState(["errors"]), block, { ...defaultSettings, rule }).look.verdict;
    expect([verdict("specification"), verdict("evidence")]).toEqual(["ROLLBACK", "CONTINUE"]);
  });
});

describe("a single comparison", () => {
  const latencies = (factor: number): number[] =>
    Array.from({ length: 400 }, (_, index) => factor * (100 + ((index * 37) % 400)));

  it("speaks for a rollback on a large and certain effect only", () => {
    const baseline = { requests: 1000, errors: 10, latenciesMs: latencies(1) };
    const { verdict, breaches, errors, latency } = compareOnce(
      { requests: 1000, errors: 40, latenciesMs: latencies(1.5) },
      baseline,
      defaultSettings,
    );
    expect([verdict, breaches]).toEqual(["ROLLBACK", ["errors", "latency"]]);
    expect(errors?.ratio.low).toBeGreaterThan(1);
    expect(latency?.shift).toBeGreaterThan(100);
    const same = compareOnce({ requests: 1000, errors: 12, latenciesMs: latencies(1.02) }, baseline, defaultSettings);
    expect(same.verdict).toBe("CONTINUE");
  });

  it("judges quality by the means and ranks", () => {
    const scores = (value: number): number[] => Array.from({ length: 200 }, (_, index) => value - (index % 10) / 100);
    const arms = (value: number) =>
      compareOnce({ requests: 200, scores: scores(value) }, { requests: 200, scores: scores(0.9) }, defaultSettings);
    expect(arms(0.8).breaches).toEqual(["quality"]);
    expect(arms(0.9).verdict).toBe("CONTINUE");
  });

  it("decides nothing without data, with too few requests or with half of a metric", () => {
    const verdict = (canary: Parameters<typeof compareOnce>[0], baseline: Parameters<typeof compareOnce>[1]) =>
      compareOnce(canary, baseline, defaultSettings).verdict;
    expect(verdict({ requests: 100 }, { requests: 100 })).toBe("INCONCLUSIVE");
    expect(verdict({ requests: 49, errors: 0 }, { requests: 100, errors: 0 })).toBe("INCONCLUSIVE");
    expect(verdict({ requests: 100, errors: 0 }, { requests: 100 })).toBe("INCONCLUSIVE");
    expect(verdict({ requests: 100, errors: 0 }, { requests: 0, errors: 0 })).toBe("INCONCLUSIVE");
  });
});
