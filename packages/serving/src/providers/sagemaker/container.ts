import type { ContainerDefinition } from "@aws-sdk/client-sagemaker";
import type { Candidate } from "../../serving.ts";
import type { ContainerKind, SageMakerModel } from "./model.ts";

/** Where SageMaker lays the model's data. */
const dataFolder = "/opt/ml/model";

/** What the container is and is told: context, concurrency and `extra` in the words of its kind. */
export function containerOf(candidate: Candidate, { image, kind, environment }: SageMakerModel): ContainerDefinition {
  const { modelRef, contextSize, parallel, extra, model } = candidate;
  const spelt = Object.entries(extra).map(([name, value]) => [
    `${kind === "lmi" ? "OPTION_" : ""}${name.replaceAll("-", "_").toUpperCase()}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    Image: image,
    // a folder of files is not unpacked; an archive is
    ...(model.endsWith("/")
      ? { ModelDataSource: { S3DataSource: { S3Uri: model, S3DataType: "S3Prefix", CompressionType: "None" } } }
      : { ModelDataUrl: model }),
    Environment: {
      ...told(kind, contextSize, parallel),
      ...Object.fromEntries(spelt),
      ...environment,
      GENAI_MLOPS_MODEL_REF: modelRef,
    },
  };
}

/** Names of TGI's launcher arguments, and of LMI's OPTION_ properties of serving.properties. */
function told(kind: ContainerKind, contextSize: number, parallel: number): Record<string, string> {
  switch (kind) {
    case "tgi":
      return {
        HF_MODEL_ID: dataFolder,
        MAX_TOTAL_TOKENS: String(contextSize),
        MAX_INPUT_TOKENS: String(contextSize - 1),
        MAX_CONCURRENT_REQUESTS: String(Math.max(64, 4 * parallel)),
      };
    case "lmi":
      return {
        HF_MODEL_ID: dataFolder,
        OPTION_ROLLING_BATCH: "vllm",
        OPTION_MAX_MODEL_LEN: String(contextSize),
        OPTION_MAX_ROLLING_BATCH_SIZE: String(parallel),
      };
    case "own":
      return {};
  }
}
