import { type ErrorDetails, ToolkitError } from "#contracts";
import {
  awsHeadersOf,
  awsStatusOf,
  clockHint,
  isClockSkew,
  isWorthAnotherTry,
  type Secrets,
  toolkitErrorIn,
} from "#platform";

export const provider = "sagemaker";

const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const unknownCaller =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|InvalidToken|MissingAuthenticationToken(Exception)?|CredentialsProviderError)$/;
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden)$/;
const otherRegion = /^(AuthorizationHeaderMalformed|PermanentRedirect|IllegalLocationConstraintException)$/;
const quota = /^(ResourceLimitExceeded|ServiceQuotaExceededException|LimitExceededException)$/;

export const isAwsError = (error: unknown, ...names: string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** SageMaker says so by ValidationException, S3 by NoSuchKey (HEAD: NotFound). */
export const isMissing = (error: unknown): boolean =>
  isAwsError(error, "NoSuchKey", "NotFound", "NoSuchUpload", "ResourceNotFound") ||
  (isAwsError(error, "ValidationException") && /does not exist/.test((error as Error).message));

/** A conditional write that found another state than its writer had seen. */
export const isLost = (error: unknown): boolean =>
  isAwsError(error, "PreconditionFailed", "ConditionalRequestConflict") ||
  (awsStatusOf(error) === 412 && error instanceof Error);

/** Any error of AWS's clients as the toolkit's; what the service said is redacted. */
export function awsFailure(secrets: Secrets, action: string, error: unknown): unknown {
  const ours = toolkitErrorIn(error);
  if (ours) return ours;
  if (!(error instanceof Error)) return error;
  const { name } = error;
  const status = awsStatusOf(error);
  // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
  if (status === undefined && !unknownCaller.test(name)) return error;
  const said = secrets.redact(error.message).slice(0, 500);
  const failed = (code: string, details: Omit<ErrorDetails, "code" | "message"> = {}, message = said): ToolkitError =>
    new ToolkitError({ code, provider, status, message: `${action}: ${message}`, ...details });

  if (isClockSkew(error)) return failed("clock-skew", { hint: clockHint });
  if (denied.test(name) || (status === 403 && !expired.test(name) && !unknownCaller.test(name)))
    return failed("sagemaker-forbidden", { hint: permissionHint(said, action) });
  if (expired.test(name))
    return failed("sagemaker-expired", {
      hint: "take new credentials right before this step (aws-actions/configure-aws-credentials), or a longer role-duration-seconds",
    });
  if (unknownCaller.test(name))
    return failed("sagemaker-unauthorized", {
      hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of aws-actions/configure-aws-credentials",
    });
  if (otherRegion.test(name) || status === 301) {
    const region = awsHeadersOf(error).get("x-amz-bucket-region") ?? /expecting '([a-z0-9-]+)'/.exec(said)?.[1];
    return failed("wrong-region", { hint: `set AWS_REGION to ${region ?? "the bucket's region"}` });
  }
  if (name === "NoSuchBucket") return failed("no-bucket", { hint: "make the bucket, or mend registry-uri" });
  if (quota.test(name))
    return failed("sagemaker-quota", { hint: "raise it in Service Quotas, or remove versions that nobody needs" });
  if (isWorthAnotherTry(error)) return failed("sagemaker-unreachable", { retryable: true }, `${name}: ${said}`);
  if (error instanceof SyntaxError || /deserializ/i.test(said))
    return failed(
      "sagemaker-not-there",
      { hint: "check AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_S3" },
      "the answer is not AWS's",
    );
  return failed("sagemaker-refused", {}, `${name}: ${said}`);
}

function permissionHint(said: string, action: string): string {
  const [, missing] = /not authorized to perform: ([\w-]+:[\w*]+)/.exec(said) ?? [];
  const [, role] = /User: (arn:\S+)/.exec(said) ?? [];
  return `allow ${missing ?? action} to ${role ?? "the role of this job"}`;
}
