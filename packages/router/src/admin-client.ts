import { type RouterState, routerStateSchema, ToolkitError, type Variants } from "#contracts";
import type { Platform } from "#platform";

export interface RouterAdmin {
  state(): Promise<RouterState>;
  /**
   * @param leaseSeconds null holds for good, for weights 0 and 1 alone
   * @param options shadow: the canary's share of requests goes to the baseline, the canary gets copies
   */
  setWeight(canary: number, leaseSeconds: number | null, options?: { shadow?: boolean }): Promise<RouterState>;
  setVariants(variants: Variants): Promise<RouterState>;
  score(score: { requestId: string; metric: string; value: number }): Promise<void>;
}

/** The router's admin API. Throws ToolkitError `router-refused`, or what the platform says of an unreachable one. */
export function routerAdmin(
  { http, files }: Pick<Platform, "http" | "files">,
  { url, tokenFile }: { url: string; tokenFile: string },
): RouterAdmin {
  async function send(method: "GET" | "PUT" | "POST", path: string, body?: unknown): Promise<unknown> {
    const token = (await files.readText(tokenFile)).trim();
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const request = {
      method,
      url: `${url}${path}`,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs: 5000,
    };
    // a kept connection of a router that was restarted breaks once; every call here may be made twice
    const response = await http.send(request).catch((error: unknown) => {
      if (error instanceof ToolkitError && error.code === "http-unreachable") return http.send(request);
      throw error;
    });
    const text = await response.text();
    if (response.status < 300) return JSON.parse(text);
    throw new ToolkitError({
      code: "router-refused",
      provider: "local",
      status: response.status,
      message: `${method} ${path}: ${text.slice(0, 300)}`,
    });
  }
  return {
    state: async () => routerStateSchema.parse(await send("GET", "/admin/state")),
    setWeight: async (canary, leaseSeconds, { shadow = false } = {}) =>
      routerStateSchema.parse(await send("PUT", "/admin/weights", { canary, leaseSeconds, shadow })),
    setVariants: async (variants) => routerStateSchema.parse(await send("PUT", "/admin/variants", variants)),
    async score({ requestId, metric, value }) {
      await send("POST", "/scores", { request_id: requestId, metric, value });
    },
  };
}
