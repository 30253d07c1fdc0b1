import { describe, expect, it } from "vitest";
import type { Answer, AnswerSource } from "#telemetry";
import { sampleAnswers } from "./sample-answers.ts";

const answer = (arm: Answer["arm"], at: number): Answer => ({
  id: `${arm}-${at}`,
  arm,
  time: at,
  said: undefined,
  measured: undefined,
});
const answersOf = (canary: number, baseline: number): Answer[] => [
  ...Array.from({ length: baseline }, (_, at) => answer("baseline", at)),
  ...Array.from({ length: canary }, (_, at) => answer("canary", at)),
];
const sourceOf = (answers: readonly Answer[]): AnswerSource => ({
  now: async () => "now",
  since: async (_mark, take) => {
    for (const each of answers) take(each);
    return "next";
  },
});
const sampleOf = (answers: readonly Answer[], most: number, seed = 7) =>
  sampleAnswers(sourceOf(answers), "before", { most, seed });
const sizes = (sample: readonly Answer[]) =>
  (["canary", "baseline"] as const).map((arm) => sample.filter((each) => each.arm === arm).length);

describe("a sample of answers", () => {
  it("is as large of either arm, by the smaller one, in order of arrival", async () => {
    const { sample, answers, mark } = await sampleOf(answersOf(12, 900), 50);
    expect([sizes(sample), answers, mark]).toEqual([[12, 12], { canary: 12, baseline: 900 }, "next"]);
    expect(sample.map(({ time }) => time)).toEqual(sample.map(({ time }) => time).toSorted((a, b) => a - b));
    expect(sizes((await sampleOf(answersOf(400, 900), 50)).sample)).toEqual([50, 50]);
  });

  it("is the same by the same seed, and another by another", async () => {
    const answers = answersOf(300, 300);
    const [first, again, other] = [
      await sampleOf(answers, 20),
      await sampleOf(answers, 20),
      await sampleOf(answers, 20, 8),
    ];
    expect(again).toEqual(first);
    expect(other.sample).not.toEqual(first.sample);
  });

  it("draws every answer as often, also where an arm is thinned to the other's size", async () => {
    const counts = new Map<string, number>();
    const answers = answersOf(5, 40);
    for (let seed = 0; seed < 4000; seed++)
      for (const { id } of (await sampleOf(answers, 10, seed * 7919)).sample) counts.set(id, (counts.get(id) ?? 0) + 1);
    // each of the baseline's 5 of 40 times, within five standard deviations
    const drawn = Array.from({ length: 40 }, (_, at) => counts.get(`baseline-${at}`) ?? 0);
    const deviation = Math.sqrt(4000 * (1 / 8) * (7 / 8));
    for (const count of drawn) expect(Math.abs(count - 500)).toBeLessThan(5 * deviation);
    expect(counts.get("canary-0")).toBe(4000);
  });

  it("leaves the mark where it was while an arm has none, and holds an answer once", async () => {
    expect(await sampleOf(answersOf(0, 10), 5)).toEqual({
      mark: "before",
      answers: { canary: 0, baseline: 10 },
      sample: [],
    });
    const twice = [...answersOf(3, 3), ...answersOf(3, 3)];
    expect(sizes((await sampleOf(twice, 10)).sample)).toEqual([3, 3]);
  });
});
