import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Base, incrementsOf, withoutOlder } from "./increments.ts";
import { type Sample, type Series, seriesKey } from "./series.ts";

const series = (samples: readonly Sample[], labels: Record<string, string> = { status: "200" }): Series => ({
  name: "requests_total",
  labels,
  samples,
});
const countOf = (base: Base, samples: readonly Sample[], fromZero = false) =>
  incrementsOf(base, [series(samples)], () => fromZero);
const total = ({ increments }: { increments: readonly { count: number }[] }): number =>
  increments.reduce((sum, { count }) => sum + count, 0);

describe("increments of a counter", () => {
  it("are its differences, from zero after a fall", () => {
    expect(
      countOf({}, [
        [1, 5],
        [2, 9],
        [3, 2],
        [4, 3],
      ]).increments,
    ).toMatchObject([{ count: 7, resets: 1, fromFirstSample: true }]);
  });

  it("begin at zero only where it is known that nothing was there before", () => {
    expect(total(countOf({}, [[1, 5]], true))).toBe(5);
    expect(total(countOf({}, [[1, 5]], false))).toBe(0);
  });

  it("leave out what was counted, whether it comes again or late", () => {
    const { base } = countOf({}, [[10, 5]]);
    expect(
      total(
        countOf(base, [
          [10, 5],
          [4, 3],
          [12, 6],
          [12, 6],
        ]),
      ),
    ).toBe(1);
    expect(countOf(base, [[10, 5]]).increments).toEqual([]);
  });

  it("go on after a gap with what was counted in it", () => {
    const { base } = countOf({}, [[10, 5]]);
    const later = incrementsOf(base, [], () => false);
    expect(total(countOf(later.base, [[900, 50]]))).toBe(45);
    expect(withoutOlder(base, 11)).toEqual({});
  });

  it("are told of each series by its labels, in whatever order these are", () => {
    const { base } = incrementsOf({}, [series([[1, 1]], { left: "1", right: "2" })], () => false);
    const again = incrementsOf(base, [series([[2, 4]], { right: "2", left: "1" })], () => false);
    expect(again.increments).toMatchObject([{ count: 3 }]);
    expect(seriesKey(series([], { left: "1" }))).not.toBe(seriesKey(series([], { left: "2" })));
  });

  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY])("are refused of %s", (value) => {
    expect(() => countOf({}, [[1, value]])).toThrow(/no count/);
  });
});

/** A process that counts, begins again and is scraped now and then: every sample, and what was counted after the first. */
const history = fc
  .array(fc.record({ counted: fc.nat(20), restarts: fc.boolean(), scraped: fc.boolean() }), { minLength: 1 })
  .map((moments) => {
    let [value, counted] = [0, 0];
    const samples: Sample[] = [];
    for (const [time, moment] of moments.entries()) {
      if (moment.restarts) value = 0;
      value += moment.counted;
      if (samples.length > 0) counted += moment.counted;
      if (moment.scraped || samples.length === 0) samples.push([time, value]);
    }
    return { samples, counted };
  });

describe("blocks of a counter", () => {
  it("add up to the whole, however it is cut, repeated and mixed up within a block", () => {
    const cuts = fc.array(fc.tuple(fc.nat(8), fc.nat(3), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(history, cuts, fc.boolean(), ({ samples }, pieces, fromZero) => {
        const whole = total(countOf({}, samples, fromZero));
        let [sum, start, base] = [0, 0, {} as Base];
        for (const [length, repeated, mixed] of [...pieces, [samples.length, 0, false] as const]) {
          const block = samples.slice(Math.max(0, start - repeated), start + length);
          start += length;
          const seen = countOf(base, mixed ? block.reverse() : block, fromZero);
          for (const { count } of seen.increments) expect(count).toBeGreaterThanOrEqual(0);
          sum += total(seen);
          base = seen.base;
        }
        expect(sum).toBe(whole);
      }),
    );
  });

  it("never hold more than was counted, and all of it while nothing begins again between two samples", () => {
    fc.assert(
      fc.property(history, ({ samples, counted }) => {
        expect(total(countOf({}, samples))).toBeLessThanOrEqual(counted);
      }),
    );
    const steady = fc.array(fc.nat(20), { minLength: 1 });
    fc.assert(
      fc.property(steady, (steps) => {
        let value = 0;
        const samples = steps.map((step, time): Sample => {
          value += step;
          return [time, value];
        });
        expect(total(countOf({}, samples, true))).toBe(value);
      }),
    );
  });
});
