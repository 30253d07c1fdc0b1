import * as z from "zod";

/**
 * What was found of a canary's weight. `in-order`: as it was given. `abandoned`: nobody renewed its lease, and it still had
 * traffic. `moved`: it is none that the toolkit gave.
 */
export const weightFindings = ["in-order", "abandoned", "moved"] as const;

/** `reconciliation.json`: what was done about canaries that nobody drives any more. */
export const reconciliationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  only: z.enum(["abandoned", "recorded"]),
  endpoints: z.array(
    z.strictObject({
      endpoint: z.string(),
      found: z.enum(weightFindings),
      before: z.number(),
      after: z.number(),
      /** Of the weight before; null: it had none. */
      leaseExpiresAt: z.string().nullable(),
    }),
  ),
});
export type Reconciliation = z.infer<typeof reconciliationSchema>;
