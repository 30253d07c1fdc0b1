import { type ErrorDetails, ToolkitError } from "#contracts";
import { awsStatusOf, clockHint, isClockSkew, isWorthAnotherTry, type Secrets, toolkitErrorIn } from "#platform";

export const provider = "sagemaker";

const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/;
const unknownCaller =
  /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|MissingAuthenticationToken(Exception)?|CredentialsProviderError)$/;
const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

const says = (error: unknown, pattern: RegExp): boolean =>
  error instanceof Error && error.name === "ValidationException" && pattern.test(error.message);

export const isMissing = (error: unknown): boolean => says(error, /could not find|does not exist/i);
export const isTaken = (error: unknown): boolean => says(error, /already existing/i);
const isInProgress = (error: unknown): boolean => says(error, /in-progress/i);

/** What SageMaker refuses while it changes an endpoint; the same call goes through afterwards. */
export const isUpdating = (error: unknown): boolean =>
  error instanceof ToolkitError && error.code === "endpoint-updating";

/** What is left to whoever looks next, where nobody waits for SageMaker. */
export const underWay = (what: string, status: string): ToolkitError =>
  new ToolkitError({ code: "under-way", provider, retryable: true, message: `${what} is ${status}` });

export const isUnderWay = (error: unknown): error is ToolkitError =>
  error instanceof ToolkitError && error.code === "under-way";

interface Where {
  /** As `sagemaker:CreateEndpoint`. */
  action: string;
  region: string;
}

/** Any error of AWS's client as the toolkit's; what the service said is redacted. */
export function awsFailure(secrets: Secrets, { action, region }: Where, error: unknown): unknown {
  const ours = toolkitErrorIn(error);
  if (ours) return ours.code === "http-unreachable" ? unreachable(ours, region) : ours;
  if (!(error instanceof Error)) return error;
  const { name } = error;
  const status = awsStatusOf(error);
  // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
  if (status === undefined && !unknownCaller.test(name)) return error;
  const said = secrets.redact(error.message).slice(0, 1000);
  const failed = (code: string, details: Omit<ErrorDetails, "code" | "message"> = {}, message = said): ToolkitError =>
    new ToolkitError({ code, provider, status, message: `${action}: ${message}`, ...details });

  if (denied.test(name)) return failed("sagemaker-forbidden", { hint: permissionHint(said, action) });
  if (isClockSkew(error)) return failed("clock-skew", { hint: clockHint });
  if (expired.test(name))
    return failed("sagemaker-expired", {
      hint: "take new credentials right before this step (aws-actions/configure-aws-credentials), or a longer role-duration-seconds",
    });
  if (/scoped to a valid region/.test(said)) return failed("wrong-region", { hint: `AWS_REGION is ${region}` });
  if (unknownCaller.test(name))
    return failed("sagemaker-unauthorized", {
      hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the role of aws-actions/configure-aws-credentials",
    });
  if (name === "ResourceLimitExceeded" || name === "LimitExceededException")
    return failed("sagemaker-quota", { hint: quotaHint(said) });
  if (isInProgress(error))
    return failed("endpoint-updating", {
      retryable: true,
      hint: "SageMaker changes the endpoint; try again afterwards",
    });
  if (/deregistered as a scalable target/i.test(said))
    return failed("variant-scaled", {
      hint: "Application Auto Scaling holds this variant: deregister the target, deploy, and register it again",
    });
  if (/assume role|ensure that the role/i.test(said))
    return failed("sagemaker-role", {
      hint: "the execution role has to trust sagemaker.amazonaws.com, and to read the image (ecr) and the model's data (s3:GetObject)",
    });
  if (isWorthAnotherTry(error)) return failed("sagemaker-unreachable", { retryable: true }, `${name}: ${said}`);
  if (error instanceof SyntaxError || /deserializ/i.test(said))
    return failed("sagemaker-not-there", { hint: "check AWS_ENDPOINT_URL_SAGEMAKER" }, "the answer is not AWS's");
  return failed("sagemaker-refused", {}, `${name}: ${said}`);
}

const unreachable = (cause: ToolkitError, region: string): ToolkitError =>
  new ToolkitError({
    code: "sagemaker-unreachable",
    provider,
    retryable: true,
    message: `nobody answers for SageMaker in ${region}: ${cause.message}`,
    hint: `is ${region} a region of AWS, and can the runner reach it?`,
    cause,
  });

function quotaHint(said: string): string {
  const [, quota] = /service limit '([^']+)'/.exec(said) ?? [];
  return `an update needs the instances of the old and of the new fleet at once: raise ${quota ? `the quota '${quota}'` : "the quota"} in Service Quotas, or take fewer or other instances`;
}

function permissionHint(said: string, action: string): string {
  const [, missing] = /not authorized to perform: ([\w-]+:[\w*]+)/.exec(said) ?? [];
  const [, role] = /User: (arn:\S+)/.exec(said) ?? [];
  return `allow ${missing ?? action} to ${role ?? "the role of this job"}`;
}
