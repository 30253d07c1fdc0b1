import { createHash } from "node:crypto";
import { ToolkitError } from "#contracts";
import { type HttpResponse, withRetry } from "#platform";
import type { Source } from "../../bucket/object-store.ts";
import { blocksOf } from "../../cloud/blocks.ts";
import { type CloudClient, type CloudPorts, patience } from "../../cloud/client.ts";
import { provider } from "./google.ts";
import { requireSame } from "./same-bytes.ts";

interface Upload {
  ports: CloudPorts;
  client: CloudClient;
  /** Where uploads begin. */
  url: string;
  /** Of the object. */
  name: string;
  what: string;
  blockBytes: number;
}

/**
 * A resumable upload: the store gives a session, and takes block after block. After a cut it is asked how far it got, so
 * that only the rest of one block goes again. A session that is gone (404, 410) begins anew, from the disk.
 */
export async function resumableUpload(upload: Upload, source: Source): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send(upload, await begin(upload, source.bytes), source);
    } catch (error) {
      if (!(error instanceof SessionGone) || attempt === 3) throw error;
      upload.ports.log.info(`${error.message}; it begins anew`);
    }
  }
}

async function send(upload: Upload, session: string, source: Source): Promise<void> {
  const md5 = createHash("md5");
  let start = 0;
  for await (const { block, last } of blocksOf(source, upload.blockBytes)) {
    md5.update(block);
    const end = start + block.length;
    // a source that ends early fails by itself, before the store would
    const answer = await sendBlock(upload, session, { block, start, total: last ? end : source.bytes });
    if (last) requireSame(await whole(upload, answer), md5.digest("base64"), upload.what);
    else await answer.text();
    start = end;
  }
}

async function begin({ client, url, name, what }: Upload, bytes: number): Promise<string> {
  const response = await client.send({
    method: "POST",
    url: `${url}?${new URLSearchParams({ uploadType: "resumable", name })}`,
    headers: { "content-type": "application/json", "x-upload-content-length": String(bytes) },
    body: "{}",
    what,
  });
  await response.text();
  const session = response.headers.get("location") ?? "";
  // whoever holds the session may write: it goes to nobody else
  if (URL.canParse(session) && new URL(session).origin === new URL(url).origin) return session;
  throw new ToolkitError({ code: "vertex-not-there", provider, message: `${what}: no session of an upload came` });
}

interface Block {
  block: Uint8Array;
  start: number;
  total: number;
}

/** @returns the answer that says that all of the block is there */
async function sendBlock(upload: Upload, session: string, { block, start, total }: Block): Promise<HttpResponse> {
  const { ports, client, what } = upload;
  const end = start + block.length;
  let from = start;
  let cut = false;
  return await withRetry(
    ports,
    async () => {
      if (cut) {
        const known = await progress(upload, session, total);
        if (known.status !== 308) return known;
        from = reached(known);
        if (from === end && end < total) return known;
        if (from < start || from > end) throw gone(what);
      }
      cut = true;
      const rest = block.subarray(from - start);
      const answer = await client.send({
        method: "PUT",
        url: session,
        headers: { "content-range": `bytes ${from}-${end - 1}/${total}` },
        body: rest,
        timeoutMs: patience(rest.length),
        signed: true,
        attempts: 1,
        expects: [404, 410],
        what,
      });
      if (answer.status === 404 || answer.status === 410) throw gone(what);
      if (answer.status !== 308 || reached(answer) === end) return answer;
      throw new ToolkitError({
        code: "vertex-unreachable",
        provider,
        retryable: true,
        message: `${what}: not all came`,
      });
    },
    {
      attempts: 5,
      onRetry: (_, reason) => ports.log.info(`${reason}; the upload goes on where it was`),
    },
  );
}

async function progress({ client, what }: Upload, session: string, total: number): Promise<HttpResponse> {
  const headers = { "content-range": `bytes */${total}`, "content-length": "0" };
  const asked = { method: "PUT" as const, url: session, headers, body: new Uint8Array(), signed: true };
  const answer = await client.send({ ...asked, expects: [404, 410], what });
  if (answer.status === 404 || answer.status === 410) throw gone(what);
  return answer;
}

/** How many bytes the store has, by its Range header; 0 without one. */
const reached = ({ headers }: HttpResponse): number => {
  const last = /^bytes=0-(\d+)$/.exec(headers.get("range") ?? "")?.[1];
  return last === undefined ? 0 : Number(last) + 1;
};

async function whole({ what }: Upload, answer: HttpResponse): Promise<unknown> {
  if (answer.status !== 308) return await answer.json();
  throw new ToolkitError({ code: "model-changed", provider, message: `${what}: the file has fewer bytes than it had` });
}

/** No other try of the block helps; the upload itself begins anew. */
class SessionGone extends ToolkitError {}
const gone = (what: string): ToolkitError =>
  new SessionGone({ code: "vertex-unreachable", provider, message: `${what}: the session of the upload is gone` });
