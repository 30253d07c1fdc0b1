import { ToolkitError } from "#contracts";
import type { HttpResponse } from "#platform";
import { rangeFrom, resumedBody } from "../resumed-body.ts";
import type { CloudClient, CloudPorts, CloudRequest } from "./client.ts";

/** An object's bytes, the same object's to the end. @throws ToolkitError `object-missing`, `model-changed` */
export function resumed(
  ports: Pick<CloudPorts, "log" | "clock">,
  client: CloudClient,
  request: CloudRequest,
  missing: ToolkitError,
): AsyncGenerator<Uint8Array> {
  let etag: string | undefined;
  return resumedBody(ports, request.what, async (arrived) => {
    const headers = { ...request.headers, ...rangeFrom(arrived) };
    const response = await client.send({ ...request, headers, expects: [404, 416], timeoutMs: 3_600_000 });
    if (response.status === 404) throw missing;
    etag = sameObject(response, etag, request.what);
    return response;
  });
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
