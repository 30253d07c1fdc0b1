import { createHash } from "node:crypto";
import * as z from "zod";
import type { HttpRequest } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import { type Answer, absent, json, MlflowError, text } from "./answer.ts";

interface Upload {
  path: string;
  parts: (Uint8Array | undefined)[];
}

const partsSchema = z.array(z.strictObject({ part_number: z.int(), etag: z.string(), url: z.string().optional() }));
const createSchema = z.strictObject({ path: z.string().regex(/^[^/]+$/), num_parts: z.int().min(1) });
const endSchema = z.strictObject({ path: z.string(), upload_id: z.string(), parts: partsSchema.optional() });

/** MLflow's artifact proxy before a local disk, or before a bucket whose addresses it signs. */
export function artifactStore(multipart: boolean) {
  const artifacts = new Map<string, Uint8Array>();
  const uploads = new Map<string, Upload>();
  const service = "/api/2.0/mlflow-artifacts";
  const bucket = "http://bucket.example";

  /** A body that is not as long as it was said to be never becomes a file. */
  async function wholeBody(request: HttpRequest): Promise<Uint8Array> {
    const body = await bytesOf(request.body);
    const said = request.headers?.["content-length"];
    if (said !== undefined && Number(said) !== body.length)
      throw new Error(`${body.length} bytes came, ${said} were said`);
    return body;
  }

  function list(folder: string) {
    const below = folder === "" ? "" : `${folder}/`;
    const names = new Map<string, boolean>();
    for (const path of artifacts.keys()) {
      if (!path.startsWith(below)) continue;
      const [name = "", ...rest] = path.slice(below.length).split("/");
      names.set(name, rest.length > 0);
    }
    return names.size > 0 ? { files: [...names].map(([path, is_dir]) => ({ path, is_dir })) } : {};
  }

  function read(path: string, range: string | undefined): Answer {
    const content = artifacts.get(path);
    if (!content) throw absent(`artifact '${path}'`);
    const start = /^bytes=(\d+)-$/.exec(range ?? "")?.[1];
    const headers = { "content-type": "application/octet-stream" };
    return start === undefined
      ? { status: 200, headers, body: content }
      : { status: 206, headers, body: content.subarray(Number(start)) };
  }

  async function multi(request: HttpRequest, verb: string, folder: string): Promise<Answer> {
    if (!multipart) throw new MlflowError("NOT_IMPLEMENTED", "Multipart upload is not supported");
    const given: unknown = JSON.parse((await bytesOf(request.body)).toString());
    if (verb === "create") {
      const { path, num_parts } = createSchema.parse(given);
      const id = crypto.randomUUID();
      uploads.set(id, { path: `${folder}/${path}`, parts: [] });
      const credentials = Array.from({ length: num_parts }, (_, index) => {
        const part = index + 1;
        return { url: `${bucket}/${id}?partNumber=${part}&X-Amz-Signature=s`, part_number: part, headers: {} };
      });
      return json(200, { upload_id: id, credentials: credentials.reverse() });
    }
    const { path, upload_id, parts = [] } = endSchema.parse(given);
    const upload = uploads.get(upload_id);
    if (upload?.path !== `${folder}/${path}`) throw absent("upload");
    if (verb === "complete") {
      const whole = parts.map(({ part_number, etag }) => {
        const part = upload.parts[part_number];
        if (!part || etagOf(part) !== etag) throw new MlflowError("INVALID_PARAMETER_VALUE", "InvalidPart");
        return part;
      });
      artifacts.set(upload.path, Buffer.concat(whole));
    }
    uploads.delete(upload_id);
    return json(200, {});
  }

  return {
    artifacts,
    openUploads: () => uploads.size,
    async answer(request: HttpRequest, { pathname, searchParams }: URL): Promise<Answer> {
      const { method = "GET" } = request;
      const parts = /^\/mpu\/(create|complete|abort)\/(.+)$/.exec(pathname.slice(service.length));
      if (parts) return await multi(request, parts[1] as string, decodeURIComponent(parts[2] as string));
      const path = decodeURIComponent(pathname.slice(`${service}/artifacts/`.length));
      if (method === "GET" && path === "") return json(200, list(searchParams.get("path") ?? ""));
      if (path.split("/").includes("..")) throw new MlflowError("INVALID_PARAMETER_VALUE", "Invalid path");
      if (method === "GET") return read(path, request.headers?.["range"]);
      if (method === "PUT") artifacts.set(path, await wholeBody(request));
      else for (const stored of artifacts.keys()) if (`${stored}/`.startsWith(`${path}/`)) artifacts.delete(stored);
      return { status: 200, headers: {}, body: Buffer.alloc(0) };
    },
    /** The bucket itself: it refuses what was not signed for it, and a body of unknown length. */
    async signed(request: HttpRequest, { origin, pathname, searchParams }: URL): Promise<Answer> {
      const upload = origin === bucket ? uploads.get(pathname.slice(1)) : undefined;
      if (!upload || request.headers?.["authorization"]) return text(400, "InvalidArgument");
      if (request.headers?.["content-length"] === undefined) return text(411, "MissingContentLength");
      const part = await wholeBody(request);
      upload.parts[Number(searchParams.get("partNumber"))] = Buffer.from(part);
      return { status: 200, headers: { etag: etagOf(part) }, body: Buffer.alloc(0) };
    },
  };
}

const etagOf = (content: Uint8Array): string => `"${createHash("md5").update(content).digest("hex")}"`;
