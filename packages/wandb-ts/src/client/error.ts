/**
 * `unauthorized` the key is refused · `forbidden` the key may not do this · `not-found` · `refused` W&B said no, in its own
 * words · `conflict` somebody else was faster · `unreachable`, `timeout` nothing came · `unavailable` 408, 409, 429 or 5xx to
 * the end · `not-understood` an answer that is not W&B's protocol (an HTML page, say) · `bad-name` W&B's rules forbid it ·
 * `file-changed` a file is not what it was when it was hashed · `corrupt` bytes or manifest are not what the digest says ·
 * `unsupported` a feature that this library does not speak.
 */
export type WandbErrorCode =
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "refused"
  | "conflict"
  | "unreachable"
  | "timeout"
  | "unavailable"
  | "not-understood"
  | "bad-name"
  | "file-changed"
  | "corrupt"
  | "unsupported";

export interface WandbErrorDetails {
  code: WandbErrorCode;
  message: string;
  status?: number | undefined;
  /** Whether the same call may succeed later without any change. */
  retryable?: boolean | undefined;
  /** Milliseconds that the server asks to wait. */
  retryAfterMs?: number | undefined;
  cause?: unknown;
}

/** What went wrong. Neither the key nor a signed address is ever in it. */
export class WandbError extends Error {
  readonly code: WandbErrorCode;
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor({ code, message, status, retryable, retryAfterMs, cause }: WandbErrorDetails) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "WandbError";
    this.code = code;
    this.status = status;
    this.retryable = retryable ?? false;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Hides the key, its Basic credentials and what signs an address. */
export function redacted(text: string, apiKey: string): string {
  const basic = Buffer.from(`api:${apiKey}`).toString("base64");
  return text
    .replaceAll(apiKey, "***")
    .replaceAll(basic, "***")
    .replace(/(https?:\/\/[^\s"'?]+)\?[^\s"']*/g, "$1?***");
}
