import type * as z from "zod";
import { ToolkitError } from "#contracts";
import {
  type HttpRequest,
  type HttpResponse,
  isRetryableStatus,
  isUnanswered,
  loggedRetries,
  type Platform,
  type RenewedToken,
  RetryAfterError,
  retryAfterMs,
  withRetry,
} from "#platform";
import { type Refusals, refusal } from "./refusal.ts";

export type CloudPorts = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log">;

export interface CloudRequest extends Omit<HttpRequest, "url"> {
  url: string;
  /** For people, in errors: `upload a part`. The address may carry a signature, and is never shown. */
  what: string;
  /** Statuses that the caller wants to see; all other than 2xx and 3xx are thrown. */
  expects?: readonly number[] | undefined;
  /** Sent as it is, without our token: the address is signed. */
  signed?: boolean | undefined;
  /** 5 unless told; 1 where the caller has to look first what came of the call. */
  attempts?: number | undefined;
}

/** How a service of a cloud is called. */
export interface CloudService extends Refusals {
  token: RenewedToken;
  /** Added to each request. */
  headers?: (() => Record<string, string>) | undefined;
}

export interface CloudClient {
  /**
   * Sends until an answer comes that is worth no other try. A conflict (409) is one: what it means, the caller knows.
   * The body has to be one that can be sent again.
   */
  send(request: CloudRequest): Promise<HttpResponse>;
  json<Schema extends z.ZodType>(request: CloudRequest, schema: Schema): Promise<z.output<Schema>>;
  /** What an answer that a request expected, and that is none of those, means. Reads it. */
  refusal(response: HttpResponse, what: string): Promise<ToolkitError>;
  /** Milliseconds since 1970 by the service's clock, as its last answer said. */
  now(): number;
}

/** A cloud's HTTP API: a token that is renewed, patience where it is asked for, and errors that say how to mend them. */
export function cloudClient(ports: CloudPorts, service: CloudService): CloudClient {
  const { http, clock, secrets, log } = ports;
  let ahead = 0;

  async function once(
    { what, expects = [], signed, ...request }: CloudRequest,
    attempt: number,
  ): Promise<HttpResponse> {
    const token = signed
      ? undefined
      : await service.token.current().catch((cause: unknown) => {
          throw unreachable(service, what, cause);
        });
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const headers = { ...service.headers?.(), ...request.headers, ...authorization };
    const response = await http.send({ ...request, headers }).catch((cause: unknown) => {
      throw unreachable(service, what, cause);
    });
    const said = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(said)) ahead = said - clock.now();
    if (response.status < 400 || expects.includes(response.status)) return response;
    const renewed = response.status === 401 && token !== undefined && attempt === 1;
    if (renewed) service.token.refused(token);
    const error = await refusal(service, secrets, response, what);
    if (!renewed && (response.status === 409 || !isRetryableStatus(response.status))) throw error;
    const pauseMs = retryAfterMs(response.headers, clock.now()) ?? (renewed ? 0 : undefined);
    const { code, provider, status, message, hint } = error;
    const details = { code, provider, status, message, hint, cause: error, retryable: true };
    throw pauseMs === undefined ? new ToolkitError(details) : new RetryAfterError(details, pauseMs);
  }

  const client: CloudClient = {
    async send(request) {
      try {
        return await withRetry(ports, (attempt) => once(request, attempt), {
          attempts: request.attempts ?? 5,
          onRetry: loggedRetries(log),
        });
      } catch (error) {
        // refused twice with a fresh token: no other try will help
        const cause = error instanceof ToolkitError && error.status === 401 ? error.cause : undefined;
        throw cause instanceof ToolkitError && cause.code === (error as ToolkitError).code ? cause : error;
      }
    },
    async json(request, schema) {
      const response = await client.send(request);
      const parsed = schema.safeParse(await response.json().catch(() => undefined));
      if (parsed.success) return parsed.data;
      throw new ToolkitError({
        code: `${service.provider}-not-there`,
        provider: service.provider,
        status: response.status,
        message: `${request.what}: something answers, but not as ${service.vendor} does`,
        hint: service.addressHint,
      });
    },
    refusal: (response, what) => refusal(service, secrets, response, what),
    now: () => clock.now() + ahead,
  };
  return client;
}

/** What the transport, or whoever gives tokens, failed with, in the service's words. */
function unreachable(
  { provider, vendor, addressHint, unauthorizedHint }: Refusals,
  what: string,
  cause: unknown,
): unknown {
  if (!(cause instanceof ToolkitError) || cause.provider !== undefined) return cause;
  const { status, retryable, message } = cause;
  if (cause.code === "identity-token")
    return new ToolkitError({
      code: `${provider}-unauthorized`,
      provider,
      status,
      retryable,
      message: `${what}: ${message}`,
      hint: unauthorizedHint,
      cause,
    });
  if (!isUnanswered(cause)) return cause;
  return new ToolkitError({
    code: `${provider}-unreachable`,
    provider,
    retryable: true,
    message: `${what}: ${vendor} does not answer: ${message}`,
    hint: addressHint,
    cause,
  });
}

/** A minute, and as long as the bytes take at 1 MB/s. */
export const patience = (bytes: number): number => 60_000 + Math.ceil(bytes / 1000);
