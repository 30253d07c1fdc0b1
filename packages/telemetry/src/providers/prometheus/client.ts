import { type ErrorDetails, ToolkitError } from "#contracts";
import { type HttpResponse, isUnanswered, type Platform, sendWithRetry } from "#platform";
import type { Series } from "../../counters/series.ts";
import { type Answer, answerSchema } from "./schema.ts";

export interface PrometheusAccess {
  url: string;
  /** Bearer token, or user and password; none where the server asks for none. */
  token?: string | undefined;
  user?: string | undefined;
  password?: string | undefined;
}

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets">;

export interface PrometheusClient {
  /** The server's own clock, milliseconds since 1970. */
  now(): Promise<number>;
  /** Result of an instant query. @throws ToolkitError `prometheus-refused` for what is no query */
  query(expression: string, timeMs?: number): Promise<Answer["data"]>;
  /** Raw samples as they were scraped, those at `fromMs` too in servers before 3.0. */
  samples(selector: string, fromMs: number, toMs: number): Promise<Series[]>;
}

const provider = "prometheus";

/**
 * HTTP API v1 of Prometheus and of what speaks it (Thanos, Mimir, VictoriaMetrics, Amazon Managed Prometheus behind a
 * proxy that signs). Throws ToolkitError `prometheus-unreachable`, `prometheus-unauthorized`, `prometheus-not-there`,
 * `prometheus-refused`, `prometheus-partial`.
 */
export function prometheusClient(ports: Ports, access: PrometheusAccess): PrometheusClient {
  const base = access.url.replace(/\/+$/, "").replace(/\/api\/v1$/, "");
  const headers = authorizationOf(ports, access);
  const failed = (code: string, message: string, more: Partial<ErrorDetails> = {}): ToolkitError =>
    new ToolkitError({ code, provider, message: ports.secrets.redact(message), ...more });

  async function send(parameters: Record<string, string>): Promise<HttpResponse> {
    const url = `${base}/api/v1/query?${new URLSearchParams(parameters)}`;
    try {
      return await sendWithRetry(ports, { url, headers, timeoutMs: 60_000 });
    } catch (cause) {
      if (!isUnanswered(cause)) throw cause;
      throw failed("prometheus-unreachable", `no Prometheus answers: ${cause.message}`, {
        retryable: true,
        hint: "prometheus-url is the server's address, with the prefix it is served under; the runner has to reach it",
        cause,
      });
    }
  }

  async function query(expression: string, timeMs?: number): Promise<Answer["data"]> {
    const time = timeMs === undefined ? {} : { time: (timeMs / 1000).toFixed(3) };
    const response = await send({ query: expression, ...time });
    const { status } = response;
    const text = await response.text();
    if (status === 401 || status === 403)
      throw failed("prometheus-unauthorized", `${base} refuses ${headers ? "this login" : "calls without a login"}`, {
        status,
        hint: "set prometheus-token, or prometheus-user and prometheus-password",
      });
    const answer = answerSchema.safeParse(jsonOf(text));
    if (!answer.success || (status >= 300 && answer.data.status === "success"))
      throw failed("prometheus-not-there", `${base} answers ${status}, but not as Prometheus does`, {
        status,
        retryable: status >= 500,
        hint: "prometheus-url is the server's address, with the prefix it is served under",
      });
    if (answer.data.status === "error") {
      const { errorType, error } = answer.data;
      throw failed("prometheus-refused", `${errorType}: ${error.slice(0, 500)} (${expression.slice(0, 300)})`, {
        status,
        retryable: status >= 500,
      });
    }
    // Thanos and Mimir answer with what they have when a part of them is gone
    if (answer.data.warnings?.length)
      throw failed("prometheus-partial", `the answer is not whole: ${answer.data.warnings.join("; ").slice(0, 500)}`, {
        retryable: true,
        hint: "counting a part would be wrong; look after the stores behind this address",
      });
    return answer.data.data;
  }

  return {
    query,
    async now() {
      const { resultType, result } = await query("time()");
      const seconds = resultType === "scalar" ? Number(result[1]) : Number.NaN;
      if (!Number.isFinite(seconds)) throw failed("prometheus-not-there", `${base} does not tell its time`);
      return Math.round(seconds * 1000);
    },
    async samples(selector, fromMs, toMs) {
      const data = await query(`${selector}[${Math.max(1, Math.ceil(toMs - fromMs))}ms]`, toMs);
      if (data.resultType !== "matrix") throw failed("prometheus-refused", `${selector} gives a ${data.resultType}`);
      return data.result.map(({ metric: { __name__: name = "", ...labels }, values = [] }) => ({
        name,
        labels,
        samples: values.map(([time, value]) => [Math.round(time * 1000), Number(value)] as const),
      }));
    },
  };
}

function authorizationOf({ secrets }: Ports, access: PrometheusAccess): Record<string, string> | undefined {
  const { token, user, password } = access;
  for (const value of [token, password]) secrets.mask(value ?? "");
  if (token) return { authorization: `Bearer ${token}` };
  if (!user) return undefined;
  const both = Buffer.from(`${user}:${password ?? ""}`).toString("base64");
  secrets.mask(both);
  return { authorization: `Basic ${both}` };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
