import { createHash } from "node:crypto";
import * as z from "zod";
import type { HttpRequest } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import { type Answer, html, json, MlflowError, text } from "./answer.ts";

interface Upload {
  path: string;
  signedParts: number;
  signedAt: number;
  parts: Map<number, Uint8Array>;
}

const partsSchema = z.array(z.strictObject({ part_number: z.int(), etag: z.string(), url: z.string().optional() }));
const createSchema = z.strictObject({
  path: z.string().regex(/^[^/]+$/),
  num_parts: z.int().min(1).max(10_000),
});
const completeSchema = z.strictObject({ path: z.string(), upload_id: z.string(), parts: partsSchema.min(1) });
const abortSchema = z.strictObject({ path: z.string(), upload_id: z.string() });

const bucket = "http://bucket.example";
/** Of an address that boto3 signs, unless told. */
const addressSeconds = 3600;

/** Boto's errors are none of MLflow's: Flask makes them this page, and says nothing of what S3 said. */
const internalError = (): Answer => html(500, "<!doctype html><title>500 Internal Server Error</title>");
const s3Error = (status: number, code: string, message: string): Answer =>
  text(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`);

/**
 * Uploads by parts as MLflow's proxy and the S3 bucket behind it take them: parts at addresses that are good for an hour, all
 * but the last of a size, named in order and by their tags. An upload that was completed or aborted is gone, and to name it
 * again is an error.
 */
export function partStore(artifacts: Map<string, Uint8Array>, now: () => number, leastPartBytes: number | undefined) {
  const uploads = new Map<string, Upload>();

  function create(folder: string, given: unknown): Answer {
    const { path, num_parts } = createSchema.parse(given);
    const id = crypto.randomUUID();
    uploads.set(id, { path: `${folder}/${path}`, signedParts: num_parts, signedAt: now(), parts: new Map() });
    const credentials = Array.from({ length: num_parts }, (_, index) => {
      const query = new URLSearchParams({ partNumber: String(index + 1), "X-Amz-Signature": signature(id, index + 1) });
      return { url: `${bucket}/${id}?${query}`, part_number: index + 1, headers: {} };
    });
    // in no order that anybody promised
    return json(200, { upload_id: id, credentials: credentials.reverse() });
  }

  function complete(folder: string, given: unknown): Answer {
    const { path, upload_id, parts } = completeSchema.parse(given);
    const upload = uploads.get(upload_id);
    if (upload?.path !== `${folder}/${path}`) return internalError();
    const whole: Uint8Array[] = [];
    for (const [index, { part_number, etag }] of parts.entries()) {
      const part = upload.parts.get(part_number);
      const inOrder = part_number > (parts[index - 1]?.part_number ?? 0);
      const small = index < parts.length - 1 && (part?.length ?? 0) < (leastPartBytes ?? 0);
      if (!part || etagOf(part) !== etag || !inOrder || small) return internalError();
      whole.push(part);
    }
    artifacts.set(upload.path, Buffer.concat(whole));
    uploads.delete(upload_id);
    return json(200, {});
  }

  function abort(folder: string, given: unknown): Answer {
    const { path, upload_id } = abortSchema.parse(given);
    if (uploads.get(upload_id)?.path !== `${folder}/${path}`) return internalError();
    uploads.delete(upload_id);
    return json(200, {});
  }

  return {
    heldParts: (): string[] => [...uploads.values()].flatMap(({ path, parts }) => (parts.size > 0 ? [path] : [])),
    async answer(request: HttpRequest, verb: string, folder: string): Promise<Answer> {
      const given: unknown = JSON.parse((await bytesOf(request.body)).toString());
      if (leastPartBytes === undefined) throw new MlflowError("NOT_IMPLEMENTED", "Multipart upload is not supported");
      return { create, complete, abort }[verb as "create"](folder, given);
    },
    /** The bucket itself: it refuses what was not signed for it, and a body of unknown length. */
    async signed(request: HttpRequest, { origin, pathname, searchParams }: URL): Promise<Answer> {
      if (origin !== bucket || request.headers?.["authorization"])
        return s3Error(400, "InvalidArgument", "Only one auth mechanism allowed");
      const said = request.headers?.["content-length"];
      if (said === undefined) return s3Error(411, "MissingContentLength", "You must provide the Content-Length header");
      const part = await bytesOf(request.body);
      if (Number(said) !== part.length) return s3Error(400, "IncompleteBody", "fewer bytes than were said");
      const [id, number] = [pathname.slice(1), Number(searchParams.get("partNumber"))];
      const upload = uploads.get(id);
      if (searchParams.get("X-Amz-Signature") !== signature(id, number))
        return s3Error(403, "SignatureDoesNotMatch", "The request signature does not match");
      if (upload && now() > upload.signedAt + addressSeconds * 1000)
        return s3Error(403, "AccessDenied", "Request has expired");
      if (!upload || number > upload.signedParts) return s3Error(404, "NoSuchUpload", "The upload does not exist");
      upload.parts.set(number, Uint8Array.from(part));
      return { status: 200, headers: { etag: etagOf(part) }, body: Buffer.alloc(0) };
    },
  };
}

const signature = (id: string, part: number): string =>
  createHash("sha256").update(`${id} ${part}`).digest("hex").slice(0, 16);
const etagOf = (content: Uint8Array): string => `"${createHash("md5").update(content).digest("hex")}"`;
