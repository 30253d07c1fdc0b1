import { InputError, type Problem } from "#contracts";
import type { Candidate, Strategy } from "../../serving.ts";
import type { SageMakerServingConfig } from "./config.ts";
import { containerOf } from "./container.ts";
import { captureProblems } from "./data-capture.ts";
import { guardrailProblems } from "./guardrail.ts";
import { hostingProblems, modeIn } from "./hosting.ts";
import type { Mode, SageMakerModel } from "./model.ts";
import { scalingProblems } from "./scaling.ts";
import type { Configured } from "./seen.ts";

/** A model's and a configuration's name is the endpoint's with 14 marks more, and SageMaker takes 63. */
const longestName = 49;

/** @throws InputError for what is no name of an endpoint, a model and a configuration */
export function requireEndpoint(endpoint: string): void {
  if (endpoint.length <= longestName && /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(endpoint)) return;
  const legal = `letters, digits and - between them, at most ${longestName}`;
  throw new InputError([{ where: "endpoint", problem: `"${endpoint}" is no name`, legal }], "bad-name");
}

/** What a deployment is told. */
type Told = Pick<SageMakerServingConfig, "model" | "guardrail" | "capture" | "scaling" | "shadowShare">;

/** All that SageMaker would refuse later, or take and fail on. @throws InputError */
export function requireDeployable(
  candidate: Candidate,
  strategy: Strategy,
  told: Told,
  region: string,
): SageMakerModel {
  const { model, guardrail, capture, scaling, shadowShare = 1 } = told;
  const problems: Problem[] = [];
  const wrong = (where: string, problem: string, legal: string): void => void problems.push({ where, problem, legal });
  if (!/^s3:\/\/[^/\s]+\/\S+$/.test(candidate.model))
    wrong("model-uri", `"${candidate.model}" is not in S3`, "s3://bucket/model.tar.gz, or s3://bucket/folder/");
  if (!model) wrong("sagemaker-image", "is needed by target: sagemaker", "an image in ECR");
  else problems.push(...problemsOf(model, region), ...environmentProblems(candidate, model));
  problems.push(...hostingProblems(told, strategy));
  if (guardrail) problems.push(...guardrailProblems(guardrail));
  if (capture) problems.push(...captureProblems(capture));
  if (scaling) problems.push(...scalingProblems(scaling));
  if (scaling && model && model.instanceCount > scaling.max)
    wrong("sagemaker-instance-count", `is ${model.instanceCount}`, `at most ${scaling.max}, by sagemaker-autoscaling`);
  if (!(shadowShare > 0 && shadowShare <= 1))
    wrong("shadow-percent", `is ${shadowShare * 100}`, "above 0, at most 100");
  if (!model || problems.length > 0) throw new InputError(problems);
  return model;
}

function problemsOf({ image, instanceType, instanceCount, roleArn }: SageMakerModel, region: string): Problem[] {
  const problems: Problem[] = [];
  const [, imageRegion] = /^\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com/.exec(image) ?? [];
  if (image === "" || /\s/.test(image))
    problems.push({ where: "sagemaker-image", problem: `"${image}" is no image`, legal: "an image in ECR" });
  if (imageRegion && imageRegion !== region) {
    const problem = `is in ${imageRegion}, and the endpoint in ${region}`;
    problems.push({ where: "sagemaker-image", problem, mend: "copy the image, or set AWS_REGION" });
  }
  if (!/^ml\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceType))
    problems.push({ where: "sagemaker-instance-type", problem: `"${instanceType}" is no type`, legal: "ml.g5.xlarge" });
  if (!Number.isInteger(instanceCount) || instanceCount < 1)
    problems.push({ where: "sagemaker-instance-count", problem: `is ${instanceCount}`, legal: "1 or more" });
  if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/\S+$/.test(roleArn))
    problems.push({ where: "sagemaker-role", problem: `"${roleArn}" is no role`, legal: "arn:aws:iam::…:role/name" });
  return problems;
}

function environmentProblems(candidate: Candidate, model: SageMakerModel): Problem[] {
  const environment = Object.entries(containerOf(candidate, model).Environment ?? {});
  const where = "sagemaker-environment";
  return [
    ...environment.flatMap(([name, value]) =>
      /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) && name.length <= 1024 && value.length <= 1024
        ? []
        : [{ where, problem: `${name} cannot be told`, legal: "letters, digits and _; at most 1024 marks a value" }],
    ),
    ...(environment.length > 100
      ? [{ where, problem: `has ${environment.length} entries`, legal: "at most 100" }]
      : []),
  ];
}

/** SageMaker turns no endpoint into one of another kind and back. @throws InputError */
export function requireMode(seen: Pick<Configured, "variants" | "features">, wanted: Mode, endpoint: string): void {
  const mode = modeIn(seen);
  if (mode === wanted) return;
  const problem = `is ${wanted}, and ${endpoint} was made with ${mode}, which cannot be changed`;
  const mend = "take another endpoint, or delete this one and deploy anew";
  throw new InputError([{ where: "sagemaker-mode", problem, legal: mode, mend }], "mode-fixed");
}
