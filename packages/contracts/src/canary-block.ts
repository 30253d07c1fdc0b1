import * as z from "zod";
import { furtherNameSchema } from "./canary-metrics.ts";

const count = z.int().min(0);
const score = z.number().min(0).max(10);

/** What one arm did since the look before. */
const armSchema = z.strictObject({
  requests: count,
  errors: count.optional(),
  /** Requests slower than tau, the baseline's p95 from before the rollout. */
  over_tau: count.optional(),
  /** Requests slower than 1.2 tau. */
  over_margin: count.optional(),
  /** Quality in order of arrival, 0 to 1 (values above 1 make the whole line 0 to 10). */
  scores: z.array(score).optional(),
  /** Answers whose quality could not be told. */
  scores_missing: count.optional(),
  /** Single values of further metrics in order of arrival: USD of `cost`, milliseconds of `time-to-first-token`. */
  extra: z.record(furtherNameSchema, z.array(z.number())).optional(),
  /** Requests whose value could not be told. */
  extra_missing: z.record(furtherNameSchema, count).optional(),
  /** Of the requests that were answered; only `mode: one-shot` reads them. */
  latencies_ms: z.array(z.number().min(0)).optional(),
});

/** One line of a metrics file: the increments of one look. */
export const canaryBlockSchema = z
  .strictObject({ block: z.string().min(1).max(200), canary: armSchema, baseline: armSchema })
  .superRefine(({ canary, baseline }, context) => {
    for (const [arm, counts] of Object.entries({ canary, baseline })) {
      const { requests, errors, over_tau, over_margin, scores, latencies_ms } = counts;
      const most = { errors, over_tau, over_margin, scores: scores?.length, latencies_ms: latencies_ms?.length };
      for (const [name, value] of Object.entries(most)) {
        if (value !== undefined && value > requests)
          context.addIssue({ code: "custom", path: [arm, name], message: `${value} of ${requests} requests` });
      }
      if (over_margin !== undefined && over_margin > (over_tau ?? 0))
        context.addIssue({
          code: "custom",
          path: [arm, "over_margin"],
          message: "more requests above 1.2 tau than above tau",
        });
    }
  });
export type CanaryBlock = z.infer<typeof canaryBlockSchema>;
