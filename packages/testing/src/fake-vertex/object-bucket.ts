import { createHash } from "node:crypto";
import { type CloudAnswer, type CloudCall, jsonAnswer } from "../fake-cloud/call.ts";
import type { Description } from "./discovery.ts";
import { GoogleError } from "./tokens.ts";

interface StoredObject {
  content: Buffer;
  generation: number;
  writtenAt: number;
}

interface Session {
  name: string;
  total: number;
  content: Buffer;
  object: object | undefined;
}

const quantum = 256 * 1024;

/**
 * A bucket as the JSON API of Cloud Storage documents it: generations that count up, preconditions (412), resumable
 * sessions that take multiples of 256 KiB in order, pages, ranges. `onePerSecond` refuses to write the same object more
 * often, as the real one does (429).
 */
export function objectBucket(name: string, now: () => number, described: Description, origin: () => string) {
  const objects = new Map<string, StoredObject>();
  const sessions = new Map<string, Session>();
  let generation = 1_000;
  const bucket = { name, objects, sessions, onePerSecond: false, pageSize: 3, answer };

  function answer(call: CloudCall): CloudAnswer {
    const { method, url } = call;
    const session = url.searchParams.get("upload_id");
    if (url.pathname === `/upload/storage/v1/b/${name}/o` && method === "PUT" && session) return take(call, session);
    const upload = url.pathname.startsWith("/upload/");
    const path = upload ? url.pathname.replace("/upload", "") : url.pathname;
    const found = described.methodOf(method, path);
    if (!found) throw new GoogleError(404, "Not Found", { reason: "notFound" });
    const problems = described.queryProblems(found.id, url.searchParams);
    if (problems.length > 0) throw new GoogleError(400, problems.join("; "), { reason: "badRequest" });
    if (found.parameters["bucket"] !== name)
      throw new GoogleError(404, "The specified bucket does not exist.", { reason: "notFound" });
    if (found.id === "objects.insert") return insert(call, upload);
    if (found.id === "objects.list") return list(call);
    const key = found.parameters["object"] ?? "";
    const object = objects.get(key);
    if (!object) throw new GoogleError(404, `No such object: ${name}/${key}`, { reason: "notFound" });
    if (found.id === "objects.get") return read(call, key, object);
    objects.delete(key);
    return { status: 204 };
  }

  function insert({ url, headers, body, cut }: CloudCall, upload: boolean): CloudAnswer {
    const key = url.searchParams.get("name") ?? "";
    if (!upload || key === "") throw new GoogleError(400, "Required", { reason: "required" });
    if (cut) return { status: 0 };
    if (url.searchParams.get("uploadType") === "resumable") {
      const metadata: unknown = JSON.parse(body.toString() || "{}");
      const wrong = described.problems("Object", metadata);
      if (wrong.length > 0) throw new GoogleError(400, wrong.join("; "), { reason: "invalid" });
      const id = `session-${sessions.size + 1}`;
      const total = Number(headers.get("x-upload-content-length"));
      sessions.set(id, { name: key, total, content: Buffer.alloc(0), object: undefined });
      const location = `${origin()}/upload/storage/v1/b/${name}/o?uploadType=resumable&name=${encodeURIComponent(key)}&upload_id=${id}`;
      return { status: 200, headers: { location } };
    }
    if (url.searchParams.get("uploadType") !== "media")
      throw new GoogleError(400, "Invalid upload type", { reason: "invalidParameter" });
    return jsonAnswer(200, store(key, body, url.searchParams.get("ifGenerationMatch")));
  }

  function store(key: string, content: Buffer, wanted: string | null): object {
    const before = objects.get(key);
    if (wanted !== null && wanted !== String(before?.generation ?? 0))
      throw new GoogleError(412, "At least one of the pre-conditions you specified did not hold.", {
        reason: "conditionNotMet",
      });
    if (bucket.onePerSecond && before && now() - before.writtenAt < 1000)
      throw new GoogleError(429, `The object ${name}/${key} exceeded the rate limit for object mutation operations.`, {
        reason: "rateLimitExceeded",
      });
    generation += 1;
    objects.set(key, { content, generation, writtenAt: now() });
    const written = {
      kind: "storage#object",
      name: key,
      bucket: name,
      generation: String(generation),
      metageneration: "1",
      size: String(content.length),
      md5Hash: createHash("md5").update(content).digest("base64"),
      timeCreated: new Date(now()).toISOString(),
    };
    requireDescribed(described.problems("Object", written));
    return written;
  }

  function take({ headers, body, cut }: CloudCall, id: string): CloudAnswer {
    const session = sessions.get(id);
    if (!session) return { status: 410, body: "Gone" };
    const [, first, last, total] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
    if (total === undefined) throw new GoogleError(400, "Invalid Content-Range", { reason: "badContentRange" });
    const soFar = (): CloudAnswer => ({
      status: 308,
      headers: session.content.length > 0 ? { range: `bytes=0-${session.content.length - 1}` } : {},
    });
    if (session.object) return jsonAnswer(200, session.object);
    if (first === undefined) return soFar();
    const end = Number(last) + 1;
    const whole = end === Number(total);
    if (Number(first) !== session.content.length)
      throw new GoogleError(400, `the session has ${session.content.length} bytes`, { reason: "badContentRange" });
    if (!cut && body.length !== end - Number(first))
      throw new GoogleError(400, "Content-Range and Content-Length differ", { reason: "badContentRange" });
    if (Number(total) !== session.total || end > session.total)
      throw new GoogleError(400, "not the length that was announced", { reason: "badContentRange" });
    if (!whole && !cut && body.length % quantum !== 0)
      throw new GoogleError(400, "a block has to be a multiple of 256 KiB", { reason: "badContentRange" });
    const kept = cut ? body.subarray(0, body.length - (body.length % quantum)) : body;
    session.content = Buffer.concat([session.content, kept]);
    if (!whole || cut) return soFar();
    session.object = store(session.name, session.content, null);
    return jsonAnswer(200, session.object);
  }

  function list({ url }: CloudCall): CloudAnswer {
    const prefix = url.searchParams.get("prefix") ?? "";
    const after = url.searchParams.get("pageToken") ?? "";
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
    const page = keys.slice(0, bucket.pageSize);
    const more = keys.length > page.length ? { nextPageToken: page.at(-1) } : {};
    // an empty page has no items at all
    const items = page.length > 0 ? { items: page.map((key) => ({ name: key })) } : {};
    const value = { kind: "storage#objects", ...items, ...more };
    requireDescribed(described.problems("Objects", value));
    return jsonAnswer(200, value);
  }

  function read({ url, headers }: CloudCall, key: string, { content, generation: number }: StoredObject): CloudAnswer {
    const tags = { "x-goog-generation": String(number), etag: `"${number}"` };
    if (url.searchParams.get("alt") !== "media") return jsonAnswer(200, { name: key, bucket: name });
    const start = /^bytes=(\d+)-$/.exec(headers.get("range") ?? "")?.[1];
    if (start === undefined) return { status: 200, headers: tags, body: content };
    if (Number(start) >= content.length) return { status: 416, body: "Requested range not satisfiable" };
    return { status: 206, headers: tags, body: content.subarray(Number(start)) };
  }

  return bucket;
}

export function requireDescribed(problems: string[]): void {
  if (problems.length > 0) throw new Error(`the fake answers what is not described: ${problems.join("; ")}`);
}
