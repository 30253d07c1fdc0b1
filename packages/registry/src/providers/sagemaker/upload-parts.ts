import type { CompletedPart, S3Client } from "@aws-sdk/client-s3";
import { isMissing } from "./failures.ts";
import { type Summed, summed, withPiece } from "./summed.ts";

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
 * megabytes of them before it looks. A part's checksum, which S3 holds it to, is made of its pieces' and not read from it. A
 * failed upload is given up at S3.
 */
export async function uploadParts(
  { client, sdk }: Sending,
  place: Place,
  pieces: AsyncIterable<Summed>,
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

  async function begin(part: Buffer, length: number, crc: number): Promise<void> {
    id ??= (await client.send(new sdk.CreateMultipartUploadCommand({ ...place, ChecksumAlgorithm: "CRC32" }))).UploadId;
    sent += length;
    begun += 1;
    const work = send(part.subarray(0, length), crc, begun).finally(() => {
      free.push(part);
      underWay.delete(work);
    });
    underWay.add(work);
  }

  async function send(Body: Buffer, crc: number, PartNumber: number): Promise<void> {
    try {
      const sum = { ChecksumCRC32: base64Of(crc) };
      const part = { ...place, UploadId: id, PartNumber, Body, ChecksumAlgorithm: "CRC32" as const, ...sum };
      const { ETag, ChecksumCRC32 } = await client.send(new sdk.UploadPartCommand(part));
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
    let crc = 0;
    for await (const whole of pieces)
      for (let start = 0; start < whole.bytes.length; ) {
        if (filled === partSize) {
          await begin(part, filled, crc);
          part = await emptyPart();
          filled = 0;
          crc = 0;
        }
        const bytes = whole.bytes.subarray(start, start + partSize - filled);
        part.set(bytes, filled);
        // only what lies across two parts is summed once more
        crc = withPiece(crc, bytes.length === whole.bytes.length ? whole : summed(bytes));
        filled += bytes.length;
        start += bytes.length;
      }
    if (id === undefined) {
      await client.send(new sdk.PutObjectCommand({ ...place, Body: part.subarray(0, filled) }));
      return;
    }
    await begin(part, filled, crc);
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

/** As S3 wants it: the greatest byte first. */
function base64Of(crc: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString("base64");
}

async function sizeOf({ client, sdk }: Sending, place: Place): Promise<number | undefined> {
  try {
    return (await client.send(new sdk.HeadObjectCommand(place))).ContentLength;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
