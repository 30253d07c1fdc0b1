import type { ToolkitError } from "#contracts";
import { type HttpResponse, isRetryableStatus, RetryAfterError, retryAfterMs } from "#platform";
import { type Ports, provider, refusal } from "./client.ts";

/** A minute, and as long as the bytes take at 1 MB/s. */
export const patience = (bytes: number): number => 60_000 + Math.ceil(bytes / 1000);

/** The refusal, which says itself when to come back where the server said so. */
export async function refusedOr(ports: Ports, response: HttpResponse, what: string): Promise<ToolkitError> {
  const pauseMs = retryAfterMs(response.headers, ports.clock.now());
  const error = await refusal(ports, response, what);
  if (pauseMs === undefined || !isRetryableStatus(response.status)) return error;
  return new RetryAfterError({ code: error.code, provider, status: error.status, message: error.message }, pauseMs);
}
