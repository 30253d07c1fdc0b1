import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { priceTableSchema } from "#contracts";
import { newBudget, requireKnownPrices, requireWithinBudget } from "./budget.ts";
import { costOf, likelyCostOf, worstCostOf } from "./cost.ts";
import { publishedPrices } from "./price-table.ts";
import { priceOf } from "./prices.ts";

describe("prices", () => {
  it("are a table that our own schema takes, output never cheaper than input, cached never dearer", () => {
    priceTableSchema.parse(publishedPrices);
    for (const [name, price] of Object.entries(publishedPrices.models)) {
      expect(price.output, name).toBeGreaterThanOrEqual(price.input);
      expect(price.cached ?? 0, name).toBeLessThanOrEqual(price.input);
      if (price.long) expect(price.long.input, name).toBeGreaterThan(price.input);
    }
  });

  it("are found for snapshots and publishers, and for nothing unknown", () => {
    expect(priceOf("openai", "gpt-4o")).toMatchObject({ input: 2.5, output: 10, date: publishedPrices.date });
    expect(priceOf("openai", "gpt-4o-2024-11-20")?.input).toBe(2.5);
    expect(priceOf("openai", "gpt-4o-2024-05-13")?.input).toBe(5);
    expect(priceOf("anthropic", "claude-haiku-4-5-20251001")?.input).toBe(1);
    expect(priceOf("vertex", "google/gemini-2.5-pro")?.input).toBe(1.25);
    for (const name of ["llama", "gpt-4o-huge", "", "__proto__", "constructor"])
      expect(priceOf("openai", name)).toBeUndefined();
  });

  it("give way to the user's own", () => {
    const own = {
      date: "2026-01-01",
      source: "our contract",
      models: { "azure-openai/gpt-4o": { input: 1, output: 2 }, mine: { input: 0, output: 0 } },
    };
    expect(priceOf("azure-openai", "gpt-4o", own)).toMatchObject({ input: 1, source: "our contract" });
    expect(priceOf("openai", "gpt-4o", own)?.input).toBe(2.5);
    expect(priceOf("local", "mine", own)?.input).toBe(0);
  });
});

describe("the cost of a request", () => {
  const price = { input: 2, output: 10, cached: 1, long: { above: 1000, input: 4, output: 20 } };

  it("is of its tokens, the cached ones apart, all dearer when it is long", () => {
    expect(costOf(price, { promptTokens: 1000, completionTokens: 100, cachedTokens: 400 })).toBeCloseTo(
      (600 * 2 + 400 * 1 + 100 * 10) / 1e6,
    );
    expect(costOf(price, { promptTokens: 1001, completionTokens: 1 })).toBeCloseTo((1001 * 4 + 20) / 1e6);
  });

  it("is unknown, not nothing, without a price or a count", () => {
    expect(costOf(undefined, { promptTokens: 1, completionTokens: 1 })).toBeNull();
    expect(costOf(price, { promptTokens: null, completionTokens: 1 })).toBeNull();
    expect(costOf(price, { promptTokens: 1, completionTokens: null })).toBeNull();
    expect(worstCostOf(undefined, ["x"], 1)).toBeUndefined();
  });

  it("is likely less than at the worst", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), fc.nat(1000), (texts, maxTokens) => {
        expect(likelyCostOf(price, texts, maxTokens)).toBeLessThanOrEqual(
          worstCostOf(price, texts, maxTokens) as number,
        );
      }),
    );
  });
});

describe("a budget", () => {
  it("is never passed, in whatever order requests are asked for, end, or fail", async () => {
    const request = fc.record({
      worst: fc.integer({ min: 1, max: 50 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      lost: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(request, { maxLength: 30 }),
        fc.integer({ min: 1, max: 8 }),
        fc.scheduler(),
        async (limit, requests, concurrency, scheduler) => {
          const budget = newBudget(limit / 100);
          let [paid, refused] = [0, 0];
          const queue = [...requests];
          const worker = async (): Promise<void> => {
            for (let next = queue.shift(); next; next = queue.shift()) {
              const reservation = await budget.reserve(next.worst / 100);
              if (!reservation) {
                refused += 1;
                continue;
              }
              await scheduler.schedule(Promise.resolve());
              const cost = (next.worst / 100) * next.share;
              paid += cost;
              expect(paid).toBeLessThanOrEqual(limit / 100 + 1e-6);
              reservation.settle(next.lost ? null : cost);
              reservation.settle(cost); // a second time changes nothing
            }
          };
          const workers = Array.from({ length: concurrency }, worker);
          await scheduler.waitFor(Promise.all(workers));
          expect(budget.spent()).toBeLessThanOrEqual(limit / 100 + 1e-6);
          expect(budget.spent()).toBeGreaterThanOrEqual(paid - 1e-9);
          expect(budget.exhausted()).toBe(refused > 0);
        },
      ),
    );
  });

  it("is used up as far as what is given back allows", async () => {
    const budget = newBudget(1);
    const first = await budget.reserve(0.9);
    const second = budget.reserve(0.9);
    let decided = false;
    void second.then(() => {
      decided = true;
    });
    await Promise.resolve();
    expect(decided).toBe(false);
    first?.settle(0.1);
    expect(await second).toBeDefined();
    expect(budget.exhausted()).toBe(false);
  });

  it("lets nothing through that it cannot know, and everything without a limit", async () => {
    expect(await newBudget(1).reserve(Number.NaN)).toBeUndefined();
    expect(await newBudget(0).reserve(0.01)).toBeUndefined();
    expect(await newBudget(Number.POSITIVE_INFINITY).reserve(1e9)).toBeDefined();
  });

  it("refuses to start over the estimate, or without a price", () => {
    expect(() => requireWithinBudget(2, 1)).toThrow(/2\.00 USD, over the budget of 1\.00/);
    requireWithinBudget(1, 1);
    expect(() => requireKnownPrices([{ name: "llama", priced: false }], 1)).toThrow(/price of llama is unknown/);
    requireKnownPrices([{ name: "llama", priced: false }], Number.POSITIVE_INFINITY);
    requireKnownPrices([{ name: "gpt-4o", priced: true }], 1);
  });
});
