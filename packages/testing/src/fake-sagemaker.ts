import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fakeS3 } from "./s3/fake-s3.ts";
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
/** Of InvokeEndpointAsync alone; it takes neither variant nor component. */
const asyncMembers: Readonly<Record<string, RegExp>> = {
  "x-amzn-sagemaker-accept": /^\p{ASCII}{0,1024}$/u,
  "x-amzn-sagemaker-content-type": /^\p{ASCII}{0,1024}$/u,
  "x-amzn-sagemaker-custom-attributes": /^\p{ASCII}{0,1024}$/u,
  "x-amzn-sagemaker-inference-id": /^\S[\x20-\x7e]{0,63}$/,
  "x-amzn-sagemaker-inputlocation": /^(?=.{1,1024}$)(https|s3):\/\/([^/]+)\/?(.*)$/,
  "x-amzn-sagemaker-s3outputpathextension": /^(?!s3:|https:)[a-zA-Z0-9!_.*'()/-]{1,512}$/,
  "x-amzn-sagemaker-filename": /^(?!.*\..*\.)[a-zA-Z0-9][a-zA-Z0-9_.-]{0,31}$/,
  "x-amzn-sagemaker-requestttlseconds": /^([6-9]\d|[1-9]\d{2,3}|1\d{4}|20\d{3}|21[0-5]\d{2}|21600)$/,
  "x-amzn-sagemaker-invocationtimeoutseconds": /^([1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|3600)$/,
};
const requestUri =
  /^\/endpoints\/([a-zA-Z0-9](?:-*[a-zA-Z0-9]){0,62})\/(invocations|invocations-response-stream|async-invocations)$/;
const mostBytes = 6_291_456;

/** What makes an endpoint asynchronous. */
export interface AsyncContainer {
  /** s3://bucket/prefix, of AsyncInferenceConfig. */
  output: string;
  failure?: string;
  /** Objects that are looked for until a request has had its turn; Infinity: never. */
  looks: number;
  /** What the container says when it fails. */
  fails?: string;
}

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
  /** The bucket of an asynchronous endpoint, at the same address. */
  s3: ReturnType<typeof fakeS3>;
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
export async function fakeSageMaker(
  endpoint: string,
  key: AwsKey,
  container: FakeContainer,
  asynchronous?: AsyncContainer,
): Promise<FakeSageMaker> {
  const server = createServer((request, response) => void serve(request, response));
  let count = 0;
  const s3 = fakeS3({
    bucket: asynchronous?.output.split("/")[2] ?? "",
    region: key.region,
    accessKeyId: key.accessKeyId,
    now: () => 0,
  });
  const fake: FakeSageMaker = {
    origin: "",
    invocations: [],
    s3,
    refuse: undefined,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  /** In line, each with what is to be done when its turn comes. */
  const line: { looks: number; work(): void }[] = [];

  /** S3 at the same address, as an endpoint of AWS's clients may be. */
  function serveS3({ method = "", url = "", headers }: IncomingMessage, body: Buffer, response: ServerResponse): void {
    if (method === "GET") for (const waiting of line) waiting.looks -= 1;
    for (const { work } of line.filter(({ looks }) => looks <= 0)) work();
    line.splice(0, line.length, ...line.filter(({ looks }) => looks > 0));
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const said = s3.answer({ method, url: `${fake.origin}${url}`, headers: given, body });
    response.writeHead(said.status, said.headers).end(said.body);
  }

  function enqueue(
    headers: IncomingHttpHeaders,
    { output, failure, looks, fails }: AsyncContainer,
  ): Record<string, string> {
    const id = String(headers["x-amzn-sagemaker-inference-id"] ?? `inference-${count}`);
    const keyOf = (address: string): string => address.replace(/^s3:\/\/[^/]+\//, "");
    const input = keyOf(String(headers["x-amzn-sagemaker-inputlocation"]));
    const put = (folder: string, suffix: string, text: string): void =>
      void s3.objects.set(`${keyOf(folder)}/${id}${suffix}`, { body: Buffer.from(text), etag: '"1"', modifiedAt: 0 });
    line.push({
      looks,
      work() {
        const found = s3.objects.get(input);
        const problem = found ? fails : `the object ${input} is not there`;
        if (problem === undefined && found) {
          const body: unknown = JSON.parse(Buffer.from(found.body).toString("utf8"));
          fake.invocations.push({ endpoint, stream: false, headers, body });
          put(output, ".out", container.answer(body, false).join(""));
        } else if (failure !== undefined) put(failure, "-error.out", problem ?? "");
      },
    });
    return {
      "x-amzn-sagemaker-outputlocation": `${output}/${id}.out`,
      ...(failure !== undefined && { "x-amzn-sagemaker-failurelocation": `${failure}/${id}-error.out` }),
    };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = Buffer.concat((await Array.fromAsync(request)) as Buffer[]);
    if (asynchronous && !request.url?.startsWith("/endpoints/")) return serveS3(request, bytes, response);
    count += 1;
    const refusal = refusalOf(request, bytes) ?? fake.refuse?.(count);
    if (refusal) {
      response.writeHead(refusal.status, { "content-type": "application/json", "x-amzn-errortype": refusal.type });
      response.end(JSON.stringify(refusal.body));
      return;
    }
    const [, name = "", verb] = requestUri.exec(request.url ?? "") ?? [];
    if (verb === "async-invocations" && asynchronous) {
      const told = enqueue(request.headers, asynchronous);
      response.writeHead(202, { "content-type": "application/json", ...told });
      response.end(
        JSON.stringify({ InferenceId: request.headers["x-amzn-sagemaker-inference-id"] ?? `inference-${count}` }),
      );
      return;
    }
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
    const [, name, verb] = requestUri.exec(url) ?? [];
    const isAsync = verb === "async-invocations";
    const allowed = isAsync ? asyncMembers : members;
    if (method !== "POST" || name === undefined) return refuse(404, "UnknownOperationException", `${method} ${url}`);
    const wrong = Object.entries(headers).filter(
      ([header, value]) => header.startsWith("x-amzn-sagemaker-") && !allowed[header]?.test(String(value)),
    );
    if (wrong.length > 0) return refuse(400, "ValidationError", `no member, or no value of it: ${wrong.join("; ")}`);
    if (isAsync ? bytes.length > 0 : bytes.length === 0 || bytes.length > mostBytes)
      return refuse(400, "ValidationError", "Body");
    if (isAsync && headers["x-amzn-sagemaker-inputlocation"] === undefined)
      return refuse(400, "ValidationError", "InputLocation");
    if (name !== endpoint) return refuse(400, "ValidationError", `Endpoint ${name} of account 1 not found.`);
    // the name of the error is known (strands-agents/harness-sdk#1969), its words are nobody's to rely on
    if (isAsync !== (asynchronous !== undefined))
      return refuse(400, "ValidationError", `Endpoint ${name} of account 1 is ${isAsync ? "not " : ""}asynchronous.`);
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
