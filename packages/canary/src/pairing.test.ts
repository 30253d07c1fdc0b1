import { describe, expect, it } from "vitest";
import { seededUniform } from "#statistics";
import { furtherTerms, meanEvidence, newMeanFold, qualityTerms } from "./mean-evidence.ts";
import { logEvidence } from "./mixture.ts";
import { newPairing, pairInOrder } from "./pairing.ts";

const valuesOf = (count: number, uniform: () => number): number[] => Array.from({ length: count }, () => uniform());

/** Pairs of values that arrive in the order of the arms' names. */
function streamed(arrivals: Iterable<["canary" | "baseline", number]>): [number, number][] {
  const pairs: [number, number][] = [];
  const pairing = newPairing((baseline, canary) => pairs.push([baseline, canary]));
  for (const [arm, value] of arrivals) pairing.add(arm, value);
  pairing.end();
  return pairs;
}

function* mixed(
  canary: number[],
  baseline: number[],
  uniform: () => number,
): Generator<["canary" | "baseline", number]> {
  let [atC, atB] = [0, 0];
  while (atC < canary.length || atB < baseline.length) {
    const left = canary.length - atC;
    if (uniform() * (left + baseline.length - atB) < left) yield ["canary", canary[atC++] as number];
    else yield ["baseline", baseline[atB++] as number];
  }
}

describe("pairs while values stream", () => {
  it("are those of the whole stretch, as long as an arm is under 8,192 values, however they are mixed", () => {
    const uniform = seededUniform(1);
    for (const [nC, nB] of [
      [1, 1],
      [5, 8191],
      [700, 3000],
      [3000, 700],
      [8191, 8191],
    ] as const) {
      const [canary, baseline] = [valuesOf(nC, uniform), valuesOf(nB, uniform)];
      const whole: [number, number][] = [];
      pairInOrder(canary, baseline, (ofBaseline, ofCanary) => whole.push([ofBaseline, ofCanary]));
      expect(streamed(mixed(canary, baseline, uniform))).toEqual(whole);
    }
  });

  it("use every value but a part that is short of a group, of stretches of any length", () => {
    const uniform = seededUniform(2);
    const [canary, baseline] = [valuesOf(20_000, uniform), valuesOf(400_000, uniform)];
    const pairs = streamed(mixed(canary, baseline, uniform));
    expect(pairs.length).toBeGreaterThan(19_500);
    const mean = (index: 0 | 1): number => pairs.reduce((sum, pair) => sum + pair[index], 0) / pairs.length;
    expect(mean(0)).toBeCloseTo(0.5, 2);
    expect(mean(1)).toBeCloseTo(0.5, 2);
  });

  it("lose no arm that comes after the other one is over", () => {
    function* oneAfterTheOther(): Generator<["canary" | "baseline", number]> {
      for (let index = 0; index < 100_000; index++) yield ["canary", 0.25];
      for (let index = 0; index < 100_000; index++) yield ["baseline", 0.75];
    }
    const pairs = streamed(oneAfterTheOther());
    expect(pairs.length).toBeGreaterThan(3000);
    for (const pair of pairs) expect(pair).toEqual([0.75, 0.25]);
  });

  it("hold no more for ten times the values", () => {
    const held = (count: number): number => {
      let most = 0;
      const pairing = newPairing(() => {
        most += 1;
      });
      for (let index = 0; index < count; index++) pairing.add("baseline", 0.5);
      pairing.add("canary", 0.5);
      pairing.end();
      return most;
    };
    expect([held(10_000), held(1_000_000)]).toEqual([1, 1]);
  });
});

describe("evidence on a mean", () => {
  it("is a fair game where the means are equal, in either direction: its mean stays at most 1 (Ville)", () => {
    const uniform = seededUniform(3);
    for (const larger of ["worse", "better"] as const) {
      const terms = furtherTerms({ larger, max: 10, matters: larger === "worse" ? 1.2 : 0.8 }, "any");
      let total = 0;
      const runs = 2000;
      for (let run = 0; run < runs; run++)
        total += Math.exp(
          logEvidence(meanEvidence({ canary: valuesOf(20, uniform), baseline: valuesOf(60, uniform) }, terms).logs),
        );
      expect(total / runs).toBeLessThan(1.15);
    }
  });

  it("is no evidence at the edge of a tolerance, on either side", () => {
    const uniform = seededUniform(4);
    const [worse, better] = [
      furtherTerms({ larger: "worse", max: 1, matters: 1.25 }, "tolerance"),
      furtherTerms({ larger: "better", max: 1, matters: 0.8 }, "tolerance"),
    ];
    const count = 4000;
    const coins = (p: number): number[] => Array.from({ length: count }, () => (uniform() < p ? 1 : 0));
    const edge = meanEvidence({ canary: coins(0.5), baseline: coins(0.4) }, worse);
    expect(logEvidence(edge.logs)).toBeLessThan(3);
    expect(logEvidence(meanEvidence({ canary: coins(0.4), baseline: coins(0.5) }, better).logs)).toBeLessThan(3);
    expect(logEvidence(meanEvidence({ canary: coins(0.7), baseline: coins(0.4) }, worse).logs)).toBeGreaterThan(20);
  });

  it("mirrors: what is worse is worse, whichever way larger is read", () => {
    const uniform = seededUniform(5);
    const [canary, baseline] = [valuesOf(500, uniform), valuesOf(500, uniform)];
    const flipped = (values: number[]): number[] => values.map((value) => 1 - value);
    const costs = meanEvidence({ canary, baseline }, furtherTerms({ larger: "worse", max: 1, matters: 1.1 }, "any"));
    const scores = meanEvidence({ canary: flipped(canary), baseline: flipped(baseline) }, qualityTerms("any"));
    for (const [index, log] of costs.logs.entries()) expect(log).toBeCloseTo(scores.logs[index] as number, 9);
  });

  it("tells sums in the metric's unit, and a guard that is the ratio of means", () => {
    const fold = newMeanFold(furtherTerms({ larger: "worse", max: 200, matters: 1.5 }, "any"));
    for (const [canary, baseline] of [
      [0.5, 0.25],
      [1, 0.5],
    ] as const) {
      fold.add("canary", canary);
      fold.add("baseline", baseline);
    }
    const { canary, baseline, guard } = fold.evidence();
    expect([canary, baseline]).toEqual([
      { sum: 300, n: 2 },
      { sum: 150, n: 2 },
    ]);
    expect(guard).toBeGreaterThan(0);
  });
});
