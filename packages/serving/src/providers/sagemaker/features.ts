import type { CreateEndpointConfigCommandInput, DescribeEndpointConfigCommandOutput } from "@aws-sdk/client-sagemaker";
import { captureConfigOf, captureIn, type DataCapture } from "./data-capture.ts";
import { asyncConfigOf } from "./hosting.ts";

/** What a configuration says of the whole endpoint. It is a deployment's to give; every later change keeps it. */
export interface Features {
  capture?: DataCapture | undefined;
  /** Where an asynchronous endpoint lays its answers. */
  asyncOutput?: string | undefined;
  /** Of an endpoint whose variant names no model. */
  roleArn?: string | undefined;
}

type Said = Pick<CreateEndpointConfigCommandInput, "DataCaptureConfig" | "AsyncInferenceConfig" | "ExecutionRoleArn">;

/** Nothing where there is nothing to say, so that the name of a plain configuration stays what it was. */
export const saidOf = ({ capture, asyncOutput, roleArn }: Features): Said => ({
  ...(capture && { DataCaptureConfig: captureConfigOf(capture) }),
  ...(asyncOutput !== undefined && { AsyncInferenceConfig: asyncConfigOf(asyncOutput) }),
  ...(roleArn !== undefined && { ExecutionRoleArn: roleArn }),
});

export const featuresIn = (config: DescribeEndpointConfigCommandOutput): Features => ({
  capture: captureIn(config.DataCaptureConfig),
  asyncOutput: config.AsyncInferenceConfig?.OutputConfig?.S3OutputPath,
  roleArn: config.ExecutionRoleArn,
});
