import { type RequestLine, requestLineSchema, requestLogSegment } from "#contracts";
import type { Platform } from "#platform";
import { Remembered, type Routed } from "./remembered.ts";

/** Requests whose variant is remembered for their scores; older ones are looked up in the file. */
const remembered = 10_000;
/** Lines that may wait while the disk refuses them; with more the newest are given up. */
const mostWaiting = 100_000;
const batchLines = 5_000;
const batchEveryMs = 20;
const retryAfterMs = 1_000;
const lineFeed = 0x0a;

export const defaultRotateBytes = 64 * 1024 * 1024;

/**
 * The append-only log, written in batches one after the other. A crash loses what the last 20 ms brought and no more. A
 * line that a crash or a full disk tore off ends its segment: the next whole line begins the next segment.
 */
export class RequestLog {
  readonly #ports: Pick<Platform, "files" | "log">;
  readonly #path: string;
  readonly #rotateBytes: number;
  readonly #routed = new Remembered(remembered);
  #segment: number;
  /** Bytes of the segment that is written to. */
  #size: number;
  #waiting: string[] = [];
  /** Lines ever added and ever written. */
  #added = 0;
  #written = 0;
  #writing: Promise<boolean> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #failing = false;
  #givenUp = 0;

  private constructor(
    ports: Pick<Platform, "files" | "log">,
    path: string,
    { segment, size, rotateBytes }: { segment: number; size: number; rotateBytes: number },
  ) {
    this.#ports = ports;
    this.#path = path;
    this.#segment = segment;
    this.#size = size;
    this.#rotateBytes = rotateBytes;
  }

  /** Goes on where the log ends. */
  static async open(
    ports: Pick<Platform, "files" | "log">,
    path: string,
    rotateBytes = defaultRotateBytes,
  ): Promise<RequestLog> {
    const { files } = ports;
    let segment = 0;
    while (await files.stat(requestLogSegment(path, segment + 1))) segment += 1;
    let size = (await files.stat(requestLogSegment(path, segment)))?.size ?? 0;
    if (size > 0 && (await lastByte(files, requestLogSegment(path, segment), size)) !== lineFeed) {
      segment += 1;
      size = 0;
    }
    return new RequestLog(ports, path, { segment, size, rotateBytes });
  }

  add(line: RequestLine): void {
    if (line.kind === "request" && !line.shadow) this.#routed.add(line.requestId, line);
    if (this.#waiting.length >= mostWaiting) this.#givenUp += 1;
    else {
      this.#waiting.push(`${JSON.stringify(line)}\n`);
      this.#added += 1;
    }
    this.#flushIn(batchEveryMs);
  }

  /** Resolves when all that was added before is in the file, or the disk refused it. */
  async flush(): Promise<void> {
    const all = this.#added;
    while (this.#written < all) {
      this.#writing ??= this.#writeBatch().finally(() => {
        this.#writing = undefined;
      });
      if (!(await this.#writing)) return;
    }
  }

  /** The same as `find`, of the latest requests alone and at once. */
  recall(requestId: string): Routed | undefined {
    return this.#routed.find(requestId);
  }

  /** The latest request of this id that a user got an answer to. */
  async find(requestId: string): Promise<Routed | undefined> {
    const known = this.#routed.find(requestId);
    if (known) return known;
    await this.flush();
    for (let segment = this.#segment; segment >= 0; segment--) {
      const found = await this.#lookUp(requestLogSegment(this.#path, segment), requestId);
      if (found) {
        this.#routed.add(requestId, found);
        return found;
      }
    }
    return undefined;
  }

  #flushIn(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.flush();
    }, ms);
  }

  /** @returns false when the disk refused it; it is tried again by itself */
  async #writeBatch(): Promise<boolean> {
    if (this.#size >= this.#rotateBytes) this.#nextSegment();
    const lines = this.#waiting.slice(0, batchLines);
    const batch = lines.join("");
    try {
      await this.#ports.files.append(requestLogSegment(this.#path, this.#segment), batch);
    } catch (error) {
      await this.#refused(lines, error);
      return false;
    }
    this.#taken(lines.length);
    this.#size += Buffer.byteLength(batch);
    if (this.#givenUp > 0) this.#ports.log.error(`request log: ${this.#givenUp} lines were given up`);
    this.#givenUp = 0;
    this.#failing = false;
    return true;
  }

  #taken(lines: number): void {
    this.#waiting.splice(0, lines);
    this.#written += lines;
  }

  /** Part of the batch may be in the file: whole lines are not written twice, a torn one ends the segment. */
  async #refused(lines: readonly string[], error: unknown): Promise<void> {
    if (!this.#failing) this.#ports.log.error(`request log: ${error instanceof Error ? error.message : String(error)}`);
    this.#failing = true;
    const size = await this.#ports.files.stat(requestLogSegment(this.#path, this.#segment)).then(
      (stat) => stat?.size ?? 0,
      () => this.#size,
    );
    let written = size - this.#size;
    let whole = 0;
    for (const line of lines) {
      const bytes = Buffer.byteLength(line);
      if (written < bytes) break;
      written -= bytes;
      whole += 1;
    }
    this.#taken(whole);
    this.#size = size;
    if (written > 0) this.#nextSegment();
    this.#flushIn(retryAfterMs);
  }

  #nextSegment(): void {
    this.#segment += 1;
    this.#size = 0;
  }

  /** Finds the id as bytes, so that only lines that hold it are parsed. */
  async #lookUp(path: string, requestId: string): Promise<Routed | undefined> {
    if (!(await this.#ports.files.stat(path))) return undefined;
    const needle = Buffer.from(`"requestId":${JSON.stringify(requestId)}`);
    let found: Routed | undefined;
    let rest: Uint8Array = new Uint8Array();
    for await (const chunk of this.#ports.files.stream(path)) {
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.lastIndexOf(lineFeed) + 1;
      for (let at = bytes.indexOf(needle); at !== -1 && at < whole; at = bytes.indexOf(needle, at + 1)) {
        const start = at === 0 ? 0 : bytes.lastIndexOf(lineFeed, at) + 1;
        const line = parsed(bytes.toString("utf8", start, bytes.indexOf(lineFeed, at)));
        if (line?.kind === "request" && line.requestId === requestId && !line.shadow) found = line;
      }
      rest = bytes.subarray(whole);
    }
    return found;
  }
}

async function lastByte(files: Platform["files"], path: string, size: number): Promise<number | undefined> {
  let last: number | undefined;
  for await (const chunk of files.stream(path, { start: size - 1 })) last = chunk.at(-1);
  return last;
}

function parsed(text: string): RequestLine | undefined {
  try {
    return requestLineSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
