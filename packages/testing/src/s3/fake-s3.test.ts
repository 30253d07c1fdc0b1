import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fakeS3 } from "./fake-s3.ts";

const address = "https://models.s3.eu-central-1.amazonaws.com";
const mebibyte = 2 ** 20;

function opened() {
  let now = Date.UTC(2026, 0, 2);
  const s3 = fakeS3({ bucket: "models", region: "eu-central-1", accessKeyId: "AKIAFAKE", now: () => now });
  function ask(method: string, path: string, headers: Record<string, string> = {}, body: string | Uint8Array = "") {
    now += 1000;
    const authorization =
      "AWS4-HMAC-SHA256 Credential=AKIAFAKE/20260102/eu-central-1/s3/aws4_request, SignedHeaders=host";
    const url = path.startsWith("http") ? path : `${address}/${path}`;
    const answer = s3.answer({ method, url, headers: { authorization, ...headers }, body: Buffer.from(body) });
    const text = Buffer.from(answer.body).toString();
    const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      said: code ? `${answer.status} ${code}` : answer.status,
    };
  }
  return { s3, ask };
}

describe("the fake bucket", () => {
  it("writes on a condition", () => {
    const { ask } = opened();
    const first = ask("PUT", "a", { "if-none-match": "*" }, "one");
    expect(first.status).toBe(200);
    expect(ask("PUT", "a", { "if-none-match": "*" }, "two").said).toBe("412 PreconditionFailed");
    expect(ask("PUT", "a", { "if-match": '"other"' }, "two").said).toBe("412 PreconditionFailed");
    expect(ask("PUT", "b", { "if-match": '"other"' }, "two").said).toBe("404 NoSuchKey");
    expect(ask("PUT", "a", { "if-none-match": '"x"' }, "two").said).toBe("501 NotImplemented");
    expect(ask("PUT", "a", { "if-match": first.headers["etag"] ?? "" }, "two").status).toBe(200);
    expect(ask("GET", "a").text).toBe("two");
    expect(ask("DELETE", "a", { "if-match": '"other"' }).said).toBe("412 PreconditionFailed");
    expect(ask("DELETE", "b", { "if-match": '"other"' }).said).toBe("404 NoSuchKey");
    expect(ask("DELETE", "a").said).toBe(204);
    expect(ask("DELETE", "a").said).toBe(204);
  });

  it("reads ranges, lists by pages and in order, by both kinds of addresses", () => {
    const { ask } = opened();
    for (const key of ["p/b", "p/a", "q/c"]) ask("PUT", key, {}, "0123456789");
    expect(ask("GET", "p/a", { range: "bytes=8-" })).toMatchObject({
      status: 206,
      text: "89",
      headers: { "content-range": "bytes 8-9/10" },
    });
    expect(ask("GET", "p/a", { range: "bytes=10-" }).said).toBe("416 InvalidRange");
    expect(ask("GET", "p/x").said).toBe("404 NoSuchKey");
    expect(ask("HEAD", "p/x")).toMatchObject({ status: 404, text: "" });
    expect(ask("HEAD", "p/a")).toMatchObject({ status: 200, text: "", headers: { "content-length": "10" } });
    const page = ask("GET", "?list-type=2&prefix=p/&max-keys=1").text;
    expect(page).toMatch(/<Key>p\/a<.*<NextContinuationToken>|<NextContinuationToken>p\/a<.*<Key>p\/a</s);
    expect(page).not.toContain("p/b");
    expect(ask("GET", "?list-type=2&prefix=p/&continuation-token=p/a").text).toContain("<IsTruncated>false");
    expect(ask("GET", "https://s3.eu-central-1.amazonaws.com/models/p/a").text).toBe("0123456789");
    expect(ask("GET", "?prefix=p/").said).toBe("501 NotImplemented");
  });

  it("takes parts in order, with their tags, none but the last too small, and shows nothing before", () => {
    const { s3, ask } = opened();
    const begin = (): string => /<UploadId>(.*?)</.exec(ask("POST", "big?uploads").text)?.[1] ?? "";
    const part = (id: string, number: number, bytes: Uint8Array) =>
      ask("PUT", `big?uploadId=${id}&partNumber=${number}`, {}, bytes).headers["etag"] ?? "";
    const listed = (...parts: [number, string][]): string =>
      `<CompleteMultipartUpload>${parts.map(([number, etag]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`).join("")}</CompleteMultipartUpload>`;
    const complete = (id: string, body: string, headers = {}) => ask("POST", `big?uploadId=${id}`, headers, body);
    const id = begin();
    const large = part(id, 1, Buffer.alloc(5 * mebibyte));
    const small = part(id, 2, Buffer.from("end"));
    expect(ask("GET", "big").said).toBe("404 NoSuchKey");
    expect(ask("GET", "?uploads&prefix=b").text).toContain(`<UploadId>${id}<`);
    expect(ask("GET", "?uploads&prefix=c").text).not.toContain(id);
    expect(complete(id, "").said).toBe("400 MalformedXML");
    expect(complete(id, listed([1, large], [1, large])).said).toBe("400 InvalidPartOrder");
    expect(complete(id, listed([1, small])).said).toBe("400 InvalidPart");
    expect(complete(id, listed([3, small])).said).toBe("400 InvalidPart");
    expect(complete("none", listed([1, large])).said).toBe("404 NoSuchUpload");
    expect(ask("PUT", `big?uploadId=${id}&partNumber=10001`).said).toBe("400 InvalidArgument");
    expect(complete(id, listed([1, large], [2, small])).status).toBe(200);
    expect(s3.objects.get("big")?.body).toHaveLength(5 * mebibyte + 3);
    expect(ask("DELETE", `big?uploadId=${id}`).said).toBe("404 NoSuchUpload");

    const other = begin();
    const [first, second] = [part(other, 1, Buffer.from("a")), part(other, 2, Buffer.from("b"))];
    expect(complete(other, listed([1, first], [2, second])).said).toBe("400 EntityTooSmall");
    expect(complete(other, listed([1, first]), { "if-none-match": "*" }).said).toBe("412 PreconditionFailed");
    expect(ask("DELETE", `big?uploadId=${other}`).said).toBe(204);
    expect(s3.openUploads.size).toBe(0);
  });

  it("holds bytes to the checksums that came with them", () => {
    const { ask } = opened();
    expect(ask("PUT", "a", { "x-amz-checksum-crc32": "AAAAAA==" }, "one").said).toBe("400 BadDigest");
    const other = createHash("sha256").update("two").digest("hex");
    expect(ask("PUT", "a", { "x-amz-content-sha256": other }, "one").said).toBe("400 XAmzContentSHA256Mismatch");
    expect(ask("GET", "a").said).toBe("404 NoSuchKey");
  });

  it("refuses who is unknown, in the wrong region, late, without a right, and all that it does not know", () => {
    const { s3, ask } = opened();
    const by = (scope: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}/s3/aws4_request, SignedHeaders=host`,
    });
    expect(ask("GET", "a", by("AKIAOTHER/20260102/eu-central-1")).said).toBe("403 InvalidAccessKeyId");
    expect(ask("GET", "a", by("AKIAFAKE/20260102/us-east-1")).said).toBe("400 AuthorizationHeaderMalformed");
    expect(ask("GET", "https://other.s3.eu-central-1.amazonaws.com/a").said).toBe("404 NoSuchBucket");
    expect(ask("PUT", "a", { "x-amz-acl": "public-read" }).said).toBe("501 NotImplemented");
    expect(ask("GET", "?versions").said).toBe("501 NotImplemented");
    expect(ask("PATCH", "a").said).toBe("405 MethodNotAllowed");
    s3.denied.add("s3:ListBucket");
    expect(ask("GET", "a").said).toBe("403 AccessDenied");
    s3.denied.add("s3:PutObject");
    for (const path of ["a", "a?uploads"])
      expect(ask(path === "a" ? "PUT" : "POST", path).said).toBe("403 AccessDenied");
    s3.expired = true;
    expect(ask("GET", "a").said).toBe("400 ExpiredToken");
  });
});
