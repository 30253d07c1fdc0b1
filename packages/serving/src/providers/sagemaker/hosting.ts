import type { Problem } from "#contracts";
import type { Strategy } from "../../serving.ts";
import type { SageMakerServingConfig } from "./config.ts";
import type { Hosting, Mode, SageMakerModel } from "./model.ts";
import type { Configured } from "./seen.ts";

export const modeOf = (model: SageMakerModel | undefined): Mode => model?.hosting?.mode ?? "instances";

/** The mode of an endpoint, by its configuration. */
export function modeIn({ variants, features }: Pick<Configured, "variants" | "features">): Mode {
  if (features.asyncOutput !== undefined) return "async";
  if (variants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined)) return "serverless";
  return variants.some(({ ModelName }) => ModelName === undefined) ? "inference-component" : "instances";
}

type Told = Pick<SageMakerServingConfig, "model" | "guardrail" | "capture" | "scaling">;

/** Strategies of an endpoint that has one variant; a component goes through its copies in batches either way. */
const single = new Set<string>(["all-at-once", "rolling"] satisfies string[]);
const reasons: Record<Hosting["mode"], string> = {
  serverless: "a serverless endpoint has one variant",
  async: "an asynchronous endpoint has one variant",
  "inference-component": "SageMaker splits no traffic between components: the client's header names one",
};
const realTime = "sagemaker-mode: instances, inference-component";

/** What a mode excludes, and what is wrong with its own settings. */
export function hostingProblems({ model, guardrail, capture, scaling }: Told, strategy: Strategy): Problem[] {
  const hosting = model?.hosting;
  if (!model || !hosting) return [];
  const { mode } = hosting;
  const problems: Problem[] = [];
  const excluded = (where: string, problem: string, legal: string): void =>
    void problems.push({ where, problem: `${problem}, with sagemaker-mode: ${mode}`, legal });
  if (!single.has(strategy) || ((strategy as string) === "rolling" && mode !== "inference-component"))
    excluded("strategy", `${strategy} is not possible: ${reasons[mode]}`, "all-at-once");
  if (scaling)
    excluded("sagemaker-autoscaling", "needs instances whose requests are counted", "sagemaker-mode: instances");
  // the guide of data capture speaks of real-time endpoints; the feature exclusions of Serverless Inference name it
  if (capture && mode !== "inference-component") excluded("sagemaker-data-capture", "is not possible", realTime);
  if (guardrail?.routing === "rolling" && mode === "serverless")
    excluded("guardrail-routing", "rolling is not possible", "all-at-once, canary, linear");
  if (guardrail && guardrail.routing !== "rolling" && mode === "inference-component")
    excluded("guardrail-routing", `${guardrail.routing} is not possible`, "rolling");
  return [...problems, ...settingProblems(hosting, model)];
}

function settingProblems(hosting: Hosting, { image, kind }: SageMakerModel): Problem[] {
  const problems: Problem[] = [];
  const wrong = (where: string, problem: string, legal: string): void => void problems.push({ where, problem, legal });
  const said = (megabytes: number): string => (Number.isNaN(megabytes) ? "is missing" : `is ${megabytes} MB`);
  switch (hosting.mode) {
    case "serverless": {
      const { memoryMb, maxConcurrency } = hosting;
      if (!(memoryMb % 1024 === 0 && memoryMb >= 1024 && memoryMb <= 6144))
        wrong("sagemaker-memory", said(memoryMb), "1024, 2048, 3072, 4096, 5120, 6144");
      if (!(Number.isInteger(maxConcurrency) && maxConcurrency >= 1 && maxConcurrency <= 200))
        wrong("sagemaker-max-concurrency", `is ${maxConcurrency}`, "1 to 200");
      if (kind !== "own")
        wrong("sagemaker-container", `${kind} needs a GPU, and a serverless endpoint has none`, "own, for CPUs");
      if (!/^\d{12}\.dkr\.ecr[.-]/.test(image))
        wrong(
          "sagemaker-image",
          `"${image}" is in no ECR, and a serverless endpoint takes no other`,
          "an image in ECR",
        );
      break;
    }
    case "async":
      if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/\S*)?$/.test(hosting.output) || hosting.output.length > 512)
        wrong("sagemaker-async-output", `"${hosting.output}" is no place in S3`, "s3://bucket/prefix");
      break;
    case "inference-component": {
      const { memoryMb, accelerators, copies } = hosting;
      if (!(Number.isInteger(memoryMb) && memoryMb >= 128))
        wrong("sagemaker-memory", said(memoryMb), "128 or more, of each copy");
      if (!(Number.isInteger(accelerators) && accelerators >= 0))
        wrong("sagemaker-accelerators", `is ${accelerators}`, "0 or more GPUs, of each copy");
      if (!(Number.isInteger(copies) && copies >= 1)) wrong("sagemaker-copies", `is ${copies}`, "1 or more");
    }
  }
  return problems;
}
