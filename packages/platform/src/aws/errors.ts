import { ToolkitError } from "#contracts";
import { isRetryableStatus } from "../retry.ts";

/** An error as AWS's clients throw it. */
interface AwsError extends Error {
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

const throttling =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown|RequestTimeout)\b/;

export function awsStatusOf(error: unknown): number | undefined {
  const { $metadata, $response } = error as AwsError;
  return $metadata?.httpStatusCode ?? $response?.statusCode;
}

/** A request is good for a few minutes around its own time, by AWS's clock: `Signature expired: 20…`, RequestTimeTooSkewed. */
export const isClockSkew = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === "RequestTimeTooSkewed" ||
    (/^(InvalidSignatureException|SignatureDoesNotMatch|RequestExpired)$/.test(error.name) &&
      /signature (expired|not yet current)|request has expired/i.test(error.message)));

export const clockHint =
  "the runner's clock is off: AWS takes requests of a few minutes ago and no others; set it by NTP";

/** Names in lower case. */
export const awsHeadersOf = (error: unknown): ReadonlyMap<string, string> =>
  new Map(
    Object.entries((error as AwsError).$response?.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );

/** AWS's clients wrap what our transport threw. */
export function toolkitErrorIn(error: unknown): ToolkitError | undefined {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause, depth++)
    if (cause instanceof ToolkitError) return cause;
  return undefined;
}

/** Whether the same call may go better: by names where AWS answers 400 for what others answer 429 for. */
export function isWorthAnotherTry(error: unknown): boolean {
  const ours = toolkitErrorIn(error);
  if (ours) return ours.retryable;
  if (!(error instanceof Error)) return false;
  return throttling.test(error.name) || isRetryableStatus(awsStatusOf(error) ?? 0);
}
