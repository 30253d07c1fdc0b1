import { type ErrorDetails, ToolkitError } from "#contracts";
import { awsStatusOf, isWorthAnotherTry, type Secrets, toolkitErrorIn } from "#platform";

const denied = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|Forbidden)\b/;
const unknownCaller =
  /^(UnrecognizedClientException|InvalidClientTokenId|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature|MissingAuthenticationToken(Exception)?|CredentialsProviderError)\b/;
const otherRegion = /^(AuthorizationHeaderMalformed|PermanentRedirect)\b/;
const expired = /^(ExpiredToken|ExpiredTokenException|RequestExpired)\b/;

/** Whose failure it is: errors are `<provider>-…`, and the service is called elsewhere by `AWS_ENDPOINT_URL_<service>`. */
export interface FailingService {
  provider: string;
  service: string;
}

/** Any error of AWS's clients as the toolkit's; what the service said is redacted. */
export function awsFailure(
  { provider, service }: FailingService,
  secrets: Secrets,
  action: string,
  error: unknown,
): unknown {
  if (!(error instanceof Error)) return error;
  const known = toolkitErrorIn(error);
  if (known) return known;
  const { name } = error;
  const status = awsStatusOf(error);
  // whatever threw without an answer and without a name of AWS's is a bug, not a refusal
  if (status === undefined && !unknownCaller.test(name)) return error;
  const said = secrets.redact(error.message).slice(0, 500);
  const failed = (code: string, more: Partial<ErrorDetails>): ToolkitError =>
    new ToolkitError({
      code: `${provider}-${code}`,
      provider,
      status,
      message: `${action}: ${name}: ${said}`,
      ...more,
    });
  if (expired.test(name))
    return failed("expired", {
      hint: "take new credentials right before this step (aws-actions/configure-aws-credentials)",
    });
  if (unknownCaller.test(name))
    return failed("unauthorized", {
      hint: "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, the role, and this machine's clock",
    });
  if (denied.test(name) || status === 403) {
    const [, role = "the role of this job"] = /User: (arn:\S+)/.exec(said) ?? [];
    return failed("forbidden", { hint: `allow ${action} to ${role}` });
  }
  if (otherRegion.test(name) || status === 301) return failed("other-region", { hint: "set region to the bucket's" });
  if (isWorthAnotherTry(error)) return failed("unreachable", { retryable: true });
  if (error instanceof SyntaxError || /deserializ/i.test(said))
    return failed("not-there", { hint: `check AWS_ENDPOINT_URL_${service}` });
  return failed("refused", {});
}
