import type { CountedTraffic } from "./conformance/counted-telemetry.ts";
import type { FakeTarget } from "./fake-prometheus.ts";

/** What a request was like, beside what every source of counts tells. */
export interface ServedTraffic extends Omit<CountedTraffic, "arm"> {
  firstTokenMs?: number;
  promptTokens?: number;
  completionTokens?: number;
}

type Counters = Pick<FakeTarget, "counters">;
type Count = (target: Counters, labels: string, traffic: ServedTraffic) => void;

const add = ({ counters }: Counters, series: string, by: number): void =>
  void counters.set(series, (counters.get(series) ?? 0) + by);

function observe(
  target: Counters,
  name: string,
  labels: string,
  { bounds, value, count }: { bounds: readonly number[]; value: number; count: number },
): void {
  for (const bound of [...bounds, Number.POSITIVE_INFINITY]) {
    const le = bound === Number.POSITIVE_INFINITY ? "+Inf" : String(bound);
    const all = labels === "" ? `le="${le}"` : `${labels},le="${le}"`;
    add(target, `${name}_bucket{${all}}`, value <= bound ? count : 0);
  }
}

const latencies = [100, 500, 600, 1000];
const inSeconds = latencies.map((bound) => bound / 1000);
const tokenBounds = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

/** Counts requests in a target as servers and gateways of that name do, by their own documentation. */
export const servedBy = {
  vllm(target, labels, { requests, failed = false, latencyMs = 10, ...more }) {
    const own = `${labels},model_name="m",engine="0"`;
    const status = failed ? "5xx" : "2xx";
    add(
      target,
      `http_requests_total{${labels},handler="/v1/chat/completions",method="POST",status="${status}"}`,
      requests,
    );
    add(target, `http_requests_total{${labels},handler="/v1/models",method="GET",status="2xx"}`, 3 * requests);
    // the engine has no request that the HTTP server refused
    if (failed) return;
    observe(target, "vllm:e2e_request_latency_seconds", own, {
      bounds: inSeconds,
      value: latencyMs / 1000,
      count: requests,
    });
    const { firstTokenMs, promptTokens, completionTokens } = more;
    if (firstTokenMs !== undefined)
      observe(target, "vllm:time_to_first_token_seconds", own, {
        bounds: [0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 1],
        value: firstTokenMs / 1000,
        count: requests,
      });
    for (const [name, value] of [
      ["vllm:request_prompt_tokens", promptTokens] as const,
      ["vllm:request_generation_tokens", completionTokens] as const,
    ])
      if (value !== undefined) observe(target, name, own, { bounds: tokenBounds, value, count: requests });
  },
  tgi(target, labels, { requests, failed = false, latencyMs = 10, promptTokens, completionTokens }) {
    add(target, `tgi_request_count{${labels}}`, requests);
    if (failed) return add(target, `tgi_request_failure{${labels},err="generation"}`, requests);
    add(target, `tgi_request_success{${labels}}`, requests);
    add(target, `tgi_request_failure{${labels},err="validation"}`, requests);
    observe(target, "tgi_request_duration", labels, { bounds: inSeconds, value: latencyMs / 1000, count: requests });
    for (const [name, value] of [
      ["tgi_request_input_length", promptTokens] as const,
      ["tgi_request_generated_tokens", completionTokens] as const,
    ])
      if (value !== undefined) observe(target, name, labels, { bounds: tokenBounds, value, count: requests });
  },
  istio(target, labels, { requests, failed = false, latencyMs = 10 }) {
    for (const reporter of ["source", "destination"]) {
      const own = `${labels},reporter="${reporter}",response_code="${failed ? 503 : 200}"`;
      add(target, `istio_requests_total{${own}}`, requests);
      observe(target, "istio_request_duration_milliseconds", own, {
        bounds: latencies,
        value: latencyMs,
        count: requests,
      });
    }
    add(target, `istio_requests_total{${labels},reporter="source",response_code="0"}`, requests);
  },
  envoy(target, labels, { requests, failed = false, latencyMs = 10 }) {
    add(target, `envoy_cluster_upstream_rq{${labels},envoy_response_code="${failed ? 500 : 200}"}`, requests);
    add(target, `envoy_cluster_upstream_rq{${labels},envoy_response_code="429"}`, requests);
    observe(target, "envoy_cluster_upstream_rq_time", labels, {
      bounds: latencies,
      value: latencyMs,
      count: requests,
    });
  },
} as const satisfies Record<string, Count>;
