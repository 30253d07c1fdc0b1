/** What is used of the SDK, by name: all of it would be most of what a runner downloads. */
export {
  CloudWatchClient,
  GetMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
