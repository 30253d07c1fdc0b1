import { type Dialect, llmDialect } from "./dialect.ts";

const seconds = (name: string) => ({ name, perUnit: 1000 });
const tokens = (name: string) => ({ name, perUnit: 1 });

/**
 * vLLM's own page. Its engine counts only what it finished (`vllm:request_success_total`), so that requests and errors come
 * from the HTTP server in front of it, by classes of status: all of 4xx count as errors, as CloudWatch's do. Probes and
 * lists of models are no requests. https://docs.vllm.ai/en/latest/usage/metrics.html,
 * vllm/entrypoints/serve/instrumentator/metrics.py
 */
const vllmDialect: Dialect = {
  requests: "http_requests_total",
  status: ["status"],
  only: {
    handler: ["/v1/chat/completions", "/v1/completions", "/v1/responses", "/v1/messages", "/generate", "/invocations"],
  },
  latency: "vllm:e2e_request_latency_seconds",
  millisecondsPerUnit: 1000,
  values: {
    firstTokenMs: seconds("vllm:time_to_first_token_seconds"),
    promptTokens: tokens("vllm:request_prompt_tokens"),
    completionTokens: tokens("vllm:request_generation_tokens"),
    latencyMs: seconds("vllm:e2e_request_latency_seconds"),
  },
};

/**
 * Text Generation Inference: failures are counted apart and say why; what the caller did, and what the server's limit
 * refused, says nothing of the model. It has no time to first token.
 * https://huggingface.co/docs/text-generation-inference/reference/metrics
 */
const tgiDialect: Dialect = {
  requests: "tgi_request_success",
  status: ["err"],
  outcomes: {
    validation: "not-the-models",
    overloaded: "not-the-models",
    dropped: "not-the-models",
    generation: "failed",
    incomplete: "failed",
  },
  errors: "tgi_request_failure",
  errorsApart: true,
  latency: "tgi_request_duration",
  millisecondsPerUnit: 1000,
  values: {
    promptTokens: tokens("tgi_request_input_length"),
    completionTokens: tokens("tgi_request_generated_tokens"),
    latencyMs: seconds("tgi_request_duration"),
  },
};

/**
 * A gateway or sidecar of Istio, which sees also what no server answered. The caller's side alone: the server's counts the
 * same requests again, and not those that never came. Code 0 is a caller who went away.
 * https://istio.io/latest/docs/reference/config/metrics/
 */
const istioDialect: Dialect = {
  requests: "istio_requests_total",
  status: ["response_code"],
  outcomes: { "0": "not-the-models" },
  only: { reporter: ["source"] },
  latency: "istio_request_duration_milliseconds",
  millisecondsPerUnit: 1,
  values: { latencyMs: { name: "istio_request_duration_milliseconds", perUnit: 1 } },
};

/** Envoy, and what is built of it (Envoy Gateway, Contour): by cluster, `envoy_cluster_name`. */
const envoyDialect: Dialect = {
  requests: "envoy_cluster_upstream_rq",
  status: ["envoy_response_code"],
  latency: "envoy_cluster_upstream_rq_time",
  millisecondsPerUnit: 1,
  values: { latencyMs: { name: "envoy_cluster_upstream_rq_time", perUnit: 1 } },
};

/** One line a dialect that series in Prometheus may speak; `prometheus-dialect` chooses. */
export const prometheusDialects = {
  llm: { ...llmDialect, values: { latencyMs: seconds(llmDialect.latency) } },
  vllm: vllmDialect,
  tgi: tgiDialect,
  istio: istioDialect,
  envoy: envoyDialect,
} as const satisfies Record<string, Dialect>;
