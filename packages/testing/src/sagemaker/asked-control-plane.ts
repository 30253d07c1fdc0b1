import { type AwsKey, awsAuthorization } from "../vendors/aws-signature.ts";
import {
  type ControlAnswer,
  type ControlPlaneOptions,
  type ControlRequest,
  sageMakerControlPlane,
} from "./control-plane.ts";
import { awsKey } from "./fake-aws.ts";

/** A control plane to ask without a client, with a clock that stands until it is told to go on. */
export function askedControlPlane(options: Partial<ControlPlaneOptions> = {}) {
  let now = 1_000_000;
  const control = sageMakerControlPlane({ key: awsKey, now: () => now, ...options });

  function scaling(operation: string, input: unknown): unknown {
    const text = JSON.stringify(input);
    const headers = {
      host: "application-autoscaling.eu-central-1.amazonaws.com",
      "content-type": "application/x-amz-json-1.1",
      "x-amz-date": "20260102T030405Z",
      "x-amz-target": `AnyScaleFrontendService.${operation}`,
    };
    const key = { ...awsKey, service: "application-autoscaling" };
    const authorization = awsAuthorization({ method: "POST", path: "/", headers, text }, key);
    const body = Buffer.from(text);
    return said(control.answerScaling({ method: "POST", path: "/", body, headers: { authorization, ...headers } }));
  }

  return {
    control,
    /** The same of Application Auto Scaling. */
    scaling,
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
      return said(control.answer({ ...request, headers: { authorization, ...headers } }));
    },
    wait: (ms: number) => {
      now += ms;
    },
  };
}

function said({ status, body }: ControlAnswer): Record<string, unknown> | string {
  const read = JSON.parse(body) as Record<string, unknown>;
  return status === 200 ? read : `${read["__type"]} ${read["message"] ?? read["Message"]}`;
}
