import * as z from "zod";

const count = z.int().min(0);

/** The baseline in one of equal windows as long as a look (or in one bucket of users): how far its rates swing. */
export const canaryWindowSchema = z
  .strictObject({ requests: count, errors: count.optional(), over_tau: count.optional() })
  .superRefine(({ requests, ...events }, context) => {
    for (const [name, value] of Object.entries(events)) {
      if (value !== undefined && value > requests)
        context.addIssue({ code: "custom", path: [name], message: `${value} of ${requests} requests` });
    }
  });
export type CanaryWindow = z.infer<typeof canaryWindowSchema>;
