import { describe, expect, it } from "vitest";
import type { Compared, Evaluation, Metadata } from "#contracts";
import { sampleMetadata } from "#testing";
import { chooseBump, type Known } from "./choose-bump.ts";

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const score = (low: number, high: number) => ({ value: (low + high) / 2, low, high, n: 200 });

const evaluation = (changes: Partial<Evaluation> = {}): Evaluation => ({
  schemaVersion: 1,
  verdict: "pass",
  model: { name: "tuned", digest: null },
  testSet: { digest: digest("a"), rows: 200 },
  scores: { f1: score(0.8, 0.84) },
  metrics: { f1: { direction: "higher", scale: "share", missing: 0 } },
  thresholds: [],
  errors: 0,
  reasons: [],
  time: "2026-01-02T03:04:05Z",
  ...changes,
});

const paired = (outcomes: Record<string, Compared["outcome"]>): Evaluation["comparison"] => ({
  name: "mail@champion",
  kind: "paired",
  time: null,
  ageDays: null,
  metrics: Object.fromEntries(
    Object.entries(outcomes).map(([metric, outcome]) => [
      metric,
      {
        baseline: score(0.8, 0.84),
        difference: score(0.01, 0.03),
        p: 0.01,
        pAdjusted: 0.01,
        outcome,
        tier: "same",
        detectable: null,
        rowsNeeded: null,
      },
    ]),
  ),
});

const known = (metadata: Partial<Metadata> = {}, judged?: Evaluation): Known => ({
  metadata: { ...sampleMetadata, dataset_digest: digest("d"), ...metadata },
  evaluation: judged,
});
const decide = (before: Known, after: Known) => chooseBump({ ...before, version: "1.4.2" }, after);
const interfaceOf = (prompt: string | null, output: string | null): Partial<Metadata> => ({
  interface: { prompt_format: prompt, output_schema: output },
});

describe("the part of a version that grows", () => {
  it("is said for the first version too", () => {
    expect(chooseBump(undefined, known())).toEqual({ part: "minor", reason: "first", previous: null, detail: "" });
  });

  it("is the major one when what callers hold to changed, also of a better model", () => {
    const better = evaluation({ comparison: paired({ f1: "better" }) });
    expect(decide(known(), known({ base_model: "other" }, better))).toEqual({
      part: "major",
      reason: "base-model",
      previous: "1.4.2",
      detail: "base -> other",
    });
    const before = known(interfaceOf(digest("1"), digest("2")));
    expect(decide(before, known(interfaceOf(digest("3"), digest("2")), better))).toMatchObject({
      part: "major",
      reason: "prompt-format",
    });
    expect(decide(before, known(interfaceOf(digest("1"), digest("4"))))).toMatchObject({
      part: "major",
      reason: "output-schema",
    });
    // a side that nobody described says nothing
    expect(decide(before, known(interfaceOf(digest("1"), null)))).toMatchObject({ reason: "same-recipe" });
    expect(decide(known(), known(interfaceOf(digest("1"), null)))).toMatchObject({ reason: "same-recipe" });
  });

  it("is the minor one when the model is shown to be better, row by row or by intervals", () => {
    const rows = evaluation({ comparison: paired({ f1: "better", latency: "undecided" }) });
    expect(decide(known(), known({}, rows))).toMatchObject({ part: "minor", reason: "better", detail: "f1" });
    const reports = evaluation({ scores: { f1: score(0.85, 0.9) } });
    expect(decide(known({}, evaluation()), known({}, reports))).toMatchObject({ part: "minor", reason: "better" });
    const faster = (low: number, high: number): Evaluation =>
      evaluation({
        scores: { latency: score(low, high) },
        metrics: { latency: { direction: "lower", scale: "seconds", missing: 0 } },
      });
    expect(decide(known({}, faster(2, 3)), known({}, faster(1, 1.5)))).toMatchObject({ reason: "better" });
    expect(decide(known({}, faster(1, 1.5)), known({}, faster(2, 3)))).toMatchObject({ reason: "same-recipe" });
  });

  it.each<[string, Evaluation | undefined, Evaluation | undefined]>([
    ["nobody evaluated it", evaluation(), undefined],
    ["its gate did not pass", undefined, evaluation({ verdict: "inconclusive", comparison: paired({ f1: "better" }) })],
    ["something else got worse", undefined, evaluation({ comparison: paired({ f1: "better", latency: "worse" }) })],
    ["intervals touch", evaluation(), evaluation({ scores: { f1: score(0.84, 0.9) } })],
    [
      "test sets differ",
      evaluation({ testSet: { digest: digest("b"), rows: 9 } }),
      evaluation({ scores: { f1: score(0.9, 1) } }),
    ],
    [
      "one observation has no interval",
      evaluation(),
      evaluation({ scores: { f1: { value: 1, low: null, high: null, n: 1 } } }),
    ],
    ["the previous one was never evaluated", undefined, evaluation({ scores: { f1: score(0.9, 1) } })],
    ["nobody says which way is better", evaluation(), evaluation({ scores: { f1: score(0.9, 1) }, metrics: {} })],
  ])("is not the minor one of a better model when %s", (_, before, after) => {
    expect(decide(known({}, before), known({}, after))).toMatchObject({ part: "patch", reason: "same-recipe" });
  });

  it("is the minor one for another recipe, and the patch for other data or another seed", () => {
    const faster = { ...sampleMetadata.hyperparameters, learning_rate: 0.1, lora_r: 8 };
    expect(decide(known(), known({ hyperparameters: faster }))).toMatchObject({
      part: "minor",
      reason: "recipe",
      detail: "learning_rate, lora_r",
    });
    expect(decide(known(), known({ dataset_digest: digest("e") }))).toMatchObject({ part: "patch", reason: "data" });
    expect(decide(known(), known({ seed: 2 }))).toMatchObject({ part: "patch", reason: "same-recipe", detail: "" });
  });
});
