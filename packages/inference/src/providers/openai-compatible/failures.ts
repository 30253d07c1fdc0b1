import type * as z from "zod";
import { type ErrorDetails, ToolkitError } from "#contracts";
import { isRetryableStatus, RetryAfterError } from "#platform";
import { errorBodySchema } from "./responses.ts";

/** How much of what a server says goes into an error: its text is hostile, and a page of it helps nobody. */
const shown = 300;

/** An error that says what the server said. @param retryAfterMs as the server asked, where it did */
export function failed(
  code: string,
  { provider, status, said, hint }: { provider: string; status: number; said: string; hint?: string | undefined },
  retryAfterMs?: number | undefined,
): ToolkitError {
  const details: ErrorDetails = {
    code,
    provider,
    status,
    retryable: isRetryableStatus(status),
    message: `the model server answered HTTP ${status}: ${said.slice(0, shown)}`,
    hint,
  };
  return retryAfterMs === undefined ? new ToolkitError(details) : new RetryAfterError(details, retryAfterMs);
}

/** What an answer with an error status means. */
export function refusalOf(
  provider: string,
  status: number,
  text: string,
  retryAfterMs?: number | undefined,
): ToolkitError {
  const said = errorIn(parseJson(text)) ?? text;
  if (status === 401 || status === 403)
    return failed("inference-unauthorized", { provider, status, said, hint: "check api-key (OPENAI_API_KEY)" });
  // too many requests is nothing against this one
  const code = status < 500 && !isRetryableStatus(status) ? "inference-refused" : "inference-failed";
  return failed(code, { provider, status, said }, retryAfterMs);
}

/** The message of an error body; undefined when the value is none. */
export function errorIn(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("error" in value)) return undefined;
  const failure = errorBodySchema.safeParse(value);
  if (!failure.success) return undefined;
  const { error }: z.infer<typeof errorBodySchema> = failure.data;
  return typeof error === "string" ? error : error.message;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
