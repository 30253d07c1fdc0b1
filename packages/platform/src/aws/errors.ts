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
