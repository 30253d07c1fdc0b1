import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { linesOf } from "./pipeline.ts";
import { type PipelineTime, readPipelineTime, writePipelineTime } from "./pipeline-time.ts";

const run: PipelineTime = {
  schemaVersion: 1,
  scenario: null,
  quick: false,
  exitCode: 0,
  finishedAt: "2026-11-25T07:00:00Z",
  seconds: 600,
  steps: [
    { job: "r/train", step: "prepare-data", seconds: 8 },
    { job: "r/train", step: "fine-tune", seconds: 330 },
    { job: "r/train", step: "evaluate", seconds: 120 },
    { job: "r/train", step: "train-model", seconds: 460 },
    { job: "r/release", step: "canary-gate", seconds: 90 },
    { job: "r/release", step: "canary-gate", seconds: 0.5 },
    { job: "r/release", step: "deploy", seconds: 21 },
  ],
};

describe("the pipeline's time", () => {
  it("is what is left when training, evaluation and canary traffic are taken away", () => {
    const said = [...linesOf(run)];
    expect(said).toContain("the rest 59.5 s of 60");
    expect(said).toContain("canary traffic 90.5 s");
    expect(said.at(-1)).toBe("most of the rest: deploy 21.0 s, prepare-data 8.0 s");
  });

  it("names the run that it is of", () => {
    const [first] = linesOf({ ...run, scenario: "healthy", quick: true, exitCode: 1 });
    expect(first).toBe("last run: scenario healthy, quick, ended 2026-11-25T07:00:00Z with exit code 1");
  });

  it("is read back as written, and is nothing without a run or with a torn record", () => {
    const path = join(mkdtempSync(join(tmpdir(), "timing-")), "deep", "timing.json");
    expect(readPipelineTime(path)).toBeUndefined();
    writePipelineTime(run, path);
    expect(readPipelineTime(path)).toEqual(run);
    writeFileSync(path, '{"schemaVersion":1,');
    expect(readPipelineTime(path)).toBeUndefined();
  });
});
