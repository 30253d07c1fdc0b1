import {
  parseStrictly,
  type RouterScore,
  type RouterState,
  type RouterVariants,
  routerStateSchema,
  ToolkitError,
} from "#contracts";
import type { Http, Platform } from "#platform";

/** What the owner of the token may ask of a running router. */
export interface RouterAdmin {
  state(): Promise<RouterState>;
  /**
   * @param canary share of new requests, 0 to 1
   * @param leaseSeconds after which it falls to 0 unless set again; null, for good, is for 0 and 1 alone
   * @throws ToolkitError `no-canary` when there is none to give traffic to
   */
  setWeight(canary: number, leaseSeconds: number | null): Promise<RouterState>;
  /**
   * New requests go to the new servers at once; the answer comes when the old ones are done with theirs, or after
   * `drainSeconds` (30). Another canary than before begins with weight 0.
   */
  setVariants(variants: RouterVariants, options?: { drainSeconds?: number | undefined }): Promise<RouterState>;
  setShadow(shadow: boolean): Promise<RouterState>;
  /** @throws ToolkitError `unknown-request` when the router's log does not know the id */
  score(score: { requestId: string; metric: string; value: number | null }): Promise<void>;
}

const answerWithinMs = 5_000;

/**
 * Client of a router's admin API. Failures are ToolkitErrors: the router's own code with its status, or
 * `http-unreachable`.
 * @param url the router's address, without /v1
 * @param tokenFile read anew whenever the router refuses the token it held
 */
export function routerAdmin(
  { http, files }: Pick<Platform, "http" | "files">,
  { url, tokenFile }: { url: string; tokenFile: string },
): RouterAdmin {
  const base = url.replace(/\/+$/, "");
  let token: string | undefined;

  async function call(method: "GET" | "PUT" | "POST", path: string, body?: object, waitMs = 0): Promise<unknown> {
    const held = token;
    token ??= (await files.readText(tokenFile)).trim();
    const response = await send(http, { method, url: base + path, token, body, timeoutMs: answerWithinMs + waitMs });
    if (response.status === 401 && held !== undefined) {
      token = undefined;
      return await call(method, path, body, waitMs);
    }
    if (response.status === 204) return undefined;
    const answer = await response.json();
    if (response.status >= 400) throw refusal(response.status, answer);
    return answer;
  }

  const stateOf = (answer: unknown): RouterState => parseStrictly(routerStateSchema, answer, "router's state");

  return {
    state: async () => stateOf(await call("GET", "/admin/state")),
    setWeight: async (canary, leaseSeconds) => stateOf(await call("PUT", "/admin/weights", { canary, leaseSeconds })),
    async setVariants({ baseline, canary }, { drainSeconds = 30 } = {}) {
      const body = { baseline, canary, drainSeconds };
      return stateOf(await call("PUT", "/admin/variants", body, drainSeconds * 1000));
    },
    setShadow: async (shadow) => stateOf(await call("PUT", "/admin/shadow", { shadow })),
    async score({ requestId, metric, value }) {
      const body: RouterScore = { request_id: requestId, metric, value };
      await call("POST", "/scores", body);
    },
  };
}

interface Call {
  method: "GET" | "PUT" | "POST";
  url: string;
  token: string;
  body: object | undefined;
  timeoutMs: number;
}

const send = (http: Http, { method, url, token, body, timeoutMs }: Call) =>
  http.send({
    method,
    url,
    timeoutMs,
    headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });

function refusal(status: number, answer: unknown): ToolkitError {
  const error = (answer as { error?: { code?: unknown; message?: unknown } } | null)?.error;
  return new ToolkitError({
    code: typeof error?.code === "string" ? error.code : "router-refused",
    provider: "router",
    status,
    retryable: status >= 500,
    message: `the router refused (${status}): ${typeof error?.message === "string" ? error.message : "no reason given"}`,
  });
}
