import { ToolkitError } from "#contracts";
import { withRetry } from "#platform";
import { type Ports, provider } from "./client.ts";
import type { PartCalls, SentPart } from "./part-calls.ts";

/** A file to send: its size, and its bytes from the start as often as they are asked for. */
export interface Source {
  bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

/** What is written down of an upload by parts, so that whoever clears away after its sender can make the store drop them. */
export interface PartsRecord {
  /** Before the first part goes. */
  begun(path: string, uploadId: string): Promise<void>;
  /** When the store holds the whole file, or no part of it any more. */
  ended(path: string): Promise<void>;
}

const defaultPartBytes = 16 * 1024 * 1024;
/** S3 takes no more parts. */
const mostParts = 10_000;

export interface MultipartUploads {
  /**
   * False when the file is small, when the store takes no parts (501 on a local disk), or when its parts took longer than
   * the addresses are good for, which MLflow signs once: it goes whole then.
   */
  sent(path: string, source: Source, record: PartsRecord): Promise<boolean>;
  drop(path: string, uploadId: string): Promise<void>;
}

interface Options {
  partBytes?: number | undefined;
  /** Whether a file of just this size lies there. */
  holds(path: string, bytes: number): Promise<boolean>;
}

/**
 * Uploads past the MLflow server, straight into its store, by addresses that it signs for each part. One part of each file is held in
 * memory at a time. What a killed run began is in the record from before its first part; begun without a part, an upload
 * holds no bytes.
 */
export function multipartUploads(
  ports: Ports,
  calls: PartCalls,
  { partBytes: wanted = defaultPartBytes, holds }: Options,
): MultipartUploads {
  let takesParts = true;
  const attempts = { attempts: 5 };

  async function sendParts(path: string, source: Source, count: number, size: number, record: PartsRecord) {
    const begun = await calls.begin(path, count);
    if (!begun) {
      takesParts = false;
      return false;
    }
    const id = begun.upload_id ?? "";
    // Azure names none: it drops blocks that nobody commits by itself, after a week
    if (id !== "") await record.begun(path, id);
    const parts: SentPart[] = [];
    const signed = [...begun.credentials].sort((left, right) => left.part_number - right.part_number);
    try {
      for await (const part of partsOf(source, size)) {
        const next = signed[parts.length];
        if (!next) throw tooFew(count, signed.length);
        parts.push({ part_number: next.part_number, etag: await calls.send(next, part), url: next.url });
      }
    } catch (error) {
      if (!(error instanceof ToolkitError) || error.code !== "address-expired") throw error;
      ports.log.warning(`${path} took longer than MLflow's addresses are good for, and goes through the server`);
      await drop(path, id);
      if (id !== "") await record.ended(path);
      return false;
    }
    await complete(path, source.bytes, id, parts);
    if (id !== "") await record.ended(path);
    return true;
  }

  /** An upload that was completed is gone, so whether one whose answer was lost came to its end is seen by the file. */
  async function complete(path: string, bytes: number, id: string, parts: readonly SentPart[]): Promise<void> {
    const work = async (): Promise<void> => {
      try {
        await calls.complete(path, id, parts);
      } catch (error) {
        if (!isRetryable(error) || !(await holds(path, bytes))) throw error;
      }
    };
    await withRetry(ports, work, attempts);
  }

  async function drop(path: string, id: string): Promise<void> {
    if (id === "") return;
    const work = async (): Promise<void> => {
      try {
        await calls.abort(path, id);
      } catch (error) {
        const unsaid = error instanceof ToolkitError && (error.status === 500 || error.status === 501);
        if (!unsaid || !(await canDrop(path))) throw error;
      }
    };
    await withRetry(ports, work, attempts);
  }

  /** A server that drops another upload, or whose store takes no parts any more, has none of this name. */
  async function canDrop(path: string): Promise<boolean> {
    const begun = await calls.begin(path, 1);
    if (!begun?.upload_id) return begun === undefined;
    return await calls.abort(path, begun.upload_id).then(
      () => true,
      () => false,
    );
  }

  return {
    drop,
    async sent(path, source, record) {
      if (!takesParts || source.bytes <= 2 * wanted) return false;
      const size = Math.max(wanted, Math.ceil(source.bytes / mostParts));
      return await sendParts(path, source, Math.ceil(source.bytes / size), size, record);
    },
  };
}

const isRetryable = (error: unknown): boolean => error instanceof ToolkitError && error.retryable;

async function* partsOf(source: Source, size: number): AsyncGenerator<Uint8Array> {
  const part = Buffer.allocUnsafe(size);
  let filled = 0;
  for await (const chunk of source.open()) {
    for (let taken = 0; taken < chunk.length; ) {
      const some = chunk.subarray(taken, taken + size - filled);
      part.set(some, filled);
      filled += some.length;
      taken += some.length;
      if (filled < size) continue;
      yield part;
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

const tooFew = (wanted: number, signed: number): ToolkitError =>
  new ToolkitError({
    code: "mlflow-refused",
    provider,
    message: `MLflow signed ${signed} parts instead of ${wanted}`,
  });
