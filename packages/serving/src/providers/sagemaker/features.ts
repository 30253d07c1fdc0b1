import type { CreateEndpointConfigCommandInput, DescribeEndpointConfigCommandOutput } from "@aws-sdk/client-sagemaker";
import { captureConfigOf, captureIn, type DataCapture } from "./data-capture.ts";

/** What a configuration says of the whole endpoint. It is a deployment's to give; every later change keeps it. */
export interface Features {
  capture?: DataCapture | undefined;
}

type Said = Pick<CreateEndpointConfigCommandInput, "DataCaptureConfig">;

/** Nothing where there is nothing to say, so that the name of a plain configuration stays what it was. */
export const saidOf = ({ capture }: Features): Said => ({
  ...(capture && { DataCaptureConfig: captureConfigOf(capture) }),
});

export const featuresIn = ({ DataCaptureConfig }: DescribeEndpointConfigCommandOutput): Features => ({
  capture: captureIn(DataCaptureConfig),
});
