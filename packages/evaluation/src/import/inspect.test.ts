import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importInspect } from "./inspect.ts";

// written by inspect-ai 0.3.285 with a mock model; events and timelines left out
const text = readFileSync(join(import.meta.dirname, "__fixtures__/inspect-ai-0.3.285.json"), "utf8");
// biome-ignore lint/suspicious/noExplicitAny: a test breaks the file in places that no type should allow
const changed = (change: (log: any) => void): string => {
  const log = JSON.parse(text);
  change(log);
  return JSON.stringify(log);
};
const found = (given: string) => importInspect(given, "log.json");

describe("a log of Inspect", () => {
  it("gives rows with answers, tokens, reasons and the scores of each scorer", () => {
    const { rows, version, model } = found(text);
    expect([version, model]).toEqual(["0.3.285", "mockllm/model"]);
    expect(rows).toHaveLength(3);
    expect(rows.find(({ id }) => id === "2")).toMatchObject({
      prediction: "Лондон",
      references: ["Лондон", "London"],
      prompt_tokens: 7,
      completion_tokens: 3,
      finish_reason: "stop",
      measured: { exact: 1, length: 6 },
    });
    expect(rows.find(({ id }) => id === "de")).toMatchObject({ finish_reason: "length", measured: { exact: 0 } });
  });

  it("gives scores with n and the standard error of the mean", () => {
    expect(found(text).scores).toEqual([
      {
        task: "task",
        metric: "exact/mean",
        value: 2 / 3,
        n: 3,
        stderr: expect.closeTo(1 / 3, 12),
        higherIsBetter: null,
      },
      { task: "task", metric: "length/mean", value: 6, n: 3, stderr: expect.closeTo(0.57735, 5), higherIsBetter: null },
    ]);
  });

  it("reads scores as Inspect does, and takes what is none as missing", () => {
    const given = ["P", "N", "yes", "0.25", true, "constructor", { helpful: 0.5, odd: "x" }, [1, 2], null].map(
      (value) => {
        const log = changed(({ samples }) => {
          samples[0].scores = { own: { value } };
        });
        return found(log).rows[0]?.measured;
      },
    );
    expect(given).toEqual([
      { own: 0.5 },
      { own: 0 },
      { own: 1 },
      { own: 0.25 },
      { own: 1 },
      { own: null },
      { "own/helpful": 0.5, "own/odd": null },
      { own: null },
      { own: null },
    ]);
  });

  it("has a failed sample as a row without an answer, and a later epoch under a name of its own", () => {
    const { rows } = found(
      changed(({ samples }) => {
        samples[0].error = { message: "x".repeat(1000), traceback: "", traceback_ansi: "" };
        samples[1].epoch = 2;
      }),
    );
    expect(rows[0]).toMatchObject({ prediction: null, error: "x".repeat(300) });
    expect(rows[1]?.id).toBe("de#2");
  });

  it("takes a bare NaN of a row as missing, and of a metric as an error", () => {
    const row = found(text.replace('"value": 7.0', '"value": NaN').replace('"no idea"', '"NaN \\" NaN"'));
    expect(row.rows[1]?.measured).toEqual({ exact: 0, length: null });
    const metric = text.replace(/"value": 0\.666\d+/, '"value": NaN');
    expect(() => found(metric)).toThrow(/exact\/mean: is no finite number/);
  });

  it.each([
    ["an archive", "PK\u0003\u0004", /zip archive.*inspect log convert/],
    ["no JSON", "{", /is not JSON/],
    ["another file", '{"results":{}}', /is no log of Inspect/],
    [
      "another format",
      changed((log) => {
        log.version = 3;
      }),
      /version 3; legal: 2/,
    ],
    [
      "a run that failed",
      changed((log) => {
        log.status = "error";
      }),
      /status error/,
    ],
    [
      "a run that goes on",
      changed((log) => {
        log.status = "started";
      }),
      /status started/,
    ],
    [
      "invalidated samples",
      changed((log) => {
        log.invalidated = true;
      }),
      /invalidated/,
    ],
    [
      "no results",
      changed((log) => {
        delete log.results;
      }),
      /holds no score/,
    ],
    [
      "no scores",
      changed((log) => {
        log.results.scores = [];
      }),
      /holds no score/,
    ],
    [
      "a metric that is a word",
      changed((log) => {
        log.results.scores[0].metrics.mean.value = "high";
      }),
      /scores\.0\.metrics\.mean\.value/,
    ],
    [
      "a sample without an answer",
      changed((log) => {
        delete log.samples[1].output;
      }),
      /samples\.1\.output/,
    ],
  ])("refuses %s", (_what, given, message) => {
    expect(() => found(given)).toThrow(message);
  });
});
