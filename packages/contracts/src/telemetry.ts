import * as z from "zod";

/** Counts of the baseline over one window of a fixed length. */
export const baselineWindowSchema = z.strictObject({
  requests: z.int().min(0),
  errors: z.int().min(0),
  /** Requests slower than tau. */
  over_tau: z.int().min(0),
});
export type BaselineWindow = z.infer<typeof baselineWindowSchema>;

/** The baseline before a rollout: frozen once, then every look is compared with it. */
export const baselineMeasurementSchema = z.strictObject({
  /** Requests that tau is taken from. */
  requests: z.int().min(0),
  errors: z.int().min(0),
  /** p95 of the latency in milliseconds: the least value that 95 % of the answered requests do not exceed. */
  tauMs: z.number().nullable(),
  windowSeconds: z.number().positive(),
  /** Whole windows, oldest first, without a gap: a window without traffic is there with zeros. */
  windows: z.array(baselineWindowSchema),
});
export type BaselineMeasurement = z.infer<typeof baselineMeasurementSchema>;
