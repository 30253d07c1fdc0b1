import type * as z from "zod";
import { ToolkitError } from "#contracts";
import { type HttpResponse, withRetry } from "#platform";
import { abandonedUpload } from "../../upload-life.ts";
import { type Client, type Ports, provider, refusal } from "./client.ts";
import { multipartSchema } from "./schema.ts";
import { patience, refusedOr } from "./transfer.ts";

type Begun = z.output<typeof multipartSchema>;

export interface SentPart {
  part_number: number;
  etag: string;
  url: string;
}

/** The calls that an upload by parts is made of: of the MLflow server, and of the store behind it. */
export interface PartCalls {
  /** Addresses that the server signs for each part; undefined where its store takes none. */
  begin(path: string, parts: number): Promise<Begun | undefined>;
  /** To the store, at an address of its own. @returns its tag. Throws also ToolkitError `address-expired`, `upload-abandoned` */
  send(signed: Begun["credentials"][number], part: Uint8Array): Promise<string>;
  /** One attempt. */
  complete(path: string, uploadId: string, parts: readonly SentPart[]): Promise<void>;
  /** One attempt. Of an upload that is gone MLflow says the same as of a store that fails: 500, without a reason. */
  abort(path: string, uploadId: string): Promise<void>;
}

export function partCalls(ports: Ports, client: Client, service: string, within: (path: string) => string): PartCalls {
  const request = (verb: string, path: string, body: object) => {
    const whole = within(path);
    const folder = whole.slice(0, whole.lastIndexOf("/"));
    return {
      method: "POST" as const,
      url: `${service}/mpu/${verb}/${folder.split("/").map(encodeURIComponent).join("/")}`,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ path: whole.slice(whole.lastIndexOf("/") + 1), ...body }),
    };
  };

  async function end(verb: string, path: string, body: object): Promise<void> {
    const response = await client.once(request(verb, path, body));
    if (response.status >= 300) throw await refusedOr(ports, response, `multipart upload, ${verb}`);
    await response.text();
  }

  return {
    async begin(path, parts) {
      const response = await client.retried(request("create", path, { num_parts: parts }));
      // 501: a local disk; 404: a server, or a proxy in front, that does not have it
      if (response.status === 501 || response.status === 404) {
        await response.text();
        return undefined;
      }
      if (response.status >= 300) throw await refusal(ports, response, "multipart upload, create");
      const parsed = multipartSchema.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      const message = "multipart upload, create: the answer is none";
      throw new ToolkitError({ code: "mlflow-not-there", provider, message });
    },
    // without our credentials: the address carries its own, and is another host's
    send: ({ url, headers }, part) =>
      withRetry(
        ports,
        async () => {
          const length = { "content-length": String(part.length) };
          const sending = { method: "PUT" as const, url, headers: { ...headers, ...length }, body: part };
          const response = await ports.http.send({ ...sending, timeoutMs: patience(part.length) });
          if (response.status >= 300) throw await storeRefusal(ports, response);
          await response.text();
          return response.headers.get("etag") ?? "";
        },
        { attempts: 5 },
      ),
    complete: (path, uploadId, parts) => end("complete", path, { upload_id: uploadId, parts }),
    abort: (path, uploadId) => end("abort", path, { upload_id: uploadId }),
  };
}

/** S3's, Google's and Azure's words for an address whose time is over. */
const expired = /expired|not valid in the specified time frame/i;

async function storeRefusal(ports: Ports, response: HttpResponse): Promise<ToolkitError> {
  const { status } = response;
  const text = (await response.text()).slice(0, 20_000);
  const what = "a part's upload to the store";
  if (status === 404) return abandonedUpload(provider);
  if (status === 400 || status === 401 || status === 403) {
    const said = ports.secrets.redact(text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).slice(0, 300);
    const code = expired.test(text) ? "address-expired" : "mlflow-forbidden";
    const hint = "see what the MLflow server's own credentials may do in the store: it signed the address with them";
    return new ToolkitError({ code, provider, status, message: `${what}: HTTP ${status}: ${said.trim()}`, hint });
  }
  return await refusedOr(ports, { ...response, text: async () => text }, what);
}
