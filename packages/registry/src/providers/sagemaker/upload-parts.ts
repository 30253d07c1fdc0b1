import type { CompletedPart, S3Client } from "@aws-sdk/client-s3";
import { isMissing } from "./failures.ts";

interface Sending {
  client: S3Client;
  sdk: typeof import("./s3-sdk.ts");
}

interface Place {
  Bucket: string;
  Key: string;
}

/** Of 8 MiB: as large as Amazon's command line makes them, and as many as memory stays under 200 MB with. */
const atOnce = 3;

/**
 * An object by parts, some on their way at a time; one request where one part is all. The parts' buffers are used again, so
 * that memory is that of a few parts whatever the size; `Upload` of @aws-sdk/lib-storage makes new ones, and node keeps hundreds of
 * megabytes of them before it looks. A failed upload is given up at S3.
 */
export async function uploadParts(
  { client, sdk }: Sending,
  place: Place,
  chunks: AsyncIterable<Uint8Array>,
  partSize: number,
): Promise<void> {
  const free: Buffer[] = [];
  const underWay = new Set<Promise<void>>();
  const done: CompletedPart[] = [];
  let made = 0;
  let begun = 0;
  let id: string | undefined;
  let sent = 0;
  let failure: { error: unknown } | undefined;

  async function emptyPart(): Promise<Buffer> {
    for (;;) {
      if (failure) throw failure.error;
      const part = free.pop();
      if (part) return part;
      if (made < atOnce) {
        made += 1;
        return Buffer.allocUnsafeSlow(partSize);
      }
      await Promise.race(underWay);
    }
  }

  async function begin(part: Buffer, length: number): Promise<void> {
    id ??= (await client.send(new sdk.CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: "CRC32" }))).UploadId;
    sent += length;
    begun += 1;
    const work = send(part, length, begun).finally(() => {
      free.push(part);
      underWay.delete(work);
    });
    underWay.add(work);
  }

  async function send(part: Buffer, length: number, PartNumber: number): Promise<void> {
    try {
      const Body = part.subarray(0, length);
      const { ETag, ChecksumCRC32 } = await client.send(
        new sdk.UploadPartCommand({ ...place, UploadId: id, PartNumber, Body, ChecksumAlgorithm: "CRC32" }),
      );
      done.push({ PartNumber, ETag, ...(ChecksumCRC32 && { ChecksumCRC32 }) });
    } catch (error) {
      failure ??= { error };
    }
  }

  async function complete(): Promise<void> {
    const Parts = done.sort((left, right) => (left.PartNumber ?? 0) - (right.PartNumber ?? 0));
    try {
      await client.send(new sdk.CompleteMultipartUploadCommand({ ...place, UploadId: id, MultipartUpload: { Parts } }));
    } catch (error) {
      // it was completed, and the answer was lost: to complete it again is refused
      if (!isMissing(error) || (await sizeOf({ client, sdk }, place)) !== sent) throw error;
    }
  }

  try {
    let part = await emptyPart();
    let filled = 0;
    for await (const chunk of chunks)
      for (let start = 0; start < chunk.length; ) {
        if (filled === partSize) {
          await begin(part, filled);
          part = await emptyPart();
          filled = 0;
        }
        const piece = chunk.subarray(start, start + partSize - filled);
        part.set(piece, filled);
        filled += piece.length;
        start += piece.length;
      }
    if (id === undefined) {
      await client.send(new sdk.PutObjectCommand({ ...place, Body: part.subarray(0, filled) }));
      return;
    }
    await begin(part, filled);
    await Promise.all(underWay);
    if (failure) throw failure.error;
    await complete();
  } catch (error) {
    await Promise.all(underWay);
    // what cannot be given up now, the next run finds by its place
    if (id !== undefined)
      await client.send(new sdk.AbortMultipartUploadCommand({ ...place, UploadId: id })).catch(() => undefined);
    throw error;
  }
}

async function sizeOf({ client, sdk }: Sending, place: Place): Promise<number | undefined> {
  try {
    return (await client.send(new sdk.HeadObjectCommand(place))).ContentLength;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
