import { redacted, WandbError } from "./error.ts";
import type { FetchAnswer, FetchInit } from "./ports.ts";
import { isRetryableStatus, retryAfterMs } from "./retry.ts";

const longestText = 16 * 2 ** 20;

/** A small body as text; a large one where a small one belongs is no answer of W&B's. */
export async function textOf(answer: FetchAnswer): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > longestText)
      throw new WandbError({ code: "not-understood", message: `the answer is longer than ${longestText} bytes` });
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** Only scheme, host and port: what follows may sign the request. */
export function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : "the address";
}

/** For an answer whose status says that it failed. */
export function httpError(url: string, answer: FetchAnswer, text: string, now: number, apiKey: string): WandbError {
  const { status } = answer;
  const html = /^\s*</.test(text) && !/<Code>/.test(text);
  const said = html ? "an HTML or XML page" : text.trim().slice(0, 300);
  const retryable = isRetryableStatus(status);
  const code = retryable
    ? "unavailable"
    : status === 401
      ? "unauthorized"
      : status === 403
        ? "forbidden"
        : status === 404
          ? "not-found"
          : "refused";
  return new WandbError({
    code,
    status,
    retryable,
    retryAfterMs: retryAfterMs(answer.headers.get("retry-after"), now),
    message: redacted(`${originOf(url)} answered ${status}: ${said || "nothing"}`, apiKey),
  });
}

/** For an exchange that broke off. What is no matter of the network passes through, however deep fetch wrapped it. */
export function networkError(url: string, init: FetchInit, apiKey: string, cause: unknown): unknown {
  const chain = causesOf(cause);
  const passed = chain.find((one) => one instanceof WandbError || isFinal(one));
  if (passed) return passed;
  const said = (code: string): boolean => chain.some((one) => one.code === code || one.name === code);
  if (said("AbortError")) return cause;
  if (said("TimeoutError") || said("http-timeout"))
    return new WandbError({
      code: "timeout",
      retryable: true,
      message: `${originOf(url)} did not answer within ${init.timeoutMs} ms`,
    });
  const detail = chain.map(({ code, message }) => code ?? message).at(-1);
  return new WandbError({
    code: "unreachable",
    retryable: true,
    message: redacted(`${originOf(url)} could not be reached (${detail})`, apiKey),
  });
}

type Cause = Error & { code?: string; retryable?: boolean };

function causesOf(cause: unknown): Cause[] {
  const chain: Cause[] = [];
  for (let one = cause; one instanceof Error && chain.length < 8; one = one.cause) chain.push(one);
  return chain;
}

/** Whoever made the error says that trying again is no use. */
const isFinal = ({ retryable, code }: Cause): boolean => retryable === false && code !== undefined;
