import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Http, HttpRequest, HttpResponse } from "#platform";
import { bytesOf } from "../body-bytes.ts";
import { fakeS3, operationOf } from "../s3/fake-s3.ts";
import type { AwsKey } from "../vendors/aws-signature.ts";
import { type ControlPlaneOptions, sageMakerControlPlane } from "./control-plane.ts";

export interface AwsCall {
  service: "s3" | "sagemaker" | "application-autoscaling";
  operation: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Whether it changes anything. */
  changes: boolean;
}

export interface AwsAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export const awsKey: AwsKey = {
  accessKeyId: "AKIAFAKE",
  secretAccessKey: "very-secret-key-of-aws",
  region: "eu-central-1",
  service: "sagemaker",
};

export const fakeBucket = "models";

const reading = /^(Describe|List|Get|Head)/;
const services: Readonly<Record<string, AwsCall["service"]>> = {
  SageMaker: "sagemaker",
  AnyScaleFrontendService: "application-autoscaling",
};

export type FakeAws = ReturnType<typeof fakeAws>;

/** SageMaker's control plane and a bucket of S3, at AWS's own addresses, or behind a socket. */
export function fakeAws(now: () => number, options: Partial<ControlPlaneOptions> = {}) {
  const control = sageMakerControlPlane({ key: awsKey, now, ...options });
  const s3 = fakeS3({ bucket: fakeBucket, region: awsKey.region, accessKeyId: awsKey.accessKeyId, now });
  const fake = {
    control,
    s3,
    /** Every call, in order. */
    calls: [] as AwsCall[],
    /** Replaced by a test: stands between the client and the services. */
    interfere: (_call: AwsCall, proceed: () => Promise<AwsAnswer>): Promise<AwsAnswer> => proceed(),
    http: { send } satisfies Http,
    /** SageMaker alone on a port of this machine, for clients of other languages and for mixed tests. */
    serveSageMaker,
  };

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const body = await bytesOf(request.body);
    const headers: Record<string, string> = { host: url.host };
    if (request.method !== "GET" && request.method !== "HEAD") headers["content-length"] = String(body.length);
    for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
    const call = callOf({ method: request.method ?? "GET", url: request.url, headers, body });
    fake.calls.push(call);
    return responseOf(await fake.interfere(call, async () => answered(call)), now);
  }

  function answered(call: AwsCall): AwsAnswer {
    if (call.service === "s3") return s3.answer(call);
    const { pathname, search } = new URL(call.url);
    const request = { ...call, path: pathname + search };
    return call.service === "sagemaker" ? control.answer(request) : control.answerScaling(request);
  }

  async function serveSageMaker(): Promise<{ url: string; close(): Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const body = Buffer.concat((await Array.fromAsync(incoming)) as Buffer[]);
        const headers = Object.fromEntries(
          Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
        );
        const url = `http://${headers["host"]}${incoming.url}`;
        const call = callOf({ method: incoming.method ?? "", url, headers, body });
        fake.calls.push(call);
        const answer = await fake.interfere(call, async () => answered(call));
        outgoing.writeHead(answer.status, answer.headers).end(answer.body);
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(() => resolve()));
      },
    };
  }

  return fake;
}

/** What a request asks of AWS. */
export function callOf(request: Omit<AwsCall, "service" | "operation" | "changes">): AwsCall {
  const target = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "x-amz-target")?.[1];
  const [prefix, named] = target?.split(".") ?? [];
  const operation = named ?? operationOf(request);
  const service = services[prefix ?? ""] ?? "s3";
  return { ...request, service, operation, changes: !reading.test(operation) };
}

/** AWS to a process that is killed just before its n-th change of anything there; or its n-th call, reading ones included. */
export function dyingAws(http: Http, calls: number, counted: "changes" | "calls" = "changes"): Http {
  let left = calls;
  return {
    async send(request) {
      const { method = "GET", url, headers = {} } = request;
      const { changes } = callOf({ method, url, headers, body: new Uint8Array() });
      if (counted === "calls" || changes) left -= 1;
      if (left <= 0) throw new Error("killed");
      return await http.send(request);
    },
  };
}

function responseOf({ status, headers, body }: AwsAnswer, now: () => number): HttpResponse {
  const bytes = Buffer.from(body);
  return {
    status,
    headers: new Map(Object.entries({ date: new Date(now()).toUTCString(), ...headers })),
    body: (async function* () {
      // in pieces, so that a reader that forgets one is seen
      for (let start = 0; start < bytes.length; start += 1000) yield bytes.subarray(start, start + 1000);
    })(),
    text: async () => bytes.toString("utf8"),
    json: async () => JSON.parse(bytes.toString("utf8")) as unknown,
  };
}
