import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { armPhisOf, overdispersionOf, phiOf, squaredVariation, type Window } from "./overdispersion.ts";
import { rateIncrements, weighed } from "./rate-evidence.ts";

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, "__fixtures__/vectors.json"), "utf8"));
const near = (found: number, expected: number): void => expect(Math.abs(found - expected)).toBeLessThan(1e-9);
// biome-ignore lint/suspicious/noExplicitAny: vectors are plain JSON
type Vector = any;

describe("overdispersion", () => {
  it.each(vectors.overdispersion as Vector[])("agrees with the vector", (vector) => {
    const windows = vector.history as Window[];
    const cv2 = squaredVariation(windows);
    near(cv2, vector.cv2);
    for (const { nc, nb, phi } of vector.phi_for_blocks) near(phiOf({ cv2, p: vector.p }, nc, nb), phi);
  });

  it("divides each arm by its own swings, which widen the log ratio by phi in all", () => {
    const swing = { cv2: 0.25, p: 0.01 };
    const [nC, nB] = [500, 9500];
    const { canary, baseline } = armPhisOf(swing, nC, nB);
    expect([canary, baseline]).toEqual([2.25, 24.75]);
    near((canary / nC + baseline / nB) / (1 / nC + 1 / nB), phiOf(swing, nC, nB));
  });

  it("keeps evidence a nearly fair game under Gamma bursts of any length, not by one factor for both arms", () => {
    /** Mean e-value of a healthy block: of Poisson counts whose rates are Gamma, exp(weight x count) has a closed mean. */
    const meanEValue = (cv2: number, p: number, nC: number, nB: number, phi: { canary: number; baseline: number }) => {
      const perEvent = (xC: number, xB: number): number[] => rateIncrements(weighed([nC, xC, nB, xB], phi), 1);
      const mean = (weight: number, n: number): number => {
        const rest = 1 - cv2 * p * n * Math.expm1(weight);
        return rest > 0 ? rest ** (-1 / cv2) : Number.POSITIVE_INFINITY;
      };
      const [ofCanary, ofBaseline] = [perEvent(1, 0), perEvent(0, 1)];
      const all = ofCanary.map((weight, index) => mean(weight, nC) * mean(ofBaseline[index] as number, nB));
      return all.reduce((sum, value) => sum + value, 0) / all.length;
    };
    for (const cv2 of [0.25, 1])
      for (const p of [0.01, 0.05])
        for (const requests of [200, 2000, 10_000, 1_000_000])
          for (const weight of [0.05, 0.1, 0.3, 0.5, 0.7, 0.95]) {
            const [nC, nB] = [weight * requests, (1 - weight) * requests];
            expect(meanEValue(cv2, p, nC, nB, armPhisOf({ cv2, p }, nC, nB))).toBeLessThan(1.06);
          }
    const phi = phiOf({ cv2: 0.25, p: 0.01 }, 500, 9500);
    expect(meanEValue(0.25, 0.01, 500, 9500, { canary: phi, baseline: phi })).toBeGreaterThan(10);
  });

  it("is unknown under 20 windows, and grows with bursts", () => {
    const calm = Array.from({ length: 60 }, (): Window => [1000, 10]);
    const bursts = calm.map((window, index): Window => (index % 10 === 0 ? [1000, 60] : window));
    expect(overdispersionOf(bursts.slice(0, 19)).known).toBe(false);
    expect(overdispersionOf(calm).cv2).toBe(0);
    expect(overdispersionOf(bursts).cv2).toBeGreaterThan(0.5);
  });

  it("is taken above the estimate, by less the more windows there are and without a step at any number", () => {
    const windowsOf = (count: number): Window[] =>
      Array.from({ length: count }, (_, index): Window => [1000, index % 10 === 0 ? 60 : 10]);
    const above = (count: number): number =>
      overdispersionOf(windowsOf(count)).cv2 / squaredVariation(windowsOf(count)) - 1;
    const excess = [20, 40, 60, 100, 1000].map(above);
    expect(excess).toEqual([...excess].sort((left, right) => right - left));
    expect(excess[0]).toBeGreaterThan(0.3);
    expect(excess[4]).toBeLessThan(0.05);
    expect(excess[4]).toBeGreaterThan(0);
    const taken = (count: number): number => overdispersionOf(windowsOf(count)).cv2;
    expect(Math.abs(taken(60) / taken(59) - 1)).toBeLessThan(0.05);
  });
});
