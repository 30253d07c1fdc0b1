import type { VariantName } from "#contracts";

const buckets = [0.1, 0.5, 1, 2, 5, 10] as const;
/** Scores that the quality is the mean of. */
const averaged = 100;

interface Finished {
  variant: VariantName;
  status: number;
  latencySeconds: number;
  promptTokens: number | null;
  completionTokens: number | null;
}

/** The specification's metrics, in the text format 0.0.4 that prometheus_client writes. */
export class RouterMetrics {
  readonly #labels: { model: string; endpoint: string; costPerHour: number };
  readonly #requests = new Map<string, number>();
  readonly #latency = new Map<VariantName, { counts: number[]; sum: number; count: number }>();
  readonly #tokens = new Map<string, number>();
  readonly #quality = new Map<string, number[]>();
  #cost = 0;

  constructor(labels: { model: string; endpoint: string; costPerHour: number }) {
    this.#labels = labels;
  }

  finished({ variant, status, latencySeconds, promptTokens, completionTokens }: Finished): void {
    add(this.#requests, `${variant} ${status}`, 1);
    const histogram = this.#latency.get(variant) ?? { counts: buckets.map(() => 0), sum: 0, count: 0 };
    for (const [index, bound] of buckets.entries())
      if (latencySeconds <= bound) histogram.counts[index] = (histogram.counts[index] as number) + 1;
    histogram.sum += latencySeconds;
    histogram.count += 1;
    this.#latency.set(variant, histogram);
    add(this.#tokens, `${variant} input`, promptTokens ?? 0);
    add(this.#tokens, `${variant} output`, completionTokens ?? 0);
    this.#cost += (this.#labels.costPerHour * latencySeconds) / 3600;
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
    for (const [key, count] of this.#requests) {
      const [variant = "", status = ""] = key.split(" ");
      lines.push(`llm_requests_total${labels({ model, endpoint, status, variant })} ${count}`);
    }
    head("llm_request_latency_seconds", "histogram", "Seconds from a request to its whole answer");
    for (const [variant, { counts, sum, count }] of this.#latency) {
      for (const [index, bound] of buckets.entries())
        lines.push(
          `llm_request_latency_seconds_bucket${labels({ model, endpoint, variant, le: bound.toFixed(1) })} ${counts[index]}`,
        );
      lines.push(`llm_request_latency_seconds_bucket${labels({ model, endpoint, variant, le: "+Inf" })} ${count}`);
      lines.push(
        `llm_request_latency_seconds_sum${labels({ model, endpoint, variant })} ${sum}`,
        `llm_request_latency_seconds_count${labels({ model, endpoint, variant })} ${count}`,
      );
    }
    head("llm_tokens_total", "counter", "Tokens of prompts (input) and answers (output)");
    for (const [key, count] of this.#tokens) {
      const [variant = "", type = ""] = key.split(" ");
      lines.push(`llm_tokens_total${labels({ model, type, variant })} ${count}`);
    }
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

function add(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

const labels = (pairs: Record<string, string>): string =>
  `{${Object.entries(pairs)
    .map(([name, value]) => `${name}="${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`)
    .join(",")}}`;
