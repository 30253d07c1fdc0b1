import { createHash, createHmac } from "node:crypto";
import type { CloudAnswer, CloudCall } from "../fake-cloud/call.ts";
import { BlobError } from "./answers.ts";

interface Blob {
  content: Buffer;
  etag: string;
}

const known = ["comp", "restype", "prefix", "marker", "blockid", "sp", "se", "spr", "sv", "sr", "sig"];

/**
 * A container of Blob Storage as its REST reference describes it: conditions (409 for what is there, 412 for what changed),
 * blocks with ids of one length that become a blob by a list, MD5 checked on arrival, pages, ranges, signatures.
 */
export function blobContainer(account: string, name: string, now: () => number) {
  const blobs = new Map<string, Blob>();
  const blocks = new Map<string, Map<string, Buffer>>();
  const key = Buffer.from("the account's key, of 64 bytes").toString("base64");
  let etags = 0;
  const container = { account, name, key, blobs, blocks, pageSize: 3, exists: true, answer, signature };

  /** @param allowed whether the call's bearer may do this; undefined without a bearer */
  function answer(call: CloudCall, allowed: boolean | undefined): CloudAnswer {
    const { method, url, headers } = call;
    const query = url.searchParams;
    if (!headers.has("x-ms-version")) throw new BlobError(400, "MissingRequiredHeader", "x-ms-version");
    if (!headers.has("x-ms-date") && !headers.has("date"))
      throw new BlobError(403, "AuthenticationFailed", "x-ms-date is missing");
    const strange = [...query.keys()].filter((one) => !known.includes(one));
    if (strange.length > 0) throw new BlobError(400, "InvalidQueryParameterValue", strange.join());
    if (allowed === undefined) requireSignature(query, method);
    else if (!allowed)
      throw new BlobError(
        403,
        "AuthorizationPermissionMismatch",
        "This request is not authorized using this permission.",
      );
    if (!container.exists) throw new BlobError(404, "ContainerNotFound", "The specified container does not exist.");
    const path = decodeURIComponent(url.pathname.slice(`/${name}`.length)).replace(/^\//, "");
    if (path === "" && query.get("comp") === "list" && query.get("restype") === "container") return list(query);
    if (path === "") throw new BlobError(400, "InvalidUri", "no blob is named");
    if (method === "PUT") return put(call, path);
    const blob = blobs.get(path);
    if (!blob) throw new BlobError(404, "BlobNotFound", "The specified blob does not exist.");
    if (method === "GET") return get(headers, blob);
    if (method !== "DELETE") throw new BlobError(405, "UnsupportedHttpVerb", method);
    blobs.delete(path);
    return { status: 202 };
  }

  function put({ url, headers, body, cut }: CloudCall, path: string): CloudAnswer {
    // nothing of a request that did not arrive whole is kept
    if (cut) return { status: 0 };
    const md5 = headers.get("content-md5");
    if (md5 !== undefined && md5 !== createHash("md5").update(body).digest("base64"))
      throw new BlobError(400, "Md5Mismatch", "The MD5 value specified in the request did not match.");
    const comp = url.searchParams.get("comp");
    if (comp === "block") return putBlock(path, url.searchParams.get("blockid") ?? "", body);
    if (comp === "blocklist") return putList(path, body.toString());
    if (comp !== null) throw new BlobError(400, "InvalidQueryParameterValue", "comp");
    if (headers.get("x-ms-blob-type") !== "BlockBlob")
      throw new BlobError(400, "MissingRequiredHeader", "x-ms-blob-type");
    const before = blobs.get(path);
    if (headers.get("if-none-match") === "*" && before)
      throw new BlobError(409, "BlobAlreadyExists", "The specified blob already exists.");
    const match = headers.get("if-match");
    if (match !== undefined && match !== before?.etag)
      throw new BlobError(412, "ConditionNotMet", "The condition specified was not met.");
    return commit(path, body);
  }

  function putBlock(path: string, id: string, body: Buffer): CloudAnswer {
    const bytes = Buffer.from(id, "base64");
    const staged = blocks.get(path) ?? new Map<string, Buffer>();
    const lengths = new Set([...staged.keys(), id].map((one) => one.length));
    if (bytes.length === 0 || bytes.length > 64 || bytes.toString("base64") !== id || lengths.size > 1)
      throw new BlobError(400, "InvalidBlobOrBlock", "block ids are base64 of at most 64 bytes, all of one length");
    if (body.length === 0) throw new BlobError(400, "InvalidHeaderValue", "Content-Length");
    blocks.set(path, staged.set(id, Buffer.from(body)));
    return { status: 201 };
  }

  function putList(path: string, text: string): CloudAnswer {
    const ids = [...text.matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(([, id = ""]) => id);
    const staged = blocks.get(path);
    const parts = ids.map((id) => staged?.get(id));
    if (ids.length === 0 || !/^<\?xml.*<BlockList>.*<\/BlockList>$/.test(text) || parts.some((part) => !part))
      throw new BlobError(400, "InvalidBlockList", "The specified block list is invalid.");
    blocks.delete(path);
    return commit(path, Buffer.concat(parts as Buffer[]));
  }

  function commit(path: string, content: Buffer): CloudAnswer {
    etags += 1;
    const etag = `"0x${etags.toString(16).toUpperCase()}"`;
    blobs.set(path, { content: Buffer.from(content), etag });
    return { status: 201, headers: { etag } };
  }

  function get(headers: CloudCall["headers"], { content, etag }: Blob): CloudAnswer {
    const start = /^bytes=(\d+)-$/.exec(headers.get("range") ?? "")?.[1];
    if (start === undefined) return { status: 200, headers: { etag }, body: content };
    if (Number(start) >= content.length) throw new BlobError(416, "InvalidRange", "The range is invalid.");
    return { status: 206, headers: { etag }, body: content.subarray(Number(start)) };
  }

  function list(query: URLSearchParams): CloudAnswer {
    const [prefix, marker] = [query.get("prefix") ?? "", query.get("marker") ?? ""];
    const names = [...blobs.keys()].filter((one) => one.startsWith(prefix) && one > marker).sort();
    const page = names.slice(0, container.pageSize);
    const items = page.map((one) => `<Blob><Name>${escaped(one)}</Name><Properties/></Blob>`).join("");
    const next = names.length > page.length ? escaped(page.at(-1) ?? "") : "";
    return {
      status: 200,
      headers: { "content-type": "application/xml" },
      body: `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="${name}"><Blobs>${items}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
    };
  }

  function requireSignature(query: URLSearchParams, method: string): void {
    const wrong = new BlobError(403, "AuthenticationFailed", "Server failed to authenticate the request.");
    const given = Object.fromEntries(["sp", "se", "spr", "sv", "sr"].map((one) => [one, query.get(one) ?? ""]));
    if (query.get("sig") !== signature(given) || Date.parse(given["se"] ?? "") <= now()) throw wrong;
    const needed = { GET: "r", PUT: "w", DELETE: "d" }[method] ?? "r";
    if (!given["sp"]?.includes(needed)) throw new BlobError(403, "AuthorizationPermissionMismatch", "sp");
  }

  function signature(fields: Record<string, string>): string {
    const { sp = "", se = "", spr = "", sv = "", sr = "" } = fields;
    const lines = [
      sp,
      "",
      se,
      `/blob/${container.account}/${container.name}`,
      "",
      "",
      spr,
      sv,
      sr,
      "",
      "",
      "",
      "",
      "",
      "",
      "",
    ];
    return createHmac("sha256", Buffer.from(container.key, "base64")).update(lines.join("\n")).digest("base64");
  }

  return container;
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
