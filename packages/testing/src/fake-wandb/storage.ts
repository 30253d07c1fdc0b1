import { createHash, randomBytes } from "node:crypto";
import { type FakeState, md5Of, Refusal } from "./state.ts";

export interface StorageAnswer {
  status: number;
  headers?: Record<string, string>;
  body: string | Uint8Array;
}

export interface Storage {
  /** An address that one file can be put to (with that MD5) or taken from. */
  sign(key: string, md5?: string): string;
  /** Addresses for an upload in parts. */
  startParts(
    key: string,
    parts: readonly { partNumber: number; hexMD5: string }[],
  ): {
    uploadID: string;
    addresses: { partNumber: number; uploadUrl: string }[];
  };
  complete(uploadID: string, key: string, parts: readonly { partNumber: number; hexMD5: string }[]): void;
  serve(method: string, url: URL, headers: ReadonlyMap<string, string>, body: Uint8Array): StorageAnswer;
  /** From now on no address that was given before is good. */
  expire(): void;
}

/** An object store as S3 answers: signed addresses, no chunked bodies, the MD5 is checked, no second way to say who one is. */
export function storageOf(state: FakeState, baseUrl: () => string): Storage {
  const grants = new Map<string, { key: string; md5: string | undefined }>();
  const uploads = new Map<string, { key: string; parts: Map<number, string> }>();

  const address = (key: string, md5: string | undefined): string => {
    const signature = randomBytes(12).toString("hex");
    grants.set(signature, { key, md5 });
    return `${baseUrl()}/storage/${key.split("/").map(encodeURIComponent).join("/")}?X-Signature=${signature}`;
  };
  const refuse = (status: number, code: string): StorageAnswer => ({
    status,
    headers: { "content-type": "application/xml" },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`,
  });

  return {
    sign: address,
    startParts(key, parts) {
      const uploadID = randomBytes(8).toString("hex");
      uploads.set(uploadID, { key, parts: new Map(parts.map(({ partNumber, hexMD5 }) => [partNumber, hexMD5])) });
      const addresses = parts.map(({ partNumber, hexMD5 }) => ({
        partNumber,
        uploadUrl: address(`parts/${uploadID}/${partNumber}`, Buffer.from(hexMD5, "hex").toString("base64")),
      }));
      return { uploadID, addresses };
    },
    complete(uploadID, key, parts) {
      const upload = uploads.get(uploadID);
      if (!upload || upload.key !== key) throw new Refusal("no such upload");
      if (parts.length !== upload.parts.size) throw new Refusal("parts are missing");
      const bytes = parts.map(({ partNumber, hexMD5 }, index) => {
        if (partNumber !== index + 1) throw new Refusal("parts are out of order");
        const part = state.blobs.get(`parts/${uploadID}/${partNumber}`);
        if (!part || hexMD5 !== `"${upload.parts.get(partNumber)}"`)
          throw new Refusal(`part ${partNumber}: wrong ETag`);
        return part;
      });
      for (const { partNumber } of parts) state.blobs.delete(`parts/${uploadID}/${partNumber}`);
      state.blobs.set(key, Buffer.concat(bytes));
    },
    serve(method, url, headers, body) {
      const grant = grants.get(url.searchParams.get("X-Signature") ?? "");
      const key = decodeURIComponent(url.pathname.slice("/storage/".length));
      if (!grant || grant.key !== key) return refuse(403, "SignatureDoesNotMatch");
      if (headers.has("authorization")) return refuse(400, "InvalidArgument");
      if (method === "GET") {
        const found = state.blobs.get(key);
        return found ? { status: 200, body: found } : refuse(404, "NoSuchKey");
      }
      if (method !== "PUT") return refuse(405, "MethodNotAllowed");
      if (!headers.has("content-length")) return refuse(411, "MissingContentLength");
      if (Number(headers.get("content-length")) !== body.length) return refuse(400, "IncompleteBody");
      const said = headers.get("content-md5");
      if (grant.md5 !== undefined && said !== grant.md5) return refuse(403, "SignatureDoesNotMatch");
      if (said !== undefined && said !== md5Of(body)) return refuse(400, "BadDigest");
      state.blobs.set(key, body);
      return { status: 200, headers: { etag: `"${createHash("md5").update(body).digest("hex")}"` }, body: "" };
    },
    expire: () => grants.clear(),
  };
}
