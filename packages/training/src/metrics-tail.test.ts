import { appendFile, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TrainingMetrics } from "#contracts";
import { nodeClock, nodeFiles } from "#platform";
import { followMetrics, readMetrics } from "./metrics-tail.ts";

const files = nodeFiles();
const newFile = async (): Promise<string> => join(await mkdtemp(join(tmpdir(), "metrics-")), "metrics.jsonl");
const line = (step: number, more: object = {}): string => `${JSON.stringify({ step, ...more })}\n`;

describe("the metrics of a training", () => {
  it("come as they are written, torn lines when they are whole, foreign lines never", async () => {
    const path = await newFile();
    const seen: TrainingMetrics[] = [];
    const ended = new AbortController();
    const following = followMetrics({ files, clock: nodeClock() }, path, (metrics) => seen.push(metrics), ended.signal);
    await writeFile(path, `${line(1)}{"step": 2, "train/`);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(seen.map(({ step }) => step)).toEqual([1]);
    await appendFile(path, `loss": 0.5}\nnot json\n{"step": -4}\n${line(3)}`);
    ended.abort();
    await following;
    expect(seen).toEqual([{ step: 1 }, { step: 2, "train/loss": 0.5 }, { step: 3 }]);
  });

  it("of a training that went on show each step once", async () => {
    const path = await newFile();
    expect(await readMetrics(files, path)).toEqual([]);
    const first = [line(0, { event: "started" }), line(1), line(2), line(3)];
    const second = [line(2, { event: "started" }), line(3, { "train/loss": 0.1 }), "{torn"];
    await writeFile(path, [...first, ...second].join(""));
    const steps = (await readMetrics(files, path)).filter(({ event }) => event === undefined);
    expect(steps).toEqual([{ step: 1 }, { step: 2 }, { step: 3, "train/loss": 0.1 }]);
  });
});
