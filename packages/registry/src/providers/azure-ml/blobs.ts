import { createHash } from "node:crypto";
import { ToolkitError } from "#contracts";
import type { HttpResponse } from "#platform";
import type { Condition, ObjectStore, Source } from "../../bucket/object-store.ts";
import { blocksOf } from "../../cloud/blocks.ts";
import { type CloudClient, patience } from "../../cloud/client.ts";
import { resumed } from "../../cloud/resumed.ts";
import { type Azure, type AzurePorts, provider } from "./azure.ts";
import type { Container } from "./container.ts";
import { namesIn } from "./listing.ts";

export interface BlobPlace {
  /** `azureml://…/paths/` */
  address: string;
  prefix: string;
  blockBytes: number;
}

/** A blob has at most so many blocks. */
const mostBlocks = 50_000;

/** Blobs of a datastore's container. A condition is an ETag; the MD5 of what arrived is checked by the service. */
export function blobStorage(
  ports: AzurePorts,
  azure: Azure,
  container: Container,
  { address: root, prefix, blockBytes }: BlobPlace,
): ObjectStore {
  const pathOf = (key: string): string => `/${(prefix + key).split("/").map(encodeURIComponent).join("/")}`;
  const address = (key: string): string => `${root}${prefix}${key}`;
  const md5 = (content: Uint8Array): string => createHash("md5").update(content).digest("base64");

  async function write(key: string, content: Uint8Array, condition?: Condition): Promise<HttpResponse> {
    const match: Record<string, string> = condition
      ? "tag" in condition
        ? { "if-match": condition.tag }
        : { "if-none-match": "*" }
      : {};
    return await container.send({
      method: "PUT",
      path: pathOf(key),
      headers: {
        "content-type": "application/octet-stream",
        "x-ms-blob-type": "BlockBlob",
        "content-md5": md5(content),
        ...match,
      },
      body: content,
      timeoutMs: patience(content.length),
      what: `write ${address(key)}`,
      expects: condition ? [409, 412] : [],
    });
  }

  async function sendBlocks(key: string, source: Source): Promise<void> {
    const size = Math.max(blockBytes, Math.ceil(source.bytes / mostBlocks));
    // ids of one blob have one length; those of another attempt are not ours
    const attempt = ports.random.uuid();
    const ids: string[] = [];
    const path = pathOf(key);
    const whole = createHash("md5");
    for await (const { block } of blocksOf(source, size)) {
      whole.update(block);
      const id = Buffer.from(`${attempt}-${String(ids.length).padStart(6, "0")}`).toString("base64");
      const response = await container.send({
        method: "PUT",
        path,
        query: { comp: "block", blockid: id },
        headers: { "content-md5": md5(block) },
        body: block,
        timeoutMs: patience(block.length),
        what: `upload ${address(key)}`,
      });
      await response.text();
      ids.push(id);
    }
    const list = ids.map((id) => `<Latest>${id}</Latest>`).join("");
    const response = await container.send({
      method: "PUT",
      path,
      query: { comp: "blocklist" },
      headers: { "content-type": "application/xml", "x-ms-blob-content-md5": whole.digest("base64") },
      body: `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`,
      what: `upload ${address(key)}`,
    });
    await response.text();
  }

  const reading: CloudClient = {
    ...azure.blobs,
    send: ({ url, ...request }) => container.send({ ...request, path: url }),
  };

  const store: ObjectStore = {
    address,
    async get(key) {
      const response = await container.send({ path: pathOf(key), what: `read ${address(key)}`, expects: [404] });
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body) chunks.push(chunk);
      const content = Buffer.concat(chunks);
      if (response.status !== 404) return { content, tag: response.headers.get("etag") ?? "" };
      requireContainerThere(response, address(key));
      return undefined;
    },
    async put(key, content, condition) {
      const response = await write(key, content, condition);
      const text = await response.text();
      if (response.status !== 409 && response.status !== 412) return true;
      if (!/BlobAlreadyExists|ConditionNotMet/.test(response.headers.get("x-ms-error-code") ?? text))
        throw await azure.blobs.refusal({ ...response, text: async () => text }, `write ${address(key)}`);
      // our own writing whose answer was lost
      const there = await store.get(key);
      return there !== undefined && Buffer.from(content).equals(there.content);
    },
    async upload(key, source) {
      if (source.bytes > blockBytes) return await sendBlocks(key, source);
      for await (const { block } of blocksOf(source, blockBytes)) await (await write(key, block)).text();
    },
    read(key) {
      const message = `there is no ${address(key)}`;
      const missing = new ToolkitError({ code: "object-missing", provider, status: 404, message });
      return resumed(ports, reading, { url: pathOf(key), what: `read ${address(key)}` }, missing);
    },
    async *list(below) {
      for (let marker: string | undefined = ""; marker !== undefined; ) {
        const query = { restype: "container", comp: "list", prefix: prefix + below, ...(marker && { marker }) };
        const what = `list ${address(below)}`;
        const response = await container.send({ path: "", query, what, expects: [404] });
        if (response.status === 404) requireContainerThere(response, address(below));
        const page = namesIn(await response.text(), what);
        for (const name of page.names) yield name.slice(prefix.length);
        marker = page.next;
      }
    },
    async remove(key) {
      const headers = { "x-ms-delete-snapshots": "include" };
      const what = `delete ${address(key)}`;
      const response = await container.send({ method: "DELETE", path: pathOf(key), headers, what, expects: [404] });
      await response.text();
    },
    now: azure.blobs.now,
  };
  return store;
}

/** No blob and no container are both 404: a container that is not there must not look like an empty registry. */
function requireContainerThere({ headers, status }: HttpResponse, address: string): void {
  if (headers.get("x-ms-error-code") === "BlobNotFound") return;
  throw new ToolkitError({
    code: "azure-ml-no-container",
    provider,
    status,
    message: `${address}: the container of the datastore is not there`,
    hint: "restore it, or name another datastore in registry-uri",
  });
}
