import type { S3Client } from "@aws-sdk/client-s3";
import { ToolkitError } from "#contracts";
import { awsSettings, awsStatusOf } from "#platform";
import { awsFailure, isLost, isMissing, provider } from "./failures.ts";
import type { SageMakerRegistryConfig } from "./place.ts";
import type { Ports } from "./ports.ts";
import type { Summed } from "./summed.ts";
import { uploadParts } from "./upload-parts.ts";

export interface Stored {
  text: string;
  /** As S3 gives it, quoted. */
  etag: string;
}

/** Objects below the registry's prefix of its bucket. Keys are relative to it. */
export interface Bucket {
  /** `s3://bucket/…` of a key. */
  uri(key: string): string;
  /** A small object; undefined when there is none. */
  read(key: string): Promise<Stored | undefined>;
  /** Large ones, as they arrive; goes on where it was cut. Throws ToolkitError `object-missing`, `model-changed`. */
  stream(key: string): AsyncIterable<Uint8Array>;
  write(key: string, content: string | Uint8Array): Promise<void>;
  /** Writes over what was seen (null: over nothing); false when something else is there by now. */
  swap(key: string, content: string, seen: string | null): Promise<boolean>;
  /** By parts, some on their way at a time; a failed one is given up at S3. `bytes` is about how many there are. */
  upload(key: string, pieces: AsyncIterable<Summed>, bytes: number): Promise<void>;
  /** Keys, in order. */
  list(prefix: string): Promise<string[]>;
  /** Every object below, and every upload by parts that was not ended. */
  clear(prefix: string): Promise<void>;
}

const mebibyte = 2 ** 20;
const mostParts = 10_000;

export async function openBucket(
  ports: Ports,
  region: string,
  { bucket, prefix, partBytes = 8 * mebibyte }: SageMakerRegistryConfig,
): Promise<Bucket> {
  const sdk = await import("./s3-sdk.ts");
  const settings = awsSettings(ports, region, "S3");
  const client: S3Client = new sdk.S3Client({
    ...settings,
    // buckets have no host of their own where S3 is on this machine
    forcePathStyle: "endpoint" in settings,
    // what is fetched is held to SHA-256 by us
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  // TLS and the parts' checksums keep the bytes whole on their way: to hash them once more for the signature, as the client
  // does and Amazon's command line does not, is a quarter of what an upload costs
  client.middlewareStack.add(
    (next) => (args) => {
      const { request } = args as unknown as { request: { protocol: string; headers: Record<string, string> } };
      if (request.protocol === "https:") request.headers["x-amz-content-sha256"] = "UNSIGNED-PAYLOAD";
      return next(args);
    },
    { step: "build", name: "unsignedOverTls", priority: "low" },
  );
  const keyOf = (key: string): string => [prefix, key].filter(Boolean).join("/");
  const at = (key: string) => ({ Bucket: bucket, Key: keyOf(key) });

  async function named<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw awsFailure(ports.secrets, `s3:${action}`, error);
    }
  }

  async function* stream(key: string): AsyncGenerator<Uint8Array> {
    let arrived = 0;
    let etag: string | undefined;
    for (let attempt = 1; ; attempt++) {
      const before = arrived;
      try {
        const range = arrived > 0 ? { Range: `bytes=${arrived}-`, ...(etag && { IfMatch: etag }) } : {};
        const got = await client.send(new sdk.GetObjectCommand({ ...at(key), ...range }));
        etag ??= got.ETag;
        for await (const chunk of got.Body as AsyncIterable<Uint8Array>) {
          arrived += chunk.length;
          yield chunk;
        }
        return;
      } catch (error) {
        if (isMissing(error))
          throw new ToolkitError({
            code: "object-missing",
            provider,
            status: 404,
            message: `there is no ${keyOf(key)}`,
          });
        const failure = awsFailure(ports.secrets, "s3:GetObject", error);
        if (!(failure instanceof ToolkitError) || !failure.retryable || arrived === 0 || attempt >= 5) throw failure;
        if (arrived > before) attempt = 1;
        ports.log.info(`the download of ${keyOf(key)} was cut after ${arrived} bytes and goes on`);
        await ports.clock.sleep(500 * attempt);
      }
    }
  }

  async function list(below: string): Promise<string[]> {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page = await client.send(
        new sdk.ListObjectsV2Command({
          Bucket: bucket,
          Prefix: keyOf(below),
          ...(next && { ContinuationToken: next }),
        }),
      );
      const start = prefix === "" ? 0 : prefix.length + 1;
      found.push(...(page.Contents ?? []).map(({ Key = "" }) => Key.slice(start)));
      next = page.IsTruncated ? page.NextContinuationToken : undefined;
    } while (next);
    return found;
  }

  async function abortUploads(below: string): Promise<void> {
    const open = await client.send(new sdk.ListMultipartUploadsCommand({ Bucket: bucket, Prefix: keyOf(below) }));
    for (const { Key, UploadId } of open.Uploads ?? [])
      await client
        .send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
        .catch((error: unknown) => {
          if (!isMissing(error)) throw error;
        });
  }

  return {
    uri: (key) => `s3://${bucket}/${keyOf(key)}`,
    stream,
    async read(key) {
      return await named("GetObject", async () => {
        try {
          const got = await client.send(new sdk.GetObjectCommand(at(key)));
          return { text: (await got.Body?.transformToString()) ?? "", etag: got.ETag ?? "" };
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      });
    },
    async write(key, content) {
      const type = key.endsWith(".json") ? { ContentType: "application/json" } : {};
      await named("PutObject", () => client.send(new sdk.PutObjectCommand({ ...at(key), Body: content, ...type })));
    },
    async swap(key, content, seen) {
      const condition = seen === null ? { IfNoneMatch: "*" } : { IfMatch: seen };
      const input = { ...at(key), Body: content, ContentType: "application/json", ...condition };
      return await named("PutObject", async () => {
        try {
          await client.send(new sdk.PutObjectCommand(input));
          return true;
        } catch (error) {
          // what was seen may be gone as well
          if (isLost(error) || (seen !== null && awsStatusOf(error) === 404 && isMissing(error))) return false;
          throw error;
        }
      });
    },
    async upload(key, pieces, bytes) {
      const partSize = Math.max(partBytes, Math.ceil((bytes * 1.01) / mostParts / mebibyte) * mebibyte);
      await named("PutObject", () => uploadParts({ client, sdk }, at(key), pieces, partSize));
      // where the answer to its beginning was lost, it was begun twice
      await named("ListBucketMultipartUploads", () => abortUploads(key));
    },
    list: (below) => named("ListBucket", () => list(below)),
    async clear(below) {
      await named("ListBucketMultipartUploads", () => abortUploads(below));
      const keys = await named("ListBucket", () => list(below));
      for (const key of keys) await named("DeleteObject", () => client.send(new sdk.DeleteObjectCommand(at(key))));
    },
  };
}
