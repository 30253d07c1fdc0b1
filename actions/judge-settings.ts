import { type JudgeConfig, type JudgeRubric, judgeConfigSchema } from "#contracts";
import { specificationRubric } from "#evaluation";
import type { JudgeOptions } from "./judging.ts";

export interface JudgeSettings extends Omit<JudgeConfig, "rubric"> {
  rubric: JudgeRubric;
}

/**
 * Who judges, and by what: `judge:` of evaluation.yaml, the specification's own where it says nothing.
 * @param model instead of the models there, at the first one's provider
 */
export function judgeSettings(config: JudgeConfig | undefined, model: string | undefined): JudgeSettings {
  const given = config ?? judgeConfigSchema.parse({});
  const models = model ? [{ ...(given.models[0] ?? { provider: "openai" as const }), model }] : given.models;
  return { ...given, models, rubric: given.rubric ?? specificationRubric };
}

/** What they say of judging a row. */
export function judgingBy({
  rubric,
  repeats,
  temperature,
  maxTokens,
  panel,
  passAt,
}: JudgeSettings): Pick<JudgeOptions, "rubric" | "repeats" | "temperature" | "maxTokens" | "panel" | "passAt"> {
  return { rubric, repeats, temperature: temperature ?? undefined, maxTokens, panel, passAt };
}
