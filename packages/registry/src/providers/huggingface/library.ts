import { ToolkitError } from "#contracts";
import type { Client } from "./client.ts";
import { type Ports, provider } from "./config.ts";
import { StreamedBlob } from "./streamed-blob.ts";

type Fetch = typeof globalThis.fetch;

/** Our way to the Hub, in the form that its library takes; throws our errors, for every answer that is not 2xx. */
export function fetchBy(client: Client): Fetch {
  return async (input, init = {}) => {
    const { body } = init;
    const headers = Object.fromEntries(new Headers(init.headers));
    const blob = body instanceof Blob ? body : undefined;
    const { status, ...answer } = await client.send({
      method: (init.method ?? "GET") as "GET",
      url: String(input),
      // storage takes no body whose length is not said first
      headers: blob ? { ...headers, "content-length": String(blob.size) } : headers,
      body: blob ? () => chunksOf(blob) : (body as string | undefined),
      bytes: blob?.size,
      signal: init.signal ?? undefined,
    });
    const empty = [204, 205, 304].includes(status);
    return new Response(empty ? null : (ReadableStream.from(answer.body) as ReadableStream), {
      status,
      headers: [...answer.headers],
    });
  };
}

const chunksOf = (blob: Blob): AsyncIterable<Uint8Array> =>
  blob instanceof StreamedBlob ? blob.chunks(true) : (blob.stream() as AsyncIterable<Uint8Array>);

/** Work of the library, with its own errors as ours. */
export async function named<Result>({ secrets }: Ports, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { statusCode, message } = error as { statusCode?: number; message: string };
    if (error instanceof ToolkitError || statusCode === undefined) throw error;
    const said = secrets.redact(message).slice(0, 500);
    throw new ToolkitError({ code: "huggingface-refused", provider, status: statusCode, message: said });
  }
}
