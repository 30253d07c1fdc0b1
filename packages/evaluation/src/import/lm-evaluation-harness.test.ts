import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importLmEvaluationHarness, importLmEvaluationSample } from "./lm-evaluation-harness.ts";

// written by lm-evaluation-harness 0.4.13 with its dummy model; the configuration of the run left out
const fixture = (name: string): string => readFileSync(join(import.meta.dirname, "__fixtures__", name), "utf8");
const text = fixture("lm-eval-0.4.13-results.json");
const lines = (name: string): unknown[] =>
  fixture(name)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
// biome-ignore lint/suspicious/noExplicitAny: a test breaks the file in places that no type should allow
const changed = (change: (file: any) => void): string => {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
};
const found = (given: string) => importLmEvaluationHarness(given, "results.json");

describe("results of lm-evaluation-harness", () => {
  it("are scores with n, standard error and direction", () => {
    const { scores, version, model } = found(text);
    expect([version, model]).toEqual(["0.4.13", "dummy"]);
    const half = { value: 0.5, n: 2, stderr: 0.5, higherIsBetter: true };
    expect(scores).toEqual([
      { task: "capitals", metric: "exact_match", ...half },
      { task: "choice", metric: "acc", ...half },
      { task: "choice", metric: "acc_norm", ...half },
    ]);
  });

  it("keep the name of a filter, and count a group by its parts", () => {
    const { scores } = found(
      changed((file) => {
        file.results = {
          all: { alias: "all", " ": " ", "acc,none": 0.4, "acc_stderr,none": "N/A", sample_count: { "other,none": 3 } },
          capitals: { "exact_match,strict-match": 0.25, "exact_match_stderr,strict-match": 0.1 },
          odd: { "acc,none": "N/A" },
          lone: { "acc,none": 1 },
        };
        file.group_subtasks = { all: ["capitals", "choice"] };
      }),
    );
    expect(scores).toEqual([
      { task: "all", metric: "acc", value: 0.4, n: 4, stderr: null, higherIsBetter: null },
      { task: "capitals", metric: "exact_match,strict-match", value: 0.25, n: 2, stderr: 0.1, higherIsBetter: true },
      { task: "lone", metric: "acc", value: 1, n: null, stderr: null, higherIsBetter: null },
    ]);
  });

  it("make nothing of a bare NaN", () => {
    const nan = text.replace('"exact_match,none": 0.5', '"exact_match,none": NaN');
    expect(found(nan).scores.map(({ metric }) => metric)).toEqual(["acc", "acc_norm"]);
  });

  it.each([
    ["no JSON", "<html>", /is not JSON/],
    ["another file", '{"version":2,"status":"success","eval":{}}', /is no results file of lm-evaluation-harness/],
    [
      "another version",
      changed((file) => {
        file.lm_eval_version = "1.0.0";
      }),
      /1\.0\.0; legal: 0\.4/,
    ],
    [
      "the names of version 0.3",
      changed((file) => {
        file.results = { capitals: { acc: 0.5, acc_stderr: 0.1 } };
      }),
      /holds no score/,
    ],
    [
      "no score",
      changed((file) => {
        file.results = {};
      }),
      /holds no score/,
    ],
    [
      "counts that are words",
      changed((file) => {
        file["n-samples"].choice.effective = "two";
      }),
      /n-samples\.choice\.effective/,
    ],
  ])("refuse %s", (_what, given, message) => {
    expect(() => found(given)).toThrow(message);
  });
});

describe("samples of lm-evaluation-harness", () => {
  it("of generation are rows with their answer", () => {
    const rows = lines("lm-eval-0.4.13-samples-capitals.jsonl").map((line) =>
      importLmEvaluationSample(line, "capitals", "s"),
    );
    expect(rows).toEqual([
      { id: "capitals:0", prediction: "lol", references: ["Paris"], measured: { exact_match: 0 } },
      { id: "capitals:1", prediction: "lol", references: ["lol"], measured: { exact_match: 1 } },
    ]);
  });

  it("of a choice are rows with the likelier one, in words", () => {
    const rows = lines("lm-eval-0.4.13-samples-choice.jsonl").map((line) =>
      importLmEvaluationSample(line, "choice", "s"),
    );
    expect(rows).toEqual([
      { id: "choice:0", prediction: "Paris", references: ["Paris"], measured: { acc: 1, acc_norm: 1 } },
      { id: "choice:1", prediction: "London", references: ["Paris"], measured: { acc: 0, acc_norm: 0 } },
    ]);
  });

  it("name the filter, keep a metric without a value as missing, and leave out what is no score of a row", () => {
    const [line] = lines("lm-eval-0.4.13-samples-capitals.jsonl");
    const sample = {
      ...(line as object),
      filter: "strict",
      metrics: ["exact_match", "bleu", "gone"],
      bleu: ["a", "b"],
    };
    expect(importLmEvaluationSample(sample, "capitals", "s")).toMatchObject({
      id: "capitals:0:strict",
      measured: { exact_match: 0, gone: null },
    });
  });

  it.each([
    [
      "a rolling likelihood",
      { filtered_resps: ["-12.5"], arguments: { gen_args_0: { arg_0: "text" } } },
      /no texts and no choices/,
    ],
    [
      "choices without numbers",
      {
        filtered_resps: [
          ["x", "True"],
          ["y", "False"],
        ],
      },
      /no texts and no choices/,
    ],
    [
      "a likelihood of one text",
      { filtered_resps: [["-1.5", "True"]], arguments: { gen_args_0: { arg_0: "a", arg_1: " b" } } },
      /no texts and no choices/,
    ],
    ["no answer", { filtered_resps: [] }, /no texts and no choices/],
    ["no document", { doc_id: undefined }, /doc_id/],
  ])("refuse %s", (_what, change, message) => {
    const [line] = lines("lm-eval-0.4.13-samples-capitals.jsonl");
    expect(() => importLmEvaluationSample({ ...(line as object), ...change }, "t", "s.jsonl:1")).toThrow(message);
  });
});
