import type { VariantName } from "#contracts";

const buckets = [0.1, 0.5, 1, 2, 5, 10] as const;
/** Scores that the quality is the mean of. */
const averaged = 100;

/** What is counted of one variant, in place: a request allocates nothing. */
interface Counts {
  /** By HTTP status. */
  requests: Map<number, number>;
  /** By the first bucket that holds it, not yet summed up; the last one is of those above all bounds. */
  latencies: number[];
  seconds: number;
  input: number;
  output: number;
}

/** The specification's metrics, in the text format 0.0.4 that prometheus_client writes. */
export class RouterMetrics {
  readonly #labels: { model: string; endpoint: string; costPerHour: number };
  readonly #counts = new Map<VariantName, Counts>();
  readonly #quality = new Map<string, number[]>();
  #cost = 0;

  constructor(labels: { model: string; endpoint: string; costPerHour: number }) {
    this.#labels = labels;
  }

  finished(variant: VariantName, status: number, seconds: number, input: number, output: number): void {
    let counts = this.#counts.get(variant);
    if (!counts) {
      counts = { requests: new Map(), latencies: [...buckets, 0].map(() => 0), seconds: 0, input: 0, output: 0 };
      this.#counts.set(variant, counts);
    }
    counts.requests.set(status, (counts.requests.get(status) ?? 0) + 1);
    let bucket = 0;
    while (bucket < buckets.length && seconds > (buckets[bucket] as number)) bucket += 1;
    counts.latencies[bucket] = (counts.latencies[bucket] as number) + 1;
    counts.seconds += seconds;
    counts.input += input;
    counts.output += output;
    this.#cost += (this.#labels.costPerHour * seconds) / 3600;
  }

  scored(variant: VariantName, metric: string, value: number): void {
    const key = `${variant} ${metric}`;
    this.#quality.set(key, [...(this.#quality.get(key) ?? []).slice(1 - averaged), value]);
  }

  /** Scores of the model that stood there before say nothing of the next one. */
  replaced(variant: VariantName): void {
    for (const key of this.#quality.keys()) if (key.startsWith(`${variant} `)) this.#quality.delete(key);
  }

  /** @returns the whole exposition, ending in a line feed */
  text(): string {
    const { model, endpoint } = this.#labels;
    const lines: string[] = [];
    const head = (name: string, type: string, help: string): void =>
      void lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`);
    head("llm_requests_total", "counter", "Requests that ended, by HTTP status");
    for (const [variant, { requests }] of this.#counts)
      for (const [status, count] of requests)
        lines.push(`llm_requests_total${labels({ model, endpoint, status: String(status), variant })} ${count}`);
    head("llm_request_latency_seconds", "histogram", "Seconds from a request to its whole answer");
    for (const [variant, { latencies, seconds }] of this.#counts) {
      let count = 0;
      for (const [index, inBucket] of latencies.entries()) {
        count += inBucket;
        const le = buckets[index]?.toFixed(1) ?? "+Inf";
        lines.push(`llm_request_latency_seconds_bucket${labels({ model, endpoint, variant, le })} ${count}`);
      }
      lines.push(
        `llm_request_latency_seconds_sum${labels({ model, endpoint, variant })} ${seconds}`,
        `llm_request_latency_seconds_count${labels({ model, endpoint, variant })} ${count}`,
      );
    }
    head("llm_tokens_total", "counter", "Tokens of prompts (input) and answers (output)");
    for (const [variant, { input, output }] of this.#counts)
      for (const [type, count] of Object.entries({ input, output }))
        lines.push(`llm_tokens_total${labels({ model, type, variant })} ${count}`);
    head("llm_quality_score", "gauge", `Mean of the last ${averaged} scores`);
    for (const [key, recent] of this.#quality) {
      const [variant = "", metric = ""] = key.split(" ");
      lines.push(
        `llm_quality_score${labels({ model, metric, variant })} ${recent.reduce((sum, value) => sum + value, 0) / recent.length}`,
      );
    }
    head("llm_inference_cost_usd_total", "counter", "Cost of the time that requests took");
    lines.push(`llm_inference_cost_usd_total${labels({ model, provider: "local" })} ${this.#cost}`);
    return `${lines.join("\n")}\n`;
  }
}

const labels = (pairs: Record<string, string>): string =>
  `{${Object.entries(pairs)
    .map(([name, value]) => `${name}="${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`)
    .join(",")}}`;
