import { type AwsKey, awsAuthorization } from "../vendors/aws-signature.ts";
import { type ControlPlaneOptions, type ControlRequest, sageMakerControlPlane } from "./control-plane.ts";
import { awsKey } from "./fake-aws.ts";

/** A control plane to ask without a client, with a clock that stands until it is told to go on. */
export function askedControlPlane(options: Partial<ControlPlaneOptions> = {}) {
  let now = 1_000_000;
  const control = sageMakerControlPlane({ key: awsKey, now: () => now, ...options });
  return {
    control,
    /** The answer, or type and message of a refusal. */
    ask(operation: string, input: unknown, changed: Partial<ControlRequest> = {}, key: AwsKey = awsKey) {
      const text = typeof input === "string" ? input : JSON.stringify(input);
      const headers: Record<string, string> = {
        host: "api.sagemaker.eu-central-1.amazonaws.com",
        "content-type": "application/x-amz-json-1.1",
        "x-amz-date": "20260102T030405Z",
        "x-amz-target": `SageMaker.${operation}`,
        ...changed.headers,
      };
      const authorization = awsAuthorization({ method: "POST", path: "/", headers, text }, key);
      const request = { method: "POST", path: "/", body: Buffer.from(text), ...changed };
      const answer = control.answer({ ...request, headers: { authorization, ...headers } });
      const body = JSON.parse(answer.body) as Record<string, unknown>;
      return answer.status === 200 ? body : `${body["__type"]} ${body["message"] ?? body["Message"]}`;
    },
    wait: (ms: number) => {
      now += ms;
    },
  };
}
