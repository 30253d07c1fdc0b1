import type { DataCaptureConfig } from "@aws-sdk/client-sagemaker";
import type { Problem } from "#contracts";

/** Requests and answers that SageMaker writes to S3, by variant and hour. */
export interface DataCapture {
  /** s3://bucket/prefix. */
  destination: string;
  /** Of the requests, 1 to 100. */
  percent: number;
  /** Of KMS, in any spelling that SageMaker takes; without one, S3's own key. */
  kmsKey?: string | undefined;
}

/** What the service takes for a destination, with a bucket in it: its own pattern lets `s3://a` pass. */
const destinationPattern = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/\S*)?$/;

export function captureProblems({ destination, percent, kmsKey }: DataCapture): Problem[] {
  const problems: Problem[] = [];
  const wrong = (where: string, problem: string, legal: string): void => void problems.push({ where, problem, legal });
  if (!destinationPattern.test(destination) || destination.length > 512)
    wrong("sagemaker-data-capture", `"${destination}" is no place in S3`, "s3://bucket/prefix, at most 512 marks");
  if (!(Number.isInteger(percent) && percent >= 1 && percent <= 100))
    wrong("sagemaker-data-capture-percent", `is ${percent}`, "1 to 100");
  if (kmsKey !== undefined && !/^[a-zA-Z0-9:/_-]{1,2048}$/.test(kmsKey))
    wrong("sagemaker-data-capture-kms-key", `"${kmsKey}" is no key`, "id, alias or ARN of a key of KMS");
  return problems;
}

export const captureConfigOf = ({ destination, percent, kmsKey }: DataCapture): DataCaptureConfig => ({
  EnableCapture: true,
  InitialSamplingPercentage: percent,
  DestinationS3Uri: destination,
  ...(kmsKey !== undefined && { KmsKeyId: kmsKey }),
  CaptureOptions: [{ CaptureMode: "Input" }, { CaptureMode: "Output" }],
  // or everything would be written in base64
  CaptureContentTypeHeader: { JsonContentTypes: ["application/json"] },
});

/** What a configuration captures, as far as it is ours to give. */
export function captureIn(config: DataCaptureConfig | undefined): DataCapture | undefined {
  const { EnableCapture, InitialSamplingPercentage: percent, DestinationS3Uri: destination, KmsKeyId } = config ?? {};
  if (EnableCapture === false || percent === undefined || destination === undefined) return undefined;
  return { destination, percent, kmsKey: KmsKeyId || undefined };
}
