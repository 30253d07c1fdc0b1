import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { multipartUploads } from "./multipart.ts";
import { type S3Answer, type S3Object, S3Refusal, type S3Request, xml } from "./s3-answer.ts";

const known = {
  headers:
    /^x-amz-(date|content-sha256|security-token|user-agent|checksum-(crc32|algorithm|mode|type)|sdk-checksum-algorithm|mp-object-size)$/,
  queries:
    /^(x-id|list-type|prefix|continuation-token|start-after|max-keys|uploads|uploadId|partNumber|key-marker|upload-id-marker)$/,
};

export interface FakeS3Options {
  bucket: string;
  region: string;
  accessKeyId: string;
  now: () => number;
}

/**
 * One bucket of S3 as the real one behaves, as far as a registry goes: conditional writes, parts, ranges, lists by pages
 * and in order, checksums. It refuses what it does not know, because S3 passes over much that a client got wrong.
 */
export function fakeS3({ bucket, region, accessKeyId, now }: FakeS3Options) {
  const objects = new Map<string, S3Object>();
  const multipart = multipartUploads(now, store);
  const s3 = {
    objects,
    /** Of multipart uploads that were begun, and neither completed nor given up. */
    openUploads: multipart.open,
    /** Actions that the role lacks, as `s3:PutObject`. */
    denied: new Set<string>(),
    expired: false,
    answer,
    operationOf,
  };

  function store(key: string, body: Uint8Array, headers: Record<string, string>, etag?: string): S3Answer {
    const current = objects.get(key);
    if (headers["if-none-match"] !== undefined) {
      if (headers["if-none-match"] !== "*") throw new S3Refusal(501, "NotImplemented", "If-None-Match takes *");
      if (current) throw preconditionFailed("If-None-Match");
    }
    if (headers["if-match"] !== undefined) {
      if (!current) throw new S3Refusal(404, "NoSuchKey", "The specified key does not exist.");
      if (headers["if-match"] !== current.etag) throw preconditionFailed("If-Match");
    }
    const tag = etag ?? `"${createHash("md5").update(body).digest("hex")}"`;
    objects.set(key, { body, etag: tag, modifiedAt: now() });
    return { status: 200, headers: { etag: tag }, body: "" };
  }

  function answer(request: S3Request): S3Answer {
    try {
      const url = new URL(request.url);
      const { key, hostBucket } = addressed(url);
      requireKnown(request, url);
      requireCaller(request.headers);
      if (hostBucket !== bucket) throw new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
      const operation = operationOf(request);
      if (s3.denied.has(`s3:${actionOf(operation)}`)) throw deniedBy(actionOf(operation));
      requireWhole(request);
      return handled(operation, key, url.searchParams, request);
    } catch (error) {
      if (!(error instanceof S3Refusal)) throw error;
      const fields = `<Code>${error.code}</Code><Message>${xml(error.message)}</Message><RequestId>R1</RequestId>`;
      const body = request.method === "HEAD" ? "" : `<?xml version="1.0"?><Error>${fields}</Error>`;
      return { status: error.status, headers: { "content-type": "application/xml" }, body };
    }
  }

  function handled(operation: string, key: string, query: URLSearchParams, request: S3Request): S3Answer {
    const { headers, body } = request;
    switch (operation) {
      case "PutObject":
        return store(key, Uint8Array.from(body), headers);
      case "GetObject":
      case "HeadObject":
        return read(key, headers["range"], operation === "GetObject");
      case "DeleteObject": {
        const current = objects.get(key);
        if (headers["if-match"] !== undefined && headers["if-match"] !== current?.etag)
          throw current ? preconditionFailed("If-Match") : new S3Refusal(404, "NoSuchKey", "There is no such key");
        objects.delete(key);
        return { status: 204, headers: {}, body: "" };
      }
      case "ListObjectsV2":
        return list(query);
      default:
        return multipart.handled(operation, key, query, headers, body);
    }
  }

  function read(key: string, range: string | undefined, whole: boolean): S3Answer {
    const found = objects.get(key);
    // who may not list is not told that nothing is there
    if (!found && s3.denied.has("s3:ListBucket")) throw deniedBy("ListBucket");
    if (!found) throw new S3Refusal(404, "NoSuchKey", "The specified key does not exist.");
    const headers = {
      etag: found.etag,
      "last-modified": new Date(found.modifiedAt).toUTCString(),
      "content-type": "binary/octet-stream",
    };
    const size = found.body.length;
    if (range === undefined || !whole)
      return { status: 200, headers: { ...headers, "content-length": String(size) }, body: whole ? found.body : "" };
    const [, from = "", to = ""] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
    if (from === "" || Number(from) >= size) throw new S3Refusal(416, "InvalidRange", "The range is not satisfiable");
    const part = found.body.subarray(Number(from), to === "" ? size : Number(to) + 1);
    const told = { ...headers, "content-range": `bytes ${from}-${Number(from) + part.length - 1}/${size}` };
    return { status: 206, headers: { ...told, "content-length": String(part.length) }, body: part };
  }

  function list(query: URLSearchParams): S3Answer {
    if (query.get("list-type") !== "2") throw new S3Refusal(501, "NotImplemented", "only ListObjectsV2");
    const prefix = query.get("prefix") ?? "";
    const after = query.get("continuation-token") ?? query.get("start-after") ?? "";
    const most = Number(query.get("max-keys") ?? 1000);
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const shown = keys.slice(0, most);
    const contents = shown.map((key) => {
      const { body, etag, modifiedAt } = objects.get(key) as S3Object;
      const time = new Date(modifiedAt).toISOString();
      return `<Contents><Key>${xml(key)}</Key><LastModified>${time}</LastModified><ETag>${xml(etag)}</ETag><Size>${body.length}</Size></Contents>`;
    });
    const more = keys.length > most;
    const next = more ? `<NextContinuationToken>${xml(shown.at(-1) ?? "")}</NextContinuationToken>` : "";
    const head = `<Name>${bucket}</Name><KeyCount>${shown.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}`;
    return {
      status: 200,
      headers: { "content-type": "application/xml" },
      body: `<?xml version="1.0"?><ListBucketResult>${head}${contents.join("")}</ListBucketResult>`,
    };
  }

  function addressed({ hostname, pathname }: URL): { hostBucket: string; key: string } {
    const path = decodeURIComponent(pathname.slice(1));
    const [, hosted] = /^(.+)\.s3\.[a-z0-9-]+\.amazonaws\.com$/.exec(hostname) ?? [];
    if (hosted !== undefined) return { hostBucket: hosted, key: path };
    const [named = "", ...rest] = path.split("/");
    return { hostBucket: named, key: rest.join("/") };
  }

  function requireCaller(headers: Record<string, string>): void {
    const [, keyId, signed] =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d{8}\/([a-z0-9-]+)\/s3\/aws4_request, ?SignedHeaders=/.exec(
        headers["authorization"] ?? "",
      ) ?? [];
    if (keyId !== accessKeyId)
      throw new S3Refusal(
        403,
        "InvalidAccessKeyId",
        "The AWS Access Key Id you provided does not exist in our records.",
      );
    if (s3.expired) throw new S3Refusal(400, "ExpiredToken", "The provided token has expired.");
    if (signed !== region)
      throw new S3Refusal(
        400,
        "AuthorizationHeaderMalformed",
        `The authorization header is malformed; the region '${signed}' is wrong; expecting '${region}'`,
      );
  }

  return s3;
}

