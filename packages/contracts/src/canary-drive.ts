import * as z from "zod";

/** How a rollout that a gate drives ended. */
export const driveEnds = ["passed", "rolled-back", "aborted", "timed-out"] as const;
export type DriveEnd = (typeof driveEnds)[number];

/**
 * How far a rollout is whose weights the gate moves: kept in `canary-state.json` beside what was counted. What is asked for
 * is written before it is asked, so that a run that was killed in between is not taken for somebody else.
 */
export const canaryDriveSchema = z.strictObject({
  /** What serves, and the endpoint's name there. */
  deployment: z.string(),
  /** Which models stood there when the rollout began. */
  canary: z.string(),
  baseline: z.string(),
  plan: z.array(z.number().gt(0).lt(1)).min(1),
  /** Which weight of the plan is judged; one more than there are when all were. */
  step: z.int().min(0),
  /** Weight that was asked for last, and the one before it. */
  weight: z.number().min(0).lt(1),
  before: z.number().min(0).lt(1),
  /** Whether it was seen to be there, and counting began after that. */
  inForce: z.boolean(),
  /** ISO 8601, of the weight in force. */
  leaseEndsAt: z.string().nullable(),
  ended: z.enum(driveEnds).optional(),
  /** Milliseconds since 1970 when the rollout began, by the clock of that run. */
  startedAt: z.number().optional(),
});
export type CanaryDrive = z.infer<typeof canaryDriveSchema>;

/** What `canary-report.json` says of it. */
export const drivenSchema = z.strictObject({
  deployment: z.string(),
  steps: z.int(),
  /** Weights of the plan that were judged well. */
  passed: z.int(),
  /** Weight that the canary was left with. */
  weight: z.number(),
  leaseEndsAt: z.string().nullable(),
  ended: z.enum(driveEnds).optional(),
});
