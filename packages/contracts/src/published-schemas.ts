import type * as z from "zod";
import { chatExampleSchema } from "./chat.ts";
import { datasetConfigSchema } from "./dataset-config.ts";
import { datasetLockSchema } from "./dataset-lock.ts";
import { loraConfigSchema } from "./lora-config.ts";
import { trainingMetricsSchema, trainingSummarySchema } from "./training-metrics.ts";

/** Files that users write or read, by the name of their published JSON Schema. */
export const publishedSchemas: Record<string, z.ZodType> = {
  "chat-example": chatExampleSchema,
  dataset: datasetConfigSchema,
  "dataset-lock": datasetLockSchema,
  lora: loraConfigSchema,
  "training-metrics": trainingMetricsSchema,
  "training-summary": trainingSummarySchema,
};
