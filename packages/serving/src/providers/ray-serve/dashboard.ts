import { ToolkitError } from "#contracts";
import { type HttpRequest, isUnanswered, type Platform, sendWithRetry } from "#platform";
import { detailsSchema, type RayDetails } from "./schema.ts";

export interface Dashboard {
  /** What runs, and the head's clock in seconds since 1970. */
  details(): Promise<{ details: RayDetails; headTime: number }>;
  /** Replaces the whole config. That it is taken says nothing of whether it starts. */
  put(config: unknown): Promise<void>;
  /** Stores a package of sources in the cluster unless it is there. */
  upload(name: string, content: Uint8Array): Promise<void>;
}

const provider = "ray-serve";
type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets">;

/**
 * REST API of a Ray head. Throws ToolkitError `ray-unreachable`, `ray-not-there` (something else answers), `ray-unauthorized`,
 * `ray-refused` (what Serve says of the config).
 */
export function rayDashboard(ports: Ports, address: string, token: string | undefined): Dashboard {
  const base = address.replace(/\/+$/, "");

  async function send(path: string, more: Partial<HttpRequest> = {}) {
    const headers = { ...more.headers, ...(token && { authorization: `Bearer ${token}` }) };
    const response = await sendWithRetry(
      ports,
      { timeoutMs: 30_000, ...more, url: `${base}${path}`, headers },
      { attempts: 4 },
    ).catch((cause: unknown) => {
      if (!isUnanswered(cause)) throw cause;
      throw new ToolkitError({
        code: "ray-unreachable",
        provider,
        retryable: true,
        message: `no Ray head answers: ${cause.message}`,
        hint: "ray-address is the dashboard's, port 8265 unless told; the runner has to reach it",
        cause,
      });
    });
    if (response.status === 401 || response.status === 403) {
      throw new ToolkitError({
        code: "ray-unauthorized",
        provider,
        status: response.status,
        message: `${base} refuses ${token ? "this token" : "calls without a token"}`,
        hint: "set ray-token, or RAY_AUTH_TOKEN in the environment",
      });
    }
    return response;
  }

  const refused = async (what: string, response: { status: number; text(): Promise<string> }): Promise<ToolkitError> =>
    new ToolkitError({
      code: "ray-refused",
      provider,
      status: response.status,
      retryable: response.status >= 500,
      message: `${what}: ${ports.secrets.redact((await response.text()).slice(0, 1500))}`,
    });

  return {
    async details() {
      const response = await send("/api/serve/applications/");
      if (response.status >= 500) throw await refused("Serve does not say what it runs", response);
      const parsed = detailsSchema.safeParse(response.status === 200 ? await response.json().catch(() => null) : null);
      if (!parsed.success) {
        throw new ToolkitError({
          code: "ray-not-there",
          provider,
          status: response.status,
          message: `${base} answers, but not as a Ray dashboard with Serve does`,
          hint: "ray-address is the dashboard's (port 8265 unless told), of a Ray with ray[serve]",
        });
      }
      // whole seconds, rounded down: a lease may end up to a second early, never late
      const said = Date.parse(response.headers.get("date") ?? "");
      return { details: parsed.data, headTime: Number.isNaN(said) ? ports.clock.now() / 1000 : said / 1000 };
    },
    async put(config) {
      const headers = { "content-type": "application/json" };
      const request = { method: "PUT" as const, headers, body: JSON.stringify(config) };
      const response = await send("/api/serve/applications/", request);
      if (response.status >= 300) throw await refused("Serve does not take the config", response);
      await response.text();
    },
    async upload(name, content) {
      const path = `/api/packages/gcs/${name}`;
      const found = await send(path);
      await found.text();
      if (found.status === 200) return;
      const response = await send(path, { method: "PUT", body: content });
      if (response.status >= 300) throw await refused(`Ray does not take ${name}`, response);
      await response.text();
    },
  };
}
