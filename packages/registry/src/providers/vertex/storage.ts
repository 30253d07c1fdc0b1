import { createHash } from "node:crypto";
import * as z from "zod";
import { ToolkitError } from "#contracts";
import type { HttpResponse } from "#platform";
import type { Condition, ObjectStore } from "../../bucket/object-store.ts";
import { blocksOf } from "../../cloud/blocks.ts";
import { type CloudClient, type CloudPorts, patience } from "../../cloud/client.ts";
import { resumed } from "../../cloud/resumed.ts";
import { provider } from "./google.ts";
import { resumableUpload } from "./resumable-upload.ts";
import { requireSame } from "./same-bytes.ts";

const listSchema = z.object({
  items: z.array(z.object({ name: z.string() })).default([]),
  nextPageToken: z.string().optional(),
});

export interface BucketPlace {
  origin: string;
  bucket: string;
  prefix: string;
  blockBytes: number;
}

const noStore = { "cache-control": "no-store" };

/** A bucket of Google Cloud Storage by its JSON API. A condition is a generation: 0 while there is no object. */
export function googleStorage(
  ports: CloudPorts,
  client: CloudClient,
  { origin, bucket, prefix, blockBytes }: BucketPlace,
): ObjectStore {
  const objects = `${origin}/storage/v1/b/${bucket}/o`;
  const uploads = `${origin}/upload/storage/v1/b/${bucket}/o`;
  const objectAt = (key: string): string => `${objects}/${encodeURIComponent(prefix + key)}`;
  const address = (key: string): string => `gs://${bucket}/${prefix}${key}`;

  async function write(key: string, content: Uint8Array, condition?: Condition): Promise<HttpResponse> {
    const generation = condition && ("tag" in condition ? condition.tag : "0");
    const query = new URLSearchParams({
      uploadType: "media",
      name: prefix + key,
      ...(generation !== undefined && { ifGenerationMatch: generation }),
    });
    return await client.send({
      method: "POST",
      url: `${uploads}?${query}`,
      headers: { "content-type": "application/octet-stream" },
      body: content,
      timeoutMs: patience(content.length),
      what: `write ${address(key)}`,
      expects: condition ? [412] : [],
    });
  }

  const store: ObjectStore = {
    address,
    async get(key) {
      const url = `${objectAt(key)}?alt=media`;
      const response = await client.send({ url, headers: noStore, what: `read ${address(key)}`, expects: [404] });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      if (response.status === 404) return requireBucketThere(Buffer.concat(chunks), bucket);
      return { content: Buffer.concat(chunks), tag: response.headers.get("x-goog-generation") ?? "" };
    },
    async put(key, content, condition) {
      const response = await write(key, content, condition);
      await response.text();
      if (response.status !== 412) return true;
      // our own writing whose answer was lost
      const there = await store.get(key);
      return there !== undefined && Buffer.from(content).equals(there.content);
    },
    async upload(key, source) {
      const what = `upload ${address(key)}`;
      if (source.bytes > blockBytes)
        return await resumableUpload({ ports, client, url: uploads, name: prefix + key, what, blockBytes }, source);
      for await (const { block } of blocksOf(source, blockBytes)) {
        const md5 = createHash("md5").update(block).digest("base64");
        requireSame(await (await write(key, block)).json(), md5, what);
      }
    },
    read(key) {
      const missing = new ToolkitError({
        code: "object-missing",
        provider,
        status: 404,
        message: `there is no ${address(key)}`,
      });
      const what = `read ${address(key)}`;
      return resumed(ports, client, { url: `${objectAt(key)}?alt=media`, headers: noStore, what }, missing);
    },
    async *list(below) {
      for (let pageToken: string | undefined = ""; pageToken !== undefined; ) {
        const query = new URLSearchParams({
          prefix: prefix + below,
          fields: "items(name),nextPageToken",
          ...(pageToken && { pageToken }),
        });
        const page: z.output<typeof listSchema> = await client.json(
          { url: `${objects}?${query}`, what: `list ${address(below)}` },
          listSchema,
        );
        for (const { name } of page.items) yield name.slice(prefix.length);
        pageToken = page.nextPageToken;
      }
    },
    async remove(key) {
      const what = `delete ${address(key)}`;
      const response = await client.send({ method: "DELETE", url: objectAt(key), what, expects: [404] });
      await response.text();
    },
    now: client.now,
  };
  return store;
}

/** No object, no bucket and no Cloud Storage are all 404, and only the first one may look like an empty registry. */
function requireBucketThere(body: Buffer, bucket: string): undefined {
  const said = body.toString("utf8");
  if (/No such object/.test(said) || said.trim() === "Not Found") return undefined;
  const noBucket = /bucket does not exist/i.test(said);
  throw new ToolkitError({
    code: noBucket ? "vertex-no-bucket" : "vertex-not-there",
    provider,
    status: 404,
    message: noBucket
      ? `there is no bucket ${bucket}`
      : `gs://${bucket}: something answers, but not as Cloud Storage does`,
    hint: "create the bucket in the region of Vertex AI, or correct registry-uri",
  });
}
