import type { CanaryMetric } from "#contracts";
import type { Overdispersion } from "./overdispersion.ts";

export interface CanarySettings {
  /** Probability of a false rollback over the whole rollout. */
  alpha: number;
  /** Share of alpha of each metric; they add up to 1 also when one is not declared. */
  weights: Readonly<Record<CanaryMetric, number>>;
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

/** ln of the e-value at which a metric speaks for a rollback. */
export const logThreshold = ({ alpha, weights }: CanarySettings, metric: CanaryMetric): number =>
  Math.log(1 / (alpha * weights[metric]));
