import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { Base } from "./increments.ts";

/** A place in time with the last sample of every series until then. */
export interface CountersMark {
  time: number;
  base: Base;
}

export const countersMarkSchema = z.strictObject({
  time: z.number().min(0),
  base: z.record(z.string(), z.tuple([z.number(), z.number().min(0)])),
});

export const markText = (mark: CountersMark): string => JSON.stringify(mark);

/** @throws ToolkitError `telemetry-mark` */
export function parseMark<Schema extends z.ZodType>(text: string, schema: Schema, provider: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw noMark(
      provider,
      `${text.slice(0, 40) || "nothing"} is no mark`,
      "begin the rollout again with a new state",
      cause,
    );
  }
}

export const noMark = (provider: string, message: string, hint: string, cause?: unknown): ToolkitError =>
  new ToolkitError({ code: "telemetry-mark", provider, message, hint, cause });
