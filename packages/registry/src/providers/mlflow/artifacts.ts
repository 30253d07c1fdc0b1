import { posix } from "node:path";
import type * as z from "zod";
import { ToolkitError } from "#contracts";
import { type HttpResponse, withRetry } from "#platform";
import { rangeFrom, resumedBody } from "../../resumed-body.ts";
import { type Client, type Ports, provider, refusal } from "./client.ts";
import { multipartUploads, type PartsRecord, type Source } from "./multipart.ts";
import { partCalls } from "./part-calls.ts";
import { listingSchema } from "./schema.ts";
import { patience, refusedOr } from "./transfer.ts";

/** Files under one `mlflow-artifacts:` address, by MLflow's artifact proxy. Paths are relative, parted by /. */
export interface Artifacts {
  /**
   * Sends the file: by parts where the store takes them and a record is kept of what is under way. A cut upload is sent
   * anew, so the source is read again then.
   */
  put(path: string, source: Source, record?: PartsRecord): Promise<void>;
  /** Makes the store drop the parts of an upload that nobody ends; nothing happens when it is gone. */
  dropParts(path: string, uploadId: string): Promise<void>;
  /** The file's bytes; goes on where it was cut. Throws ToolkitError `artifact-missing`. */
  read(path: string): AsyncIterable<Uint8Array>;
  /** Every file below, sorted; empty when nothing is there. */
  walk(path?: string): Promise<string[]>;
  /** Names directly below. */
  list(path?: string): Promise<string[]>;
  /** With all below; nothing happens when nothing is there. */
  remove(path?: string): Promise<void>;
}

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** @throws ToolkitError `artifacts-not-proxied` for an address that only a client with the store's own keys can reach */
export function artifactsAt(ports: Ports, client: Client, uri: string, partBytes?: number | undefined): Artifacts {
  const root = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*?)\/*$/.exec(uri)?.[1];
  if (root === undefined) {
    throw new ToolkitError({
      code: "artifacts-not-proxied",
      provider,
      message: `the server keeps artifacts at ${uri}, and does not hand them through`,
      hint: "start the server with --serve-artifacts and --artifacts-destination, and let it make a new experiment",
    });
  }
  const service = `${client.tracking}/api/2.0/mlflow-artifacts`;
  const within = (path: string): string => [root, path].filter(Boolean).join("/");
  const addressOf = (path: string): string => `${service}/artifacts/${encoded(within(path))}`;
  const multipart = multipartUploads(ports, partCalls(ports, client, service, within), { partBytes, holds });

  async function entries(path: string): Promise<z.output<typeof listingSchema>["files"]> {
    const url = `${service}/artifacts?${new URLSearchParams({ path: within(path) })}`;
    const response = await client.retried({ url });
    if (response.status === 404) {
      await response.text();
      return [];
    }
    if (response.status >= 300) throw await refusal(ports, response, "list artifacts");
    const parsed = listingSchema.safeParse(await response.json());
    if (parsed.success) return parsed.data.files;
    throw new ToolkitError({ code: "mlflow-not-there", provider, message: "the list of artifacts is none" });
  }

  async function holds(path: string, bytes: number): Promise<boolean> {
    const folder = posix.dirname(path);
    const found = (await entries(folder === "." ? "" : folder)).find((entry) => entry.path === posix.basename(path));
    return found?.file_size === bytes;
  }

  const artifacts: Artifacts = {
    async put(path, source, record) {
      if (record && (await multipart.sent(path, source, record))) return;
      await withRetry(
        ports,
        async () => {
          const response = await sending(source, (body) =>
            client.once({
              method: "PUT",
              url: addressOf(path),
              headers: { "content-length": String(source.bytes), "content-type": "application/octet-stream" },
              body,
              timeoutMs: patience(source.bytes),
            }),
          );
          if (response.status >= 300) throw await refusedOr(ports, response, `upload of ${path}`);
          await response.text();
        },
        { attempts: 5 },
      );
    },
    dropParts: (path, uploadId) => multipart.drop(path, uploadId),
    read: (path) =>
      resumedBody(ports, `download of ${path}`, async (arrived) => {
        const request = { url: addressOf(path), headers: rangeFrom(arrived), timeoutMs: 3_600_000 };
        const response = await client.retried(request);
        if (response.status === 404) throw missing(path);
        if (response.status >= 300) throw await refusal(ports, response, `download of ${path}`);
        return response;
      }),
    async walk(path = "") {
      const found: string[] = [];
      for (const entry of await entries(path)) {
        const below = path ? `${path}/${entry.path}` : entry.path;
        if (entry.is_dir) found.push(...(await artifacts.walk(below)));
        else found.push(below);
      }
      return found.sort();
    },
    list: async (path = "") => (await entries(path)).map((entry) => entry.path),
    async remove(path = "") {
      const response = await client.retried({ method: "DELETE", url: addressOf(path) });
      if (response.status >= 300 && response.status !== 404) throw await refusal(ports, response, "delete artifacts");
      await response.text();
    },
  };
  return artifacts;
}

/** Sends a stream. What its own reading failed with goes before what the transport makes of that. */
export async function sending(
  source: Source,
  send: (body: AsyncIterable<Uint8Array>) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  let failure: { error: unknown } | undefined;
  const body = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* source.open();
    } catch (error) {
      failure = { error };
      throw error;
    }
  };
  try {
    return await send(body());
  } catch (error) {
    throw failure ? failure.error : error;
  }
}

const missing = (path: string): ToolkitError =>
  new ToolkitError({ code: "artifact-missing", provider, status: 404, message: `there is no ${path}` });
