import { type ErrorDetails, ToolkitError } from "#contracts";
import { awsStatusOf, isWorthAnotherTry, type Secrets, toolkitErrorIn } from "#platform";

export const provider = "cloudwatch";

const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)\b/;
const unknownCaller =
  /^(UnrecognizedClientException|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|CredentialsProviderError)\b/;
const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired)\b/;

/** Any error of AWS's client as the toolkit's; what the service said is redacted. */
export function awsFailure(secrets: Secrets, action: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const known = toolkitErrorIn(error);
  if (known) return known;
  const { name } = error;
  const status = awsStatusOf(error);
  // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
  if (status === undefined && !unknownCaller.test(name)) return error;
  const said = secrets.redact(error.message).slice(0, 500);
  const failed = (code: string, more: Partial<ErrorDetails>): ToolkitError =>
    new ToolkitError({ code, provider, status, message: `${action}: ${name}: ${said}`, ...more });
  if (expired.test(name))
    return failed("cloudwatch-expired", {
      hint: "take new credentials right before this step (aws-actions/configure-aws-credentials)",
    });
  if (unknownCaller.test(name))
    return failed("cloudwatch-unauthorized", {
      hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, the role, and this machine's clock",
    });
  if (denied.test(name) || status === 403) {
    const [, role = "the role of this job"] = /User: (arn:\S+)/.exec(said) ?? [];
    return failed("cloudwatch-forbidden", { hint: `allow ${action} to ${role}` });
  }
  if (isWorthAnotherTry(error)) return failed("cloudwatch-unreachable", { retryable: true });
  if (error instanceof SyntaxError || /deserializ/i.test(said))
    return failed("cloudwatch-not-there", { hint: "check AWS_ENDPOINT_URL_CLOUDWATCH" });
  return failed("cloudwatch-refused", {});
}
