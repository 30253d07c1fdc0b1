import type {
  AsyncInferenceConfig,
  CreateEndpointConfigCommandInput,
  DescribeEndpointConfigCommandOutput,
} from "@aws-sdk/client-sagemaker";
import { captureConfigOf, captureIn, type DataCapture } from "./data-capture.ts";

/** What a configuration says of the whole endpoint. It is a deployment's to give; every later change keeps it. */
export interface Features {
  capture?: DataCapture | undefined;
  /** Where an asynchronous endpoint lays its answers. */
  asyncOutput?: string | undefined;
  /** Of an endpoint whose variant names no model. */
  roleArn?: string | undefined;
}

type Said = Pick<CreateEndpointConfigCommandInput, "DataCaptureConfig" | "AsyncInferenceConfig" | "ExecutionRoleArn">;

/** Failures beside the answers: without a place for them whoever asked would wait for nothing. */
const asyncConfigOf = (output: string): AsyncInferenceConfig => ({
  OutputConfig: { S3OutputPath: output, S3FailurePath: `${output.replace(/\/+$/, "")}/failures` },
});

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
