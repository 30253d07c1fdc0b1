import type { FurtherMetric } from "#contracts";
import type { Overdispersion } from "./overdispersion.ts";

export interface CanarySettings {
  /** Probability of a false rollback over the whole rollout. */
  alpha: number;
  /** Share of alpha of each metric; they add up to 1 also when one is not declared. */
  weights: Readonly<Record<string, number>>;
  /** Metrics beside the three. */
  further?: Readonly<Record<string, FurtherMetric>> | undefined;
  /** Metrics that are judged and do not decide; their share of alpha stays reserved. */
  dryRun?: readonly string[] | undefined;
  /** Canary requests that a step needs. */
  minRequests: number;
  /** `any`: against no worse at all. `tolerance`: against worse by less than what matters. */
  null: "any" | "tolerance";
  rule: "evidence" | "specification";
  /** What a request is assigned by. Sticky users make requests alike, which only windows of user buckets can tell. */
  assignment: "request" | "user";
  overdispersion?: { errors?: Overdispersion | undefined; latency?: Overdispersion | undefined } | undefined;
}

export const defaultSettings: CanarySettings = {
  alpha: 0.05,
  weights: { errors: 1 / 3, latency: 1 / 3, quality: 1 / 3 },
  minRequests: 50,
  null: "any",
  rule: "evidence",
  assignment: "request",
};

/** Probability that a metric may be wrong with; none without a share of alpha. */
export const alphaOf = ({ alpha, weights }: Pick<CanarySettings, "alpha" | "weights">, metric: string): number =>
  alpha * (weights[metric] ?? 0);

/** ln of the e-value at which a metric speaks for a rollback. */
export const logThreshold = (settings: CanarySettings, metric: string): number =>
  Math.log(1 / alphaOf(settings, metric));
