import type { CountedValue } from "../counted.ts";
import type { Outcome } from "../outcome.ts";

/** A histogram by its name without `_bucket`, and what one of its units is in milliseconds or tokens. */
export interface Histogram {
  name: string;
  perUnit: number;
}

/** Names that a server's counters go by. */
export interface Dialect {
  requests: string;
  /** Labels that a request's outcome may stand in; the first that is there. */
  status: readonly string[];
  /** What a status says that is none of HTTP. */
  outcomes?: Readonly<Record<string, Outcome>> | undefined;
  /** Values of labels that count: a series that has another one is of other requests, or of the same seen twice. */
  only?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Counter of failed requests, where the requests themselves carry no status. */
  errors?: string | undefined;
  /** Whether failed requests are in `errors` alone. */
  errorsApart?: boolean | undefined;
  /** Histogram, without `_bucket`. */
  latency: string;
  millisecondsPerUnit: number;
  /** Histograms that tell more of single requests. */
  values?: Readonly<Partial<Record<CountedValue, Histogram>>> | undefined;
}

/** Metrics of the specification, as the toolkit's router writes them. */
export const llmDialect: Dialect = {
  requests: "llm_requests_total",
  status: ["status", "status_code", "code"],
  latency: "llm_request_latency_seconds",
  millisecondsPerUnit: 1000,
};

/** Ray Serve 2.60's proxy, by application; Ray puts `ray_` and `_total` to the names that Serve gives. */
export const rayProxyDialect: Dialect = {
  requests: "ray_serve_num_http_requests_total",
  status: ["status_code", "error_code"],
  errors: "ray_serve_num_http_error_requests_total",
  latency: "ray_serve_http_request_latency_ms",
  millisecondsPerUnit: 1,
};

/** Ray Serve's replicas, by deployment: what raised an exception is counted apart, and an answer of 500 is none. */
export const rayReplicaDialect: Dialect = {
  requests: "ray_serve_deployment_request_counter_total",
  status: [],
  errors: "ray_serve_deployment_error_counter_total",
  errorsApart: true,
  latency: "ray_serve_deployment_processing_latency_ms",
  millisecondsPerUnit: 1,
};

export const namesOf = ({ requests, errors, latency }: Dialect): string[] =>
  [requests, errors, `${latency}_bucket`].filter((name) => name !== undefined);

export const valueNamesOf = ({ values = {} }: Dialect): string[] =>
  Object.values(values).map(({ name }) => `${name}_bucket`);
