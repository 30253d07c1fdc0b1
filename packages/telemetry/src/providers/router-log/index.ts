import { requestLogSegment } from "#contracts";
import type { Platform } from "#platform";
import { notTheModels } from "../../outcome.ts";
import type { TelemetrySource, TrafficReader } from "../../telemetry.ts";
import { type Mark, markText, noPlace, parseMark } from "./mark.ts";
import { readLines, type SeenLine } from "./read-line.ts";
import { newTimes } from "./times.ts";

export interface RouterLogConfig {
  /** Of the log's first segment. */
  path: string;
}

const lineFeed = 0x0a;
/** More than any line of the log. */
const tailBytes = 64 * 1024;

/**
 * Reads the router's request log from where it was left, through all segments that followed. A last line without its end
 * waits for it; in a segment that another one follows nobody will end it. Memory holds one piece of the log.
 */
export function routerLog(
  { files, clock }: Pick<Platform, "files" | "clock">,
  { path }: RouterLogConfig,
): TelemetrySource {
  const sizeOf = async (segment: number): Promise<number | undefined> =>
    (await files.stat(requestLogSegment(path, segment)))?.size;

  async function lastSegment(from = 0): Promise<number> {
    let segment = from;
    while ((await sizeOf(segment + 1)) !== undefined) segment += 1;
    return segment;
  }

  /** Shows the whole lines from the mark to the segment's end, and tells where the last of them ended. */
  async function show({ segment, offset }: Mark, stretch: Stretch): Promise<number> {
    const file = requestLogSegment(path, segment);
    let place = offset;
    let rest = Buffer.alloc(0);
    for await (const chunk of files.stream(file, { start: offset, reuse: true })) {
      const bytes =
        rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
      const whole = bytes.lastIndexOf(lineFeed) + 1;
      readLines(bytes.subarray(0, whole), file, (line) => stretch.see(line));
      place += whole;
      rest = Buffer.from(bytes.subarray(whole));
    }
    return place;
  }

  return {
    async now() {
      const segment = await lastSegment();
      const size = (await sizeOf(segment)) ?? 0;
      let offset = size === 0 ? 0 : Math.max(0, size - tailBytes);
      let end = 0;
      if (size > 0) {
        let seen = 0;
        for await (const chunk of files.stream(requestLogSegment(path, segment), { start: offset })) {
          const at = Buffer.from(chunk).lastIndexOf(lineFeed) + 1;
          if (at > 0) end = seen + at;
          seen += chunk.length;
        }
      }
      offset += end;
      return markText({ segment, offset });
    },
    async read(text, reader) {
      let mark = parseMark(text, path);
      const size = await sizeOf(mark.segment);
      if (mark.offset > (size ?? 0) || (size === undefined && mark.segment > 0)) throw noPlace(text, path);
      const stretch = new Stretch(reader, newTimes(path, clock.now()));
      if (size === undefined) return markText(mark);
      for (;;) {
        // asked first: a segment that had a successor before it was read is read to its end
        const followed = (await sizeOf(mark.segment + 1)) !== undefined;
        mark = { segment: mark.segment, offset: await show(mark, stretch) };
        if (!followed) return markText(mark);
        mark = { segment: mark.segment + 1, offset: 0 };
      }
    },
  };
}

class Stretch {
  readonly #reader: TrafficReader;
  readonly #times: ReturnType<typeof newTimes>;
  /** When the stretch's first request ended; scores of requests before it belong to a stretch that was read. */
  #firstTime: string | undefined;

  constructor(reader: TrafficReader, times: ReturnType<typeof newTimes>) {
    this.#reader = reader;
    this.#times = times;
  }

  see(line: SeenLine): void {
    this.#times.see(line.time);
    const { variant: arm } = line;
    if (line.kind === "score") {
      const { metric, value, requestTime } = line;
      this.#reader.score({ arm, metric, value, requestTime, late: this.#isLate(requestTime) });
      return;
    }
    this.#firstTime ??= line.time;
    if (line.shadow || notTheModels.has(line.status)) return;
    const { latencyMs, firstTokenMs, promptTokens, completionTokens } = line;
    const failed = line.error !== null || line.status >= 400;
    this.#reader.request({ arm, failed, latencyMs, firstTokenMs, promptTokens, completionTokens });
  }

  #isLate(requestTime: string | undefined): boolean {
    return requestTime !== undefined && !(this.#firstTime !== undefined && requestTime >= this.#firstTime);
  }
}
