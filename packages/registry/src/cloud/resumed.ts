import { ToolkitError } from "#contracts";
import type { HttpResponse } from "#platform";
import type { CloudClient, CloudPorts, CloudRequest } from "./client.ts";

/**
 * A body that goes on where it was cut, by ranges; a server that does not know them begins anew, and what came is passed over.
 * @throws ToolkitError `object-missing`
 */
export async function* resumed(
  { log, clock }: Pick<CloudPorts, "log" | "clock">,
  client: CloudClient,
  request: CloudRequest,
  missing: ToolkitError,
): AsyncGenerator<Uint8Array> {
  let arrived = 0;
  let etag: string | undefined;
  for (let attempt = 1; ; attempt++) {
    const range: Record<string, string> = arrived > 0 ? { range: `bytes=${arrived}-` } : {};
    const headers = { ...request.headers, ...range };
    const response = await client.send({ ...request, headers, expects: [404, 416], timeoutMs: 3_600_000 });
    if (response.status === 404) throw missing;
    etag = sameObject(response, etag, request.what);
    let known = response.status === 206 ? 0 : arrived;
    try {
      for await (const chunk of response.body) {
        const fresh = chunk.subarray(Math.min(known, chunk.length));
        known -= chunk.length - fresh.length;
        arrived += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      if (!(error instanceof ToolkitError) || !error.retryable || attempt >= 5) throw error;
      log.info(`${request.what}: cut after ${arrived} bytes, and goes on`);
      await clock.sleep(500 * attempt);
    }
  }
}

function sameObject(response: HttpResponse, before: string | undefined, what: string): string | undefined {
  const now = response.headers.get("etag");
  if (response.status !== 416 && (before === undefined || now === undefined || now === before)) return now;
  throw new ToolkitError({
    code: "model-changed",
    retryable: true,
    message: `${what}: the object changed while it was read`,
  });
}
