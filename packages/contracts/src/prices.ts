import * as z from "zod";

const rates = {
  /** USD per million tokens. */
  input: z.number().min(0),
  output: z.number().min(0),
  /** Of input that the provider had cached; `input` where it is left out. */
  cached: z.number().min(0).optional(),
};

export const modelPriceSchema = z.strictObject({
  ...rates,
  /** Rates of a whole request whose prompt is longer than `above` tokens. */
  long: z.strictObject({ above: z.int().min(1), ...rates }).optional(),
});
export type ModelPrice = z.infer<typeof modelPriceSchema>;

/** `prices:` of evaluation.yaml, and our own table. */
export const priceTableSchema = z.strictObject({
  /** The day on which the figures were read, shown in reports. */
  date: z.iso.date(),
  source: z.string().min(1),
  /** By the model's name in requests, `provider/name` where providers differ. */
  models: z.record(z.string(), modelPriceSchema),
});
export type PriceTable = z.infer<typeof priceTableSchema>;
