import * as z from "zod";
import { ToolkitError } from "#contracts";
import {
  type HttpRequest,
  type HttpResponse,
  isUnanswered,
  loggedRetries,
  RetryAfterError,
  retryAfterMs,
  withRetry,
} from "#platform";
import { type Ports, provider } from "./config.ts";

/** A request whose body can be sent again. */
export interface HubRequest extends Omit<HttpRequest, "body"> {
  body?: string | (() => AsyncIterable<Uint8Array>) | undefined;
  /** Bytes that go or come; gives the time that the exchange may take. */
  bytes?: number | undefined;
}

export interface Client {
  endpoint: string;
  /** Follows redirects of reading calls; throws on every answer that is not 2xx. Repeats what may be repeated. */
  send(request: HubRequest): Promise<HttpResponse>;
  /** The same, once: for whoever repeats by himself. */
  once(request: HubRequest): Promise<HttpResponse>;
  retried<Result>(work: () => Promise<Result>): Promise<Result>;
  json<Schema extends z.ZodType>(request: HubRequest, schema: Schema): Promise<z.output<Schema>>;
}

/** What may go otherwise the next time. 409 and 412 are the Hub's ways to say that somebody was faster. */
const retryable = new Set([408, 429, 500, 502, 503, 504]);

export function hubClient(ports: Ports, address: string | undefined): Client {
  const { http, clock, log } = ports;
  const endpoint = (address ?? "https://huggingface.co").replace(/\/+$/, "");

  async function once(request: HubRequest): Promise<HttpResponse> {
    const response = await exchange(request, 5);
    if (response.status < 300) return response;
    const refused = await refusal(ports, response, `${request.method ?? "GET"} ${pathOf(request.url)}`);
    if (!retryable.has(response.status)) throw refused;
    const pauseMs = retryAfterMs(response.headers, clock.now()) ?? resetMs(response.headers);
    if (pauseMs === undefined) throw refused;
    const { code, status, message, hint } = refused;
    throw new RetryAfterError({ code, status, message, hint, provider }, pauseMs);
  }

  async function exchange({ body, bytes = 0, ...request }: HubRequest, hops: number): Promise<HttpResponse> {
    // 50 kB in a second is the least that goes on as alive
    const timeoutMs = request.timeoutMs ?? 60_000 + Math.round(bytes / 50);
    const sent = { ...request, timeoutMs, body: typeof body === "function" ? body() : body };
    const response = await http.send(sent).catch((cause: unknown) => {
      throw unreachable(cause);
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || !location || hops === 0) return response;
    if (!["GET", "HEAD"].includes(request.method ?? "GET")) return response;
    for await (const _chunk of response.body); // drained, so that the connection is reused
    const to = new URL(location, request.url);
    const { authorization: _ours, ...headers } = request.headers ?? {};
    const kept = to.origin === new URL(request.url).origin ? request.headers : headers;
    return await exchange({ ...request, headers: kept, url: to.href, bytes }, hops - 1);
  }

  const retried = <Result>(work: () => Promise<Result>): Promise<Result> =>
    withRetry(ports, work, {
      attempts: 5,
      onRetry: loggedRetries(log, "Hugging Face"),
    }).catch((cause: unknown) => {
      // of a body that broke off, which is read here
      throw unreachable(cause);
    });
  const send = (request: HubRequest): Promise<HttpResponse> => retried(() => once(request));

  return {
    endpoint,
    once,
    send,
    retried,
    async json(request, schema) {
      const response = await send(request);
      const parsed = schema.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      throw notThere(pathOf(request.url), response.status);
    },
  };
}

/** Seconds until the window of the rate limit ends (IETF draft ratelimit-headers-09, as the Hub sends it): `"api";r=0;t=55`. */
function resetMs(headers: ReadonlyMap<string, string>): number | undefined {
  const seconds = /;\s*r\s*=\s*0\s*;\s*t\s*=\s*(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds), 320) * 1000;
}

const errorSchema = z.looseObject({ error: z.string().optional(), message: z.string().optional() });

/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
async function refusal({ secrets }: Ports, response: HttpResponse, what: string): Promise<ToolkitError> {
  const { status, headers } = response;
  const text = (await response.text().catch(() => "")).slice(0, 20_000);
  const page = /text\/html/.test(headers.get("content-type") ?? "") || /^\s*<(!doctype|html)/i.test(text);
  const said = headers.get("x-error-message") ?? saidIn(text) ?? text.replace(/<[^>]*>/g, " ");
  const plain = secrets.redact(said.replace(/\s+/g, " ")).slice(0, 400).trim();
  const message = `${what}: HTTP ${status}${page ? "" : `: ${plain}`}`;
  const details = { provider, status, message, retryable: retryable.has(status) };
  if (details.retryable) return new ToolkitError({ ...details, code: "huggingface-unreachable" });
  if (page) return notThere(what, status);
  if (status === 401) {
    const hint = "set HF_TOKEN to a token of huggingface.co/settings/tokens that is not expired";
    return new ToolkitError({ ...details, code: "huggingface-unauthorized", hint });
  }
  if (status === 403) {
    const hint = "give this token write access to the repository and its owner, at huggingface.co/settings/tokens";
    return new ToolkitError({ ...details, code: "huggingface-forbidden", hint });
  }
  const cause = new HubRefusal(headers.get("x-error-code") ?? "");
  return new ToolkitError({ ...details, code: "huggingface-refused", cause });
}

/** The Hub's own error code, such as RepoNotFound. */
class HubRefusal extends Error {}

export function isRefusal(error: unknown, errorCode: string): boolean {
  return error instanceof ToolkitError && error.cause instanceof HubRefusal && error.cause.message === errorCode;
}

export const hasStatus = (error: unknown, ...statuses: number[]): boolean =>
  error instanceof ToolkitError && error.status !== undefined && statuses.includes(error.status);

function saidIn(text: string): string | undefined {
  try {
    const parsed = errorSchema.safeParse(JSON.parse(text)).data;
    return parsed?.error ?? parsed?.message;
  } catch {
    return undefined;
  }
}

function notThere(what: string, status: number): ToolkitError {
  return new ToolkitError({
    code: "huggingface-not-there",
    provider,
    status,
    message: `${what}: something answers, but not as the Hugging Face Hub does`,
    hint: "check HF_ENDPOINT: it is the Hub's root, https://huggingface.co",
  });
}

function unreachable(cause: unknown): unknown {
  if (!isUnanswered(cause)) return cause;
  // what the body's source threw, whatever the exchange made of it
  if (cause.cause instanceof ToolkitError) return cause.cause;
  const message = `the Hub does not answer: ${cause.message}`;
  return new ToolkitError({ code: "huggingface-unreachable", provider, retryable: true, message, cause });
}

/** Queries and storage addresses carry signatures. */
const pathOf = (url: string): string => new URL(url).pathname.split("/").slice(0, 8).join("/");
