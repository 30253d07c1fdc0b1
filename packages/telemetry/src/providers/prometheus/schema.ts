import * as z from "zod";

const labels = z.record(z.string(), z.string());
/** Seconds since 1970, and the value as text: it may be NaN or +Inf. */
const point = z.tuple([z.number(), z.string()]);

const dataSchema = z.discriminatedUnion("resultType", [
  z.object({ resultType: z.literal("scalar"), result: point }),
  z.object({ resultType: z.literal("string"), result: point }),
  z.object({ resultType: z.literal("vector"), result: z.array(z.object({ metric: labels, value: point.optional() })) }),
  // a series of native histograms alone has no values
  z.object({
    resultType: z.literal("matrix"),
    result: z.array(z.object({ metric: labels, values: z.array(point).optional() })),
  }),
]);

/** What `/api/v1/query` answers; newer servers add fields. */
export const answerSchema = z.discriminatedUnion("status", [
  z.object({ status: z.literal("success"), data: dataSchema, warnings: z.array(z.string()).nullish() }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);
export type Answer = Extract<z.infer<typeof answerSchema>, { status: "success" }>;
