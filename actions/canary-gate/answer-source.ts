import { createHash } from "node:crypto";
import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import { type AnswerSource, answerProviders } from "#telemetry";
import type { spec } from "./spec.ts";

export interface NamedAnswers {
  answers: AnswerSource;
  /** What is read: two runs with the same one read the same answers. */
  name: string;
}

type Open = (inputs: Inputs<typeof spec>, deps: ActionDeps) => Promise<NamedAnswers>;

/** One line a place that answers are kept in; `quality-source` chooses. */
export const answerSources: Record<Exclude<Inputs<typeof spec>["quality-source"], "none">, Open> = {
  "data-capture": openDataCapture,
  traces: openTraces,
};

async function openDataCapture(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<NamedAnswers> {
  const problems: Problem[] = [];
  const { region = "", endpoint = "", answers = "" } = inputs;
  const [, bucket = "", prefix = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*?))?\/*$/.exec(answers) ?? [];
  if (region === "") problems.push({ where: "region", problem: needed, mend: "name it, or set AWS_REGION" });
  if (endpoint === "") problems.push({ where: "endpoint", problem: needed, mend: "name SageMaker's endpoint" });
  if (bucket === "")
    problems.push({
      where: "answers",
      problem: answers === "" ? needed : `${JSON.stringify(answers.slice(0, 80))} is no place in S3`,
      legal: "s3://bucket/prefix, the DestinationS3Uri of the endpoint's configuration",
    });
  const variants = variantsOf(inputs, problems);
  if (problems.length > 0) throw new InputError(problems);
  const config = { region, bucket, prefix, endpointName: endpoint, ...variants };
  return { answers: await answerProviders["data-capture"](deps, config), name: nameOf("data-capture", config) };
}

async function openTraces(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<NamedAnswers> {
  const problems: Problem[] = [];
  const { answers: shown = "" } = inputs;
  if (shown === "")
    problems.push({ where: "answers", problem: needed, mend: "name the file that traces are added to" });
  const variants = variantsOf(inputs, problems);
  if (problems.length > 0) throw new InputError(problems);
  const config = { path: resolve(deps.workspace, shown), shown, ...variants };
  return { answers: await answerProviders.traces(deps, config), name: nameOf("traces", shown, variants) };
}

const needed = "is needed by this quality-source";

/** What the arms are called where answers are kept: as their series are, unless told. */
function variantsOf(inputs: Inputs<typeof spec>, problems: Problem[]): { canary: string; baseline: string } {
  const variantOf = (arm: "canary" | "baseline"): string => {
    const labelled = (inputs[`${arm}-selector`] ?? []).map((item) =>
      /^(?:VariantName|variant)\s*=\s*"?([^"]+)"?$/.exec(item),
    );
    return inputs[`${arm}-variant`] ?? labelled.find(Boolean)?.[1] ?? arm;
  };
  const variants = { canary: variantOf("canary"), baseline: variantOf("baseline") };
  if (variants.canary === variants.baseline)
    problems.push({
      where: "canary-variant",
      problem: `${JSON.stringify(variants.canary)} is the baseline's too`,
      legal: "the name of another variant",
    });
  if (inputs["quality-source"] === "data-capture")
    // it becomes a part of a path
    for (const [arm, name] of Object.entries(variants))
      if (!/^[a-zA-Z0-9]([-a-zA-Z0-9]{0,62})$/.test(name))
        problems.push({ where: `${arm}-variant`, problem: `${JSON.stringify(name)} is no variant of SageMaker` });
  return variants;
}

function nameOf(provider: string, ...what: unknown[]): string {
  return `${provider}:${createHash("sha256").update(JSON.stringify(what)).digest("hex").slice(0, 16)}`;
}
