import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { awsFrame } from "./vendors/aws-event-stream.ts";
import { type AwsKey, isSignedByAws } from "./vendors/aws-signature.ts";

/**
 * Headers of InvokeEndpoint by their patterns (botocore 1.44.8, sagemaker-runtime 2017-05-13, service-2.json). Another
 * that begins with x-amzn-sagemaker- is a member that the service does not have.
 */
const members: Readonly<Record<string, RegExp>> = {
  "x-amzn-sagemaker-accept": /^\p{ASCII}{0,1024}$/u,
  "x-amzn-sagemaker-custom-attributes": /^\p{ASCII}{0,1024}$/u,
  "x-amzn-sagemaker-target-variant": /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
  "x-amzn-sagemaker-inference-component": /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,61}[a-zA-Z0-9])?$/,
  "x-amzn-sagemaker-inference-id": /^\S[\x20-\x7e]{0,63}$/,
};
const requestUri = /^\/endpoints\/([a-zA-Z0-9](?:-*[a-zA-Z0-9]){0,62})\/(invocations|invocations-response-stream)$/;
const mostBytes = 6_291_456;

export interface SageMakerInvocation {
  endpoint: string;
  stream: boolean;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** An error as the service throws it. */
export interface SageMakerRefusal {
  status: number;
  type: string;
  body: Record<string, unknown>;
}

export interface FakeSageMaker {
  origin: string;
  invocations: SageMakerInvocation[];
  /** Replaced by a test to refuse; undefined answers as told. */
  refuse: ((count: number) => SageMakerRefusal | undefined) | undefined;
  close(): Promise<void>;
}

export interface FakeContainer {
  contentType: string;
  /** The body, or the pieces of a streamed one; an object is an error within the stream. */
  answer(body: unknown, stream: boolean): (string | { exception: string; message: string })[];
}

/** The runtime of SageMaker before a container: refuses what is unsigned, unknown to the API or another endpoint's. */
export async function fakeSageMaker(endpoint: string, key: AwsKey, container: FakeContainer): Promise<FakeSageMaker> {
  const server = createServer((request, response) => void serve(request, response));
  let count = 0;
  const fake: FakeSageMaker = {
    origin: "",
    invocations: [],
    refuse: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    count += 1;
    const bytes = Buffer.concat((await Array.fromAsync(request)) as Buffer[]);
    const refusal = refusalOf(request, bytes) ?? fake.refuse?.(count);
    if (refusal) {
      response.writeHead(refusal.status, { "content-type": "application/json", "x-amzn-errortype": refusal.type });
      response.end(JSON.stringify(refusal.body));
      return;
    }
    const [, name = "", verb] = requestUri.exec(request.url ?? "") ?? [];
    const stream = verb === "invocations-response-stream";
    const body: unknown = JSON.parse(bytes.toString("utf8"));
    fake.invocations.push({ endpoint: name, stream, headers: request.headers, body });
    const pieces = container.answer(body, stream);
    const headers = { "x-amzn-requestid": "r-1", "x-amzn-invoked-production-variant": "AllTraffic" };
    if (!stream) {
      response.writeHead(200, { ...headers, "content-type": container.contentType }).end(pieces.join(""));
      return;
    }
    response.writeHead(200, {
      ...headers,
      "content-type": "application/vnd.amazon.eventstream",
      "x-amzn-sagemaker-content-type": container.contentType,
    });
    for (const piece of pieces) response.write(frameOf(piece));
    response.end();
  }

  function refusalOf({ method = "", url = "", headers }: IncomingMessage, bytes: Buffer): SageMakerRefusal | undefined {
    const refuse = (status: number, type: string, Message: string): SageMakerRefusal => ({
      status,
      type,
      body: { Message },
    });
    if (!isSignedByAws({ method, path: url, headers, text: bytes.toString("utf8") }, key))
      return refuse(403, "InvalidSignatureException", "The request signature we calculated does not match");
    const [, name] = requestUri.exec(url) ?? [];
    if (method !== "POST" || name === undefined) return refuse(404, "UnknownOperationException", `${method} ${url}`);
    const wrong = Object.entries(headers).filter(
      ([header, value]) => header.startsWith("x-amzn-sagemaker-") && !members[header]?.test(String(value)),
    );
    if (wrong.length > 0) return refuse(400, "ValidationError", `no member, or no value of it: ${wrong.join("; ")}`);
    if (bytes.length === 0 || bytes.length > mostBytes) return refuse(400, "ValidationError", "Body");
    if (name !== endpoint) return refuse(400, "ValidationError", `Endpoint ${name} of account 1 not found.`);
    return undefined;
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

function frameOf(piece: string | { exception: string; message: string }): Uint8Array {
  if (typeof piece === "string")
    return awsFrame(
      { ":event-type": "PayloadPart", ":content-type": "application/octet-stream", ":message-type": "event" },
      Buffer.from(piece),
    );
  return awsFrame(
    { ":exception-type": piece.exception, ":content-type": "application/json", ":message-type": "exception" },
    Buffer.from(JSON.stringify({ Message: piece.message, ErrorCode: "ModelInvocationTimeExceeded" })),
  );
}
