import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importPromptfoo } from "./promptfoo.ts";

// written by promptfoo 0.123.1 with its echo provider; the second with a program beside it that fails, and --repeat 2
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, "__fixtures__", name), "utf8");
const text = fixture("promptfoo-0.123.1.json");
const two = fixture("promptfoo-0.123.1-two-providers.json");
// biome-ignore lint/suspicious/noExplicitAny: a test breaks the file in places that no type should allow
const changed = (change: (file: any) => void): string => {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};

describe("an output of promptfoo", () => {
  it("gives rows with answers, references of equality, and what was measured", () => {
    const { rows, version, model } = importPromptfoo(text, "results.json");
    expect([version, model]).toEqual(["0.123.1", "echo"]);
    expect(rows.map(({ id, prediction, references, measured }) => ({ id, prediction, references, measured }))).toEqual([
      {
        id: "test-0",
        prediction: "Say привет",
        references: ["Say привет"],
        measured: { "holds-word": 1, pass: 1, score: 1 },
      },
      { id: "test-1", prediction: "Say hello", references: ["Say goodbye"], measured: { pass: 0, score: 0 } },
      { id: "test-2", prediction: "Say 👋", references: [], measured: { "holds-word": 1, pass: 1, score: 1 } },
    ]);
    expect(rows[0]).toMatchObject({ title: "greets", usd: 0 });
  });

  it("gives scores with n and standard error, each over the rows that have it", () => {
    const { scores } = importPromptfoo(text, "results.json");
    expect(scores).toEqual([
      { task: "promptfoo", metric: "holds-word", value: 1, n: 2, stderr: 0, higherIsBetter: null },
      {
        task: "promptfoo",
        metric: "pass",
        value: 2 / 3,
        n: 3,
        stderr: expect.closeTo(1 / 3, 12),
        higherIsBetter: true,
      },
      {
        task: "promptfoo",
        metric: "score",
        value: 2 / 3,
        n: 3,
        stderr: expect.closeTo(1 / 3, 12),
        higherIsBetter: true,
      },
    ]);
  });

  it("wants one of several systems chosen, and has an error of a provider as a row without an answer that failed", () => {
    expect(() => importPromptfoo(two, "two.json")).toThrow(/several systems.*exec: false, prompt 1/);
    expect(() => importPromptfoo(two, "two.json", { provider: "nobody" })).toThrow(/no result of this provider/);
    const echo = importPromptfoo(two, "two.json", { provider: "echo" });
    expect(echo.rows.map(({ id }) => id)).toEqual(["test-0", "test-1", "test-2", "test-3", "test-4", "test-5"]);
    const failing = importPromptfoo(two, "two.json", { promptIdx: 1 });
    expect(failing.rows.every(({ prediction, error }) => prediction === null && error !== undefined)).toBe(true);
    expect(failing.scores.find(({ metric }) => metric === "pass")).toMatchObject({ value: 0, n: 6 });
  });

  it("has no two rows of one name, and structured output as JSON", () => {
    const { rows } = importPromptfoo(
      changed(({ results: { results } }) => {
        results[1].testIdx = 0;
        results[1].response.output = { label: "spam" };
      }),
      "results.json",
    );
    expect(rows.map(({ id }) => id)).toEqual(["test-0", "test-0#2", "test-2"]);
    expect(rows[1]?.prediction).toBe('{"label":"spam"}');
  });

  it.each([
    ["no JSON", "<html>", /is not JSON/],
    ["another file", '{"results":{"capitals":{}}}', /is no output of promptfoo/],
    [
      "an older summary",
      changed((file) => {
        file.results.version = 2;
      }),
      /version 2; legal: 3/,
    ],
    [
      "no results",
      changed((file) => {
        file.results.results = [];
      }),
      /results\.results/,
    ],
    [
      "a file that lost results",
      changed((file) => {
        file.results.results.pop();
      }),
      /holds 2 results and says 3/,
    ],
    [
      "a score that is a word",
      changed((file) => {
        file.results.results[1].score = "high";
      }),
      /results\.1\.score/,
    ],
    [
      "a score that is null",
      changed((file) => {
        file.results.results[1].score = null;
      }),
      /results\.1\.score/,
    ],
  ])("refuses %s", (_what, given, message) => {
    expect(() => importPromptfoo(given, "results.json")).toThrow(message);
  });
});
