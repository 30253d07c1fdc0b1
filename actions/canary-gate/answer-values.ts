import type { CanaryBlock, CanaryMetricsConfig } from "#contracts";
import { newReservoir, type Reservoir, seededUniform } from "#statistics";
import type { Answer } from "#telemetry";
import { cost, firstToken, priceOf } from "./router-stretch.ts";
import { byArrival } from "./sample-answers.ts";

type Prices = CanaryMetricsConfig["prices"];
type Extra = Pick<CanaryBlock["canary"], "extra" | "extra_missing">;

/** Requests of an arm that are kept of a look: all of them, and of more a uniform sample. */
const mostRequests = 20_000;

/** Values of further metrics in what answers tell of their requests. */
export interface AnswerValues {
  see(answer: Answer): void;
  /** Of an arm, in order of arrival, a request that was written down twice once. */
  of(arm: Answer["arm"]): Extra;
}

/** A request, and its values by metric; null where one could not be told. */
interface Kept extends Pick<Answer, "id" | "time"> {
  values: readonly (number | null | undefined)[];
}

/** Cost by the prices, time to first token of what was streamed, everything else by the scores kept with an answer. */
export function newAnswerValues(metrics: readonly string[], prices: Prices, seed: number): AnswerValues {
  const uniform = seededUniform(seed);
  const seeds = { canary: Math.floor(uniform() * 2 ** 32), baseline: Math.floor(uniform() * 2 ** 32) };
  const kept: Record<Answer["arm"], Reservoir<Kept>> = {
    canary: newReservoir(mostRequests, seeds.canary),
    baseline: newReservoir(mostRequests, seeds.baseline),
  };
  const valueIn = (metric: string, arm: Answer["arm"], measured: NonNullable<Answer["measured"]>) => {
    if (metric === firstToken) return measured.firstTokenMs ?? undefined;
    // one source a metric: what is priced is not taken from scores, too
    if (metric === cost && prices) return priceOf(measured, prices[arm]);
    return Object.hasOwn(measured.scores, metric) ? measured.scores[metric] : undefined;
  };
  return {
    see({ id, time, arm, measured }) {
      if (metrics.length > 0 && measured)
        kept[arm].add({ id, time, values: metrics.map((metric) => valueIn(metric, arm, measured)) });
    },
    of(arm) {
      if (metrics.length === 0) return {};
      const requests = [...new Map(kept[arm].sample.map((each) => [each.id, each])).values()].sort(byArrival);
      const extra: NonNullable<Extra["extra"]> = {};
      const missing: NonNullable<Extra["extra_missing"]> = {};
      for (const [at, metric] of metrics.entries()) {
        const values = requests.map((each) => each.values[at]);
        extra[metric] = values.filter((value) => typeof value === "number");
        missing[metric] = values.filter((value) => value === null).length;
      }
      return { extra, extra_missing: missing };
    },
  };
}
