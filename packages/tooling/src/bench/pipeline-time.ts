import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { root } from "../repository.ts";

/** `out/pipeline/timing.json`: the last run of `npm run pipeline`. */
export const pipelineTimeSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** The scenario that ran; null for the whole line. */
  scenario: z.string().nullable(),
  quick: z.boolean(),
  /** Of act. */
  exitCode: z.int(),
  finishedAt: z.string(),
  /** From act's start to its end. */
  seconds: z.number(),
  steps: z.array(z.strictObject({ job: z.string(), step: z.string(), seconds: z.number() })),
});
export type PipelineTime = z.infer<typeof pipelineTimeSchema>;

const place = join(root, "out", "pipeline", "timing.json");

export function writePipelineTime(time: PipelineTime, path = place): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(time, null, 2)}\n`);
}

/** Undefined when there was no run, or its record is none. */
export function readPipelineTime(path = place): PipelineTime | undefined {
  try {
    return pipelineTimeSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