function requireKnown({ headers }: S3Request, url: URL): void {
  const strange = [
    ...Object.keys(headers).filter((name) => name.startsWith("x-amz-") && !known.headers.test(name)),
    ...[...url.searchParams.keys()].filter((name) => !known.queries.test(name)),
  ];
  if (strange.length > 0) throw new S3Refusal(501, "NotImplemented", `the fake does not know ${strange.join(", ")}`);
}

/** The checksums that the client gave. */
function requireWhole({ headers, body }: S3Request): void {
  const given = headers["x-amz-checksum-crc32"];
  if (given !== undefined) {
    const own = Buffer.alloc(4);
    own.writeUInt32BE(crc32(body));
    if (own.toString("base64") !== given)
      throw new S3Refusal(400, "BadDigest", "The CRC32 you specified did not match the calculated checksum.");
  }
  const signed = headers["x-amz-content-sha256"] ?? "";
  if (/^[0-9a-f]{64}$/.test(signed) && createHash("sha256").update(body).digest("hex") !== signed)
    throw new S3Refusal(400, "XAmzContentSHA256Mismatch", "The SHA-256 does not match what was computed.");
}

export function operationOf({ method, url }: S3Request): string {
  const { searchParams: query, hostname, pathname } = new URL(url);
  const atRoot = pathname.split("/").filter(Boolean).length === (/\.s3\./.test(hostname) ? 0 : 1);
  if (query.has("uploads")) return method === "POST" ? "CreateMultipartUpload" : "ListMultipartUploads";
  if (query.has("uploadId"))
    return (
      { PUT: "UploadPart", POST: "CompleteMultipartUpload", DELETE: "AbortMultipartUpload" }[method] ?? `${method} part`
    );
  if (method === "GET") return atRoot ? "ListObjectsV2" : "GetObject";
  return { PUT: "PutObject", HEAD: "HeadObject", DELETE: "DeleteObject" }[method] ?? `${method} object`;
}

/** The permission that an operation takes, where it is called otherwise. */
const actionOf = (operation: string): string =>
  ({
    HeadObject: "GetObject",
    ListObjectsV2: "ListBucket",
    ListMultipartUploads: "ListBucketMultipartUploads",
    CreateMultipartUpload: "PutObject",
    UploadPart: "PutObject",
    CompleteMultipartUpload: "PutObject",
  })[operation] ?? operation;

const preconditionFailed = (condition: string): S3Refusal =>
  new S3Refusal(
    412,
    "PreconditionFailed",
    `At least one of the pre-conditions you specified did not hold: ${condition}`,
  );

const deniedBy = (action: string): S3Refusal =>
  new S3Refusal(
    403,
    "AccessDenied",
    `User: arn:aws:sts::111122223333:assumed-role/mlops/ci is not authorized to perform: s3:${action} on resource: "arn:aws:s3:::models" because no identity-based policy allows the s3:${action} action`,
  );
