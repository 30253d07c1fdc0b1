import type * as z from "zod";
import { abReportSchema, abStateSchema } from "./ab-report.ts";
import { canaryBlockSchema } from "./canary-block.ts";
import { canaryMetricsSchema } from "./canary-metrics.ts";
import { canaryReportSchema } from "./canary-report.ts";
import { canaryStateSchema } from "./canary-state.ts";
import { canaryWindowSchema } from "./canary-window.ts";
import { chatExampleSchema } from "./chat.ts";
import { datasetConfigSchema } from "./dataset-config.ts";
import { datasetLockSchema } from "./dataset-lock.ts";
import { deploymentSchema } from "./deployment.ts";
import { evaluationSchema, predictionSchema } from "./evaluation.ts";
import { evaluationConfigSchema } from "./evaluation-config.ts";
import { loraConfigSchema } from "./lora-config.ts";
import { metadataSchema } from "./metadata.ts";
import { oneShotReportSchema } from "./one-shot-report.ts";
import { promotionRecordSchema } from "./promotion.ts";
import { registryEventSchema } from "./registry-event.ts";
import { requestLineSchema, routerConfigSchema, routerSettingsSchema } from "./router.ts";
import { smokeSuiteSchema } from "./smoke-suite.ts";
import { trainingMetricsSchema, trainingSummarySchema } from "./training-metrics.ts";

/** Files that users write or read, by the name of their published JSON Schema. */
export const publishedSchemas: Record<string, z.ZodType> = {
  "ab-report": abReportSchema,
  "ab-state": abStateSchema,
  "canary-block": canaryBlockSchema,
  "canary-metrics": canaryMetricsSchema,
  "canary-report": canaryReportSchema,
  "canary-state": canaryStateSchema,
  "canary-window": canaryWindowSchema,
  "chat-example": chatExampleSchema,
  dataset: datasetConfigSchema,
  "dataset-lock": datasetLockSchema,
  "one-shot-report": oneShotReportSchema,
  deployment: deploymentSchema,
  "registry-event": registryEventSchema,
  "request-line": requestLineSchema,
  router: routerConfigSchema,
  "router-settings": routerSettingsSchema,
  smoke: smokeSuiteSchema,
  evaluation: evaluationSchema,
  "evaluation-config": evaluationConfigSchema,
  prediction: predictionSchema,
  lora: loraConfigSchema,
  promotion: promotionRecordSchema,
  metadata: metadataSchema,
  "training-metrics": trainingMetricsSchema,
  "training-summary": trainingSummarySchema,
};
