import { createHash } from "node:crypto";
import { type S3Answer, S3Refusal, xml } from "./s3-answer.ts";

interface Upload {
  key: string;
  parts: Map<number, { body: Uint8Array; etag: string }>;
}

const smallestPart = 5 * 2 ** 20;
const mostParts = 10_000;

type Store = (key: string, body: Uint8Array, headers: Record<string, string>, etag: string) => S3Answer;

/** Uploads by parts: all but the last have 5 MiB, they are named in order and by their tags, and nothing is there before. */
export function multipartUploads(now: () => number, store: Store) {
  const open = new Map<string, Upload>();
  let count = 0;

  function required(query: URLSearchParams, key: string): Upload & { id: string } {
    const id = query.get("uploadId") ?? "";
    const found = open.get(id);
    if (found?.key !== key) throw new S3Refusal(404, "NoSuchUpload", "The specified multipart upload does not exist.");
    return { ...found, id };
  }

  function complete(key: string, query: URLSearchParams, headers: Record<string, string>, body: Uint8Array): S3Answer {
    const { id, parts } = required(query, key);
    const named = [
      ...Buffer.from(body)
        .toString("utf8")
        .matchAll(/<Part>(.*?)<\/Part>/gs),
    ].map(([, part = ""]) => ({
      number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(part)?.[1]),
      etag: /<ETag>(.*?)<\/ETag>/.exec(part)?.[1]?.replaceAll("&quot;", '"') ?? "",
    }));
    if (named.length === 0) throw new S3Refusal(400, "MalformedXML", "You must specify at least one part");
    const bodies = named.map(({ number, etag }, index) => {
      const part = parts.get(number);
      if (number <= (named[index - 1]?.number ?? 0))
        throw new S3Refusal(400, "InvalidPartOrder", "parts are not in order");
      if (part?.etag !== etag) throw new S3Refusal(400, "InvalidPart", `part ${number} could not be found`);
      if (index < named.length - 1 && part.body.length < smallestPart)
        throw new S3Refusal(400, "EntityTooSmall", `part ${number} is smaller than the minimum allowed size`);
      return part.body;
    });
    // over the parts' checksums, which their tags spell
    const checksums = named.map(({ etag }) => Buffer.from(etag.replaceAll('"', ""), "hex"));
    const tags = createHash("md5").update(Buffer.concat(checksums));
    const etag = `"${tags.digest("hex")}-${named.length}"`;
    store(key, Buffer.concat(bodies), headers, etag);
    open.delete(id);
    return answer(`<CompleteMultipartUploadResult><ETag>${xml(etag)}</ETag></CompleteMultipartUploadResult>`);
  }

  function handled(
    operation: string,
    key: string,
    query: URLSearchParams,
    headers: Record<string, string>,
    body: Uint8Array,
  ): S3Answer {
    switch (operation) {
      case "CreateMultipartUpload": {
        count += 1;
        open.set(`upload-${count}`, { key, parts: new Map() });
        return answer(
          `<InitiateMultipartUploadResult><UploadId>upload-${count}</UploadId></InitiateMultipartUploadResult>`,
        );
      }
      case "UploadPart": {
        const number = Number(query.get("partNumber"));
        if (!(number >= 1 && number <= mostParts)) throw new S3Refusal(400, "InvalidArgument", "part number");
        const etag = `"${createHash("md5").update(body).digest("hex")}"`;
        required(query, key).parts.set(number, { body: Uint8Array.from(body), etag });
        return { status: 200, headers: { etag }, body: "" };
      }
      case "CompleteMultipartUpload":
        return complete(key, query, headers, body);
      case "AbortMultipartUpload":
        open.delete(required(query, key).id);
        return { status: 204, headers: {}, body: "" };
      case "ListMultipartUploads": {
        const prefix = query.get("prefix") ?? "";
        const uploads = [...open]
          .filter(([, upload]) => upload.key.startsWith(prefix))
          .map(
            ([id, upload]) =>
              `<Upload><Key>${xml(upload.key)}</Key><UploadId>${id}</UploadId><Initiated>${new Date(now()).toISOString()}</Initiated></Upload>`,
          );
        return answer(
          `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${uploads.join("")}</ListMultipartUploadsResult>`,
        );
      }
      default:
        throw new S3Refusal(405, "MethodNotAllowed", operation);
    }
  }

  return { open, handled };
}

const answer = (body: string): S3Answer => ({
  status: 200,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0"?>${body}`,
});
