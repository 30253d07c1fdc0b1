import type { S3Client } from "@aws-sdk/client-s3";
import { type AwsPorts, awsSettings } from "#platform";
import { awsFailure } from "../../aws-failure.ts";

export const provider = "data-capture";

export interface CapturedFile {
  key: string;
  /** Milliseconds since 1970, by S3's clock. */
  modifiedAt: number;
}

/** Files that SageMaker puts into a bucket, and never changes. Throws ToolkitError `data-capture-…`. */
export interface CapturedFiles {
  /** Those of a folder whose keys come after `after`, in order. */
  list(folder: string, after: string): Promise<CapturedFile[]>;
  read(key: string): AsyncIterable<Uint8Array>;
}

export async function openFiles(ports: AwsPorts, region: string, bucket: string): Promise<CapturedFiles> {
  const sdk = await import("./sdk.ts");
  const settings = awsSettings(ports, region, "S3");
  const client: S3Client = new sdk.S3Client({
    ...settings,
    // buckets have no host of their own where S3 is on this machine
    forcePathStyle: "endpoint" in settings,
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const failure = (action: string, error: unknown): unknown =>
    awsFailure({ provider, service: "S3" }, ports.secrets, `s3:${action}`, error);

  return {
    async list(folder, after) {
      const found: CapturedFile[] = [];
      let next: string | undefined;
      try {
        do {
          const page = await client.send(
            new sdk.ListObjectsV2Command({
              Bucket: bucket,
              Prefix: folder,
              ...(next === undefined ? { StartAfter: after } : { ContinuationToken: next }),
            }),
          );
          for (const { Key = "", LastModified } of page.Contents ?? [])
            if (Key.endsWith(".jsonl")) found.push({ key: Key, modifiedAt: LastModified?.getTime() ?? 0 });
          next = page.IsTruncated ? page.NextContinuationToken : undefined;
        } while (next !== undefined);
      } catch (error) {
        throw failure("ListBucket", error);
      }
      return found;
    },
    async *read(key) {
      try {
        const { Body } = await client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }));
        yield* Body as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw failure("GetObject", error);
      }
    },
  };
}
