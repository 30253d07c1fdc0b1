import * as z from "zod";
import { ToolkitError } from "#contracts";
import { withRetry } from "#platform";
import { patience, refusedOr } from "./artifacts.ts";
import { type Client, type Ports, provider, refusal } from "./client.ts";
import { multipartSchema } from "./schema.ts";

/** A file to send: its size, and its bytes from the start as often as they are asked for. */
export interface Source {
  bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

const defaultPartBytes = 16 * 1024 * 1024;
/** S3 takes no more parts. */
const mostParts = 10_000;

export interface MultipartUploads {
  /** False when the file is small, or the store takes no parts (501 on a local disk): it goes whole then. */
  sent(path: string, source: Source): Promise<boolean>;
}

/**
 * Uploads past the MLflow server, straight into its store, by addresses that it signs for each part. One part of each file is held in
 * memory at a time.
 */
export function multipartUploads(
  ports: Ports,
  client: Client,
  service: string,
  wanted: number = defaultPartBytes,
): MultipartUploads {
  let takesParts = true;

  async function post<Schema extends z.ZodType>(verb: string, path: string, body: object, schema: Schema) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const response = await client.retried({
      method: "POST",
      url: `${service}/mpu/${verb}/${folder.split("/").map(encodeURIComponent).join("/")}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: path.slice(path.lastIndexOf("/") + 1), ...body }),
    });
    // 501: a local disk; 404: a server older than 2.5
    if (response.status === 501 || response.status === 404) {
      await response.text();
      return undefined;
    }
    if (response.status >= 300) throw await refusal(ports, response, `multipart upload, ${verb}`);
    return schema.parse(await response.json()) as z.output<Schema>;
  }

  /** Without our credentials: the address carries its own, and is another host's. */
  async function putPart(url: string, headers: Record<string, string>, part: Uint8Array): Promise<string> {
    return await withRetry(
      ports,
      async () => {
        const length = { "content-length": String(part.length) };
        const request = { method: "PUT" as const, url, headers: { ...headers, ...length }, body: part };
        const response = await ports.http.send({ ...request, timeoutMs: patience(part.length) });
        if (response.status >= 300) throw await refusedOr(ports, response, "a part's upload to the store");
        await response.text();
        return response.headers.get("etag") ?? "";
      },
      { attempts: 5 },
    );
  }

  return {
    async sent(path, source) {
      if (!takesParts || source.bytes <= 2 * wanted) return false;
      const size = Math.max(wanted, Math.ceil(source.bytes / mostParts));
      const count = Math.ceil(source.bytes / size);
      const begun = await post("create", path, { num_parts: count }, multipartSchema);
      if (!begun) {
        takesParts = false;
        return false;
      }
      const upload = { upload_id: begun.upload_id ?? "" };
      try {
        const parts: { part_number: number; etag: string; url: string }[] = [];
        const signed = [...begun.credentials].sort((left, right) => left.part_number - right.part_number);
        for await (const part of partsOf(source, size)) {
          const next = signed[parts.length];
          if (!next) throw tooFew(count, signed.length);
          const etag = await putPart(next.url, next.headers, part);
          parts.push({ part_number: next.part_number, etag, url: next.url });
        }
        await post("complete", path, { ...upload, parts }, z.unknown());
        return true;
      } catch (error) {
        // parts of an upload that is never completed cost money and are seen in no list
        await post("abort", path, upload, z.unknown()).catch(() => undefined);
        throw error;
      }
    },
  };
}

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
