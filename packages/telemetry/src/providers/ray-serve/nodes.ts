import * as z from "zod";
import { type ErrorDetails, ToolkitError } from "#contracts";
import { isUnanswered, type Platform, sendWithRetry } from "#platform";

export interface RayNodesConfig {
  /** Pages with the metrics of every node; without them the dashboard is asked for them. */
  metrics: readonly string[];
  /** Of the dashboard. */
  address: string | undefined;
  token: string | undefined;
}

export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log">;

const provider = "ray-serve";
/** Prometheus's HTTP service discovery, as Ray's dashboard serves it. */
const discoverySchema = z.array(z.object({ targets: z.array(z.string()) }));

/**
 * Text of each node's metrics by its address; a node that does not answer is told in the log and left out.
 * @throws ToolkitError `ray-unreachable` when none answers, `ray-unauthorized`, `ray-not-there`
 */
export async function readNodes(ports: Ports, config: RayNodesConfig): Promise<Map<string, string>> {
  const addresses = config.metrics.length > 0 ? config.metrics : await discovered(ports, config);
  const pages = new Map<string, string>();
  for (const address of new Set(addresses)) {
    const url = /^https?:\/\//.test(address) ? address : `http://${address}`;
    try {
      pages.set(address, await get(ports, new URL(url).pathname === "/" ? `${url.replace(/\/$/, "")}/metrics` : url));
    } catch (error) {
      if (!(error instanceof ToolkitError) || error.code !== "ray-unreachable") throw error;
      ports.log.warning(`${address} does not answer: ${error.message}`);
    }
  }
  if (pages.size > 0) return pages;
  throw failed("ray-unreachable", `none of ${addresses.length} nodes shows its metrics`, {
    retryable: true,
    hint: "the runner has to reach every node's metrics-export-port; ray-metrics names their addresses",
  });
}

async function discovered(ports: Ports, { address, token }: RayNodesConfig): Promise<string[]> {
  ports.secrets.mask(token ?? "");
  const base = (address ?? "").replace(/\/+$/, "");
  const text = await get(ports, `${base}/api/prometheus/sd`, token ? { authorization: `Bearer ${token}` } : {});
  const found = discoverySchema.safeParse(jsonOf(text));
  if (found.success) return found.data.flatMap(({ targets }) => targets);
  throw failed("ray-not-there", `${base} does not tell where its nodes' metrics are`, {
    hint: "ray-address is the dashboard's, of Ray 2.51 or later; else name the nodes in ray-metrics",
  });
}

async function get(ports: Ports, url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await sendWithRetry(ports, { url, headers, timeoutMs: 30_000 }, { attempts: 3 }).catch(
    (cause: unknown) => {
      if (!isUnanswered(cause)) throw cause;
      throw failed("ray-unreachable", cause.message, { retryable: true, cause });
    },
  );
  const { status } = response;
  const text = await response.text();
  if (status === 200) return text;
  if (status === 401 || status === 403)
    throw failed("ray-unauthorized", `${url} refuses the call`, { status, hint: "set ray-token" });
  if (status >= 500) throw failed("ray-unreachable", `${url} answers ${status}`, { status, retryable: true });
  throw failed("ray-not-there", `${url} answers ${status}`, {
    status,
    hint: "ray-metrics names addresses of nodes with their metrics-export-port, ray-address the dashboard",
  });
}

const failed = (code: string, message: string, more: Partial<ErrorDetails>): ToolkitError =>
  new ToolkitError({ code, provider, message, ...more });

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
