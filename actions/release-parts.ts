import { join, resolve } from "node:path";
import * as z from "zod";
import { canaryReportSchema, evaluationSchema, trainingMetricsSchema } from "#contracts";
import type { Files } from "#platform";
import type { ReleaseParts } from "#reports";

/** Reports of earlier steps that lie in the same folder. One that is missing or of another shape is left out: a picture fewer. */
export async function releaseParts(files: Files, folder: string, workspace: string): Promise<ReleaseParts> {
  async function part<Schema extends z.ZodType>(name: string, schema: Schema): Promise<z.output<Schema> | undefined> {
    const text = await files.readText(resolve(workspace, join(folder, name))).catch(() => undefined);
    try {
      return text === undefined ? undefined : schema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }
  const training = await part("training.json", z.looseObject({ metrics: z.array(trainingMetricsSchema) }));
  const smoke = await part(
    "smoke-test.json",
    z.looseObject({ verdict: z.enum(["pass", "fail", "error", "inconclusive"]) }),
  );
  return {
    training: training?.metrics,
    evaluation: await part("evaluation.json", evaluationSchema),
    canary: await part("canary-report.json", canaryReportSchema),
    smoke: smoke?.verdict,
  };
}
