import * as z from "zod";
import { type ErrorDetails, ToolkitError } from "#contracts";
import { type HttpResponse, isRetryableStatus, RetryAfterError } from "#platform";

const bodySchema = z.looseObject({
  message: z.string(),
  errors: z.array(z.unknown()).optional(),
});

/** Longer waits are left to the next run: a job that sleeps for an hour costs more than it saves. */
const longestWaitMs = 120_000;
/** What GitHub asks for where a secondary limit names no time. */
const secondaryWaitMs = 60_000;

/** An answer that is no success, as an error that says what to do. */
export async function refusalOf(response: HttpResponse, now: number): Promise<ToolkitError> {
  const text = (await response.text()).slice(0, 4000);
  const { status } = response;
  const said = messageOf(text);
  const details = (code: string, more: Partial<ErrorDetails> = {}): ErrorDetails => ({
    code,
    provider: "github",
    status,
    message: `GitHub answered HTTP ${status}: ${said}`,
    ...more,
  });
  if (status === 403 || status === 429) {
    const waitMs = rateLimitWait(response.headers, status, said, now);
    if (waitMs !== undefined) return rateLimited(details("forge-rate-limited"), waitMs);
  }
  if (status === 401)
    return new ToolkitError(details("forge-unauthorized", { hint: "check github-token: it is wrong or has expired" }));
  // no permission helps: the conversation is closed, or the repository is
  if (status === 403 && /\b(locked|archived)\b/i.test(said)) return new ToolkitError(details("forge-refused"));
  if (status === 403) return new ForbiddenError(details("forge-forbidden"), response.headers.get(acceptedHeader));
  if (status === 404)
    return new ToolkitError(
      details("forge-not-found", { hint: "it is not there, or the token may not see the repository" }),
    );
  if (status >= 500 || isRetryableStatus(status)) return new ToolkitError(details("forge-failed", { retryable: true }));
  return new ToolkitError(details("forge-refused"));
}

function rateLimited(details: ErrorDetails, waitMs: number): ToolkitError {
  if (waitMs <= longestWaitMs) return new RetryAfterError(details, waitMs);
  const minutes = Math.ceil(waitMs / 60_000);
  return new ToolkitError({ ...details, hint: `GitHub takes requests of this token again in ${minutes} min` });
}

/** docs.github.com, "Exceeding the rate limit": primary, secondary, and secondary without a time. */
function rateLimitWait(
  headers: HttpResponse["headers"],
  status: number,
  said: string,
  now: number,
): number | undefined {
  const after = headers.get("retry-after")?.trim();
  if (after && /^\d+$/.test(after)) return Number(after) * 1000;
  const reset = Number(headers.get("x-ratelimit-reset"));
  if (headers.get("x-ratelimit-remaining") === "0" && reset > 0) return Math.max(0, reset * 1000 - now) + 1000;
  return status === 429 || /secondary rate limit|abuse/i.test(said) ? secondaryWaitMs : undefined;
}

const acceptedHeader = "x-accepted-github-permissions";

/** Carries what the endpoint would have taken, until the verb says which of it is ours. */
class ForbiddenError extends ToolkitError {
  readonly accepted: string[];

  constructor(details: ErrorDetails, header: string | undefined) {
    super(details);
    // alternatives are parted by ;, what is needed together by ,
    this.accepted = (header ?? "").split(";").map((each) => each.trim().replaceAll("=", ": ").replaceAll("_", "-"));
  }
}

/** The same error with the line that a job's `permissions:` lacks. */
export function withPermission(error: ToolkitError, permission: string): ToolkitError {
  if (!(error instanceof ForbiddenError)) return error;
  const [named = ""] = error.accepted;
  const line = named === "" || error.accepted.includes(permission) ? permission : named;
  const { code, provider, status, message, cause } = error;
  const hint = `the token may not do this; add to the job: permissions: { ${line} }`;
  return new ToolkitError({ code, provider, status, message, hint, cause });
}

function messageOf(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // a proxy's page
  }
  const parsed = bodySchema.safeParse(value);
  if (!parsed.success) return text.replace(/\s+/g, " ").slice(0, 200);
  const { message, errors = [] } = parsed.data;
  return [message, ...errors.slice(0, 5).map((error) => JSON.stringify(error))].join(" ").slice(0, 1000);
}
