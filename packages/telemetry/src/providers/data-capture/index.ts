import { createHash } from "node:crypto";
import * as z from "zod";
import { type AwsPorts, jsonLineBatches } from "#platform";
import type { Answer, AnswerSource } from "../../answers.ts";
import { parseMark } from "../../counters/mark.ts";
import { capturedAnswer } from "./captured.ts";
import { type CapturedFile, openFiles, provider } from "./objects.ts";

export interface DataCaptureConfig {
  region: string;
  bucket: string;
  /** The endpoint configuration's DestinationS3Uri without its bucket; may be empty. */
  prefix: string;
  endpointName: string;
  /** Names of the production variants. */
  canary: string;
  baseline: string;
}

const hour = 3_600_000;
/** A file belongs to the hour of its answers and may come so much later. */
const lateMs = 2 * hour;
/** S3 may show a file so long after one that it dates later. */
const overlapMs = 15 * 60_000;
/** Longer lines are answers that are not read: a sample of them would need more memory than a runner has. */
const longestLineBytes = 2 ** 20;
const arms = ["canary", "baseline"] as const;

/** Of an arm's files: when the newest came, by S3's clock, and which came about then. */
const seenSchema = z.strictObject({ newest: z.number().min(0), files: z.array(z.string()) });
const markSchema = z.strictObject({
  /** Answers from before are of no look. */
  from: z.number().min(0),
  canary: seenSchema,
  baseline: seenSchema,
});
type Mark = z.infer<typeof markSchema>;

/**
 * What a SageMaker endpoint captured, as files `prefix/endpoint/variant/yyyy/mm/dd/hh/….jsonl` in S3: the path alone tells
 * the arm. A file is read once, whenever it comes. Files are told apart by S3's own clock and their names, so that neither a
 * clock that is wrong here nor a file that comes late loses one or counts it twice.
 */
export async function dataCapture(ports: AwsPorts, config: DataCaptureConfig): Promise<AnswerSource> {
  const files = await openFiles(ports, config.region, config.bucket);

  async function filesSince(arm: Answer["arm"], time: number): Promise<CapturedFile[]> {
    const folder = [config.prefix, config.endpointName, config[arm], ""].filter((part, at) => at > 0 || part).join("/");
    return await files.list(folder, folder + hourOf(Math.max(0, time - lateMs)));
  }

  async function readAll(file: CapturedFile, arm: Answer["arm"], take: (answer: Answer) => void): Promise<void> {
    for await (const batch of jsonLineBatches(files.read(file.key), { maxLineBytes: longestLineBytes }))
      for (const item of batch) {
        const unless = { id: `${file.key}:${item.line}`, time: file.modifiedAt };
        take(capturedAnswer("value" in item ? item.value : undefined, arm, unless));
      }
  }

  return {
    async now() {
      const from = ports.clock.now();
      const nothing = { newest: 0, files: [] };
      const [canary, baseline] = [
        seenAfter(nothing, await filesSince("canary", from)),
        seenAfter(nothing, await filesSince("baseline", from)),
      ];
      return JSON.stringify({ from, canary, baseline } satisfies Mark);
    },
    async since(text, take) {
      const mark = parseMark(text, markSchema, provider);
      const next = { ...mark };
      for (const arm of arms) {
        const { newest, files: known } = mark[arm];
        const listed = await filesSince(arm, newest || mark.from);
        const seen = new Set(known);
        for (const file of listed) {
          if (file.modifiedAt < newest - overlapMs || seen.has(nameOf(file))) continue;
          await readAll(file, arm, (answer) => answer.time >= mark.from && take(answer));
        }
        next[arm] = seenAfter(mark[arm], listed);
      }
      return JSON.stringify(next);
    },
  };
}

function seenAfter(before: Mark["canary"], listed: readonly CapturedFile[]): Mark["canary"] {
  const newest = listed.reduce((latest, { modifiedAt }) => Math.max(latest, modifiedAt), before.newest);
  const recent = listed.filter(({ modifiedAt }) => modifiedAt >= newest - overlapMs);
  return { newest, files: recent.map(nameOf) };
}

/** Enough of a name to know it again. */
const nameOf = ({ key }: CapturedFile): string => createHash("sha256").update(key).digest("hex").slice(0, 16);

/** `yyyy/mm/dd/hh`, which sorts as time does. */
const hourOf = (time: number): string => new Date(time).toISOString().slice(0, 13).replace(/[-T]/g, "/");
