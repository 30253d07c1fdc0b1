import { ToolkitError } from "#contracts";
import { isRetryableStatus, type Platform, RetryAfterError, retryAfterMs, withRetry } from "#platform";

export type VendorPorts = Pick<Platform, "http" | "clock" | "random" | "secrets" | "environment">;

interface Vendor {
  provider: string;
  /** How to mend a key that is refused. */
  keyHint: string;
}

/**
 * Calls a vendor's client, its own retries off, and ours on: on what the port's comment says may go better next time.
 * A request that ran out of time is not sent again, since it may have been answered, and billed.
 */
export async function askVendor<Result>(
  ports: VendorPorts,
  vendor: Vendor & { attempts?: number | undefined; signal?: AbortSignal | undefined },
  call: () => Promise<Result>,
): Promise<Result> {
  return await withRetry(
    ports,
    async () => {
      try {
        return await call();
      } catch (error) {
        throw vendorFailure(ports, vendor, error);
      }
    },
    { attempts: vendor.attempts ?? 4, signal: vendor.signal },
  );
}

/** Any error of a vendor's client as one of the port's. What the server said is redacted. */
export function vendorFailure({ clock, secrets }: VendorPorts, { provider, keyHint }: Vendor, error: unknown): Error {
  const ours = chainOf(error).find((cause) => cause instanceof ToolkitError);
  if (ours) return cleaned(ours, secrets.redact(ours.message));
  if (!(error instanceof Error)) return new TypeError(`${provider} threw ${String(error)}`);
  if (/Abort/.test(error.name) || /Abort/.test(error.constructor.name))
    return new ToolkitError({ code: "cancelled", provider, message: "cancelled" });
  // the clients drop the cause of what they take for a time limit of their own
  if (/Timeout/.test(error.constructor.name))
    return new ToolkitError({ code: "http-timeout", provider, message: `${provider} did not answer in time` });
  const said = secrets.redact(error.message).slice(0, 2000);
  const status = statusOf(error);
  // a parser's or a client's complaint about an answer that came
  if (status === undefined)
    return new ToolkitError({
      code: "inference-garbled",
      provider,
      message: `${provider} answered what its API does not: ${said}`,
    });
  const unauthorized = status === 401 || status === 403;
  const spent = (error as { code?: unknown }).code === "insufficient_quota";
  const details = {
    code: unauthorized
      ? "inference-unauthorized"
      : status >= 400 && status < 500
        ? "inference-refused"
        : "inference-failed",
    provider,
    status,
    message: `${provider} answered HTTP ${status}: ${said}`,
    retryable: isRetryableStatus(status) && !spent,
    hint: unauthorized ? keyHint : spent ? "the account has no credit left" : undefined,
  };
  const pauseMs = details.retryable ? retryAfterMs(headersOf(error), clock.now()) : undefined;
  return pauseMs === undefined ? new ToolkitError(details) : new RetryAfterError(details, pauseMs);
}

/** Without what must not be seen; and what ran out of time is not worth another try here. */
function cleaned(error: ToolkitError, message: string): ToolkitError {
  const timeout = error.code === "http-timeout";
  if (message === error.message && !timeout) return error;
  const { code, provider, status, hint } = error;
  return new ToolkitError({ code, provider, status, hint, message, retryable: error.retryable && !timeout });
}

function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let cause = error; cause instanceof Error && chain.length < 10; cause = cause.cause) chain.push(cause);
  return chain;
}

/** `status` of the OpenAI and Anthropic clients, `$metadata` of AWS's. */
function statusOf(error: Error): number | undefined {
  const { status, $metadata } = error as { status?: unknown; $metadata?: { httpStatusCode?: unknown } };
  const found = status ?? $metadata?.httpStatusCode;
  return typeof found === "number" ? found : undefined;
}

function headersOf(error: Error): ReadonlyMap<string, string> {
  const { headers, $response } = error as { headers?: unknown; $response?: { headers?: Record<string, string> } };
  if (headers instanceof Headers) return new Map(headers);
  return new Map(Object.entries($response?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
}
