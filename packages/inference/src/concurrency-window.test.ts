import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterCongestion,
  afterSuccess,
  type ConcurrencyWindow,
  longestPauseMs,
  openWindow,
  placesOf,
} from "./concurrency-window.ts";

const event = fc.oneof(
  fc.record({ kind: fc.constant("success" as const), full: fc.boolean() }),
  fc.record({
    kind: fc.constant("congestion" as const),
    age: fc.double({ min: 0, max: 60_000, noNaN: true }),
    retryAfterMs: fc.option(fc.double({ min: 0, max: 120_000, noNaN: true }), { nil: undefined }),
    jitter: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
);
const history = fc.array(fc.record({ after: fc.double({ min: 0, max: 5000, noNaN: true }), event }), {
  maxLength: 100,
});

type Step = {
  window: ConcurrencyWindow;
  before: ConcurrencyWindow;
  now: number;
  event: typeof event extends fc.Arbitrary<infer Value> ? Value : never;
};

function played(ceiling: number, events: typeof history extends fc.Arbitrary<infer Value> ? Value : never): Step[] {
  let window = openWindow(ceiling);
  let now = 0;
  return events.map(({ after, event: happened }) => {
    now += after;
    const before = window;
    window =
      happened.kind === "success"
        ? afterSuccess(window, happened)
        : afterCongestion(window, { ...happened, startedAt: now - happened.age, now });
    return { window, before, now, event: happened };
  });
}

describe("the window", () => {
  it("stays between one and what is allowed, whatever happens", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), history, (ceiling, events) => {
        for (const { window } of played(ceiling, events)) {
          expect(window.level).toBeGreaterThanOrEqual(1);
          expect(window.level).toBeLessThanOrEqual(ceiling);
          expect(placesOf(window, window.pausedUntil)).toBeGreaterThanOrEqual(1);
        }
      }),
    );
  });

  it("grows at a success only, and shrinks by no more than half at once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), history, (ceiling, events) => {
        for (const { window, before, event: happened } of played(ceiling, events)) {
          if (happened.kind === "success") expect(window.level).toBeGreaterThanOrEqual(before.level);
          else expect(window.level).toBeLessThanOrEqual(before.level);
          expect(window.level).toBeGreaterThanOrEqual(Math.min(before.level, Math.max(1, before.level / 2)));
        }
      }),
    );
  });

  it("never comes back before the server said, nor shortens a pause that was named", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), history, (ceiling, events) => {
        for (const { window, before, now, event: happened } of played(ceiling, events)) {
          expect(window.pausedUntil).toBeGreaterThanOrEqual(before.pausedUntil);
          if (happened.kind !== "congestion") continue;
          if (happened.retryAfterMs !== undefined)
            expect(window.pausedUntil).toBeGreaterThanOrEqual(now + happened.retryAfterMs);
          else expect(window.pausedUntil).toBeLessThanOrEqual(Math.max(before.pausedUntil, now + longestPauseMs));
          expect(placesOf(window, window.pausedUntil - 0.001)).toBe(0);
        }
      }),
    );
  });

  it("comes back to all that is allowed by successes alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 256 }), history, (ceiling, events) => {
        let window = played(ceiling, events).at(-1)?.window ?? openWindow(ceiling);
        // a round trip of additive growth is at most `ceiling` successes
        for (let answers = 0; answers < ceiling * (ceiling + 1); answers++)
          window = afterSuccess(window, { full: true });
        expect(placesOf(window, window.pausedUntil)).toBe(ceiling);
      }),
    );
  });

  it("halves once for all that failed together, and doubles the pause each time it fails anew", () => {
    let window = openWindow(64);
    const jitter = 0.999999;
    for (let failed = 0; failed < 16; failed++) window = afterCongestion(window, { startedAt: 0, now: 10, jitter });
    expect(window.level).toBe(16);
    expect(Math.round(window.pausedUntil)).toBe(510);
    window = afterCongestion(window, { startedAt: 600, now: 700, jitter });
    expect(window.level).toBe(8);
    expect(Math.round(window.pausedUntil)).toBe(1700);
    expect(afterSuccess(window, { full: true }).streak).toBe(0);
  });

  it("does not grow on answers that say nothing of its size", () => {
    const window = openWindow(64);
    expect(afterSuccess(window, { full: false }).level).toBe(window.level);
  });
});
