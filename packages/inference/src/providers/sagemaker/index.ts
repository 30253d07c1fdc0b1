import type {
  InvokeEndpointCommandInput,
  ResponseStream,
  SageMakerRuntimeClient,
  SageMakerRuntimeClientConfig,
} from "@aws-sdk/client-sagemaker-runtime";
import { ToolkitError } from "#contracts";
import { awsCredentials, awsEndpointOf, awsHandlerThrough, awsRegionOf } from "#platform";
import type { Inference } from "../../inference.ts";
import { askVendor, type VendorPorts } from "../../vendor-failure.ts";
import { chatBody } from "../openai-compatible/chat-body.ts";
import {
  type Answered,
  type Read,
  readCompletion,
  readJsonAnswer,
  readStream,
} from "../openai-compatible/read-answer.ts";
import { completionSchema } from "../openai-compatible/responses.ts";
import { type AsyncPlace, type AsyncPorts, asyncExchange } from "./async-exchange.ts";
import { sageMakerFailure, streamFailure } from "./failures.ts";
import { lineData } from "./line-data.ts";

export interface SageMakerConfig {
  endpointName: string;
  /** Name of the model in the body, for containers that ask for one (vLLM's own). */
  model?: string | undefined;
  /** Production variant that answers; SageMaker splits by weight unless told. */
  targetVariant?: string | undefined;
  /** Of an endpoint that is asynchronous, and takes no variant and no component. */
  asynchronous?: AsyncPlace | undefined;
  /** Of an endpoint that holds several components. */
  inferenceComponentName?: string | undefined;
  /** AWS_REGION unless given. */
  region?: string | undefined;
  /** AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME, or AWS_ENDPOINT_URL, unless given. */
  endpoint?: string | undefined;
  /** Milliseconds; SageMaker itself gives a container 60 s for a whole answer and 8 minutes for a stream. */
  timeoutMs?: number | undefined;
  attempts?: number | undefined;
}

const provider = "sagemaker";

/**
 * A SageMaker endpoint whose container takes the Chat Completions body at /invocations: Hugging Face TGI, LMI (DJL) and
 * vLLM do.
 */
export async function sageMaker(ports: AsyncPorts, config: SageMakerConfig): Promise<Inference> {
  const { clock } = ports;
  const sdk = await import("./sdk.ts");
  const client: SageMakerRuntimeClient = new sdk.SageMakerRuntimeClient(settingsOf(ports, config));
  const vendor = {
    provider,
    keyHint: "check the AWS credentials and sagemaker:InvokeEndpoint",
    attempts: config.attempts,
  };

  const { asynchronous } = config;
  const exchange = asynchronous && (await asyncExchange(ports, client, { ...config, place: asynchronous }));

  return {
    async chat(request, signal) {
      const started = clock.monotonic();
      const seconds = (): number => (clock.monotonic() - started) / 1000;
      if (exchange) {
        if (request.stream) throw noStream();
        const body = JSON.stringify(chatBody(config.model, request));
        const { text, requestId } = await exchange(body, request.requestId, signal);
        const answered = { provider, status: 200, body: once(Buffer.from(text)) };
        const read = readCompletion(await readJsonAnswer(answered, completionSchema));
        return { ...read, latencySeconds: seconds(), requestId: requestId ?? null };
      }
      const options = signal ? { abortSignal: signal } : {};
      const input = inputOf(config, chatBody(config.model, request), request.requestId);
      const { read, requestId } = await askVendor(ports, { ...vendor, signal }, () =>
        naming(async () => {
          if (request.stream) {
            const said = await client.send(new sdk.InvokeEndpointWithResponseStreamCommand(input), options);
            const answered = { provider, status: 200, body: payloadsOf(said.Body) };
            const read = await readPieces(answered, said.ContentType, seconds);
            return { read, requestId: said.$metadata.requestId };
          }
          const said = await client.send(new sdk.InvokeEndpointCommand(input), options);
          const answered = { provider, status: 200, body: once(said.Body) };
          const read = readCompletion(await readJsonAnswer(answered, completionSchema));
          return { read, requestId: said.$metadata.requestId };
        }),
      );
      return { ...read, latencySeconds: seconds(), requestId: requestId ?? null };
    },
    likelihood: async () => undefined,
    // the runtime lists none; that is another service with rights of its own
    models: async () => [config.model ?? config.endpointName],
  };
}

function settingsOf(ports: VendorPorts, config: SageMakerConfig): SageMakerRuntimeClientConfig {
  const region = awsRegionOf(ports, config.region);
  const endpoint = config.endpoint ?? awsEndpointOf(ports.environment, "SAGEMAKER_RUNTIME");
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...awsCredentials(ports),
    maxAttempts: 1,
    requestHandler: awsHandlerThrough(ports.http, config.timeoutMs ?? 120_000) as never,
  };
}

function inputOf(
  { endpointName, targetVariant, inferenceComponentName }: SageMakerConfig,
  body: Record<string, unknown>,
  requestId: string | undefined,
): InvokeEndpointCommandInput {
  return {
    EndpointName: endpointName,
    Body: Buffer.from(JSON.stringify(body)),
    ContentType: "application/json",
    ...(targetVariant !== undefined && { TargetVariant: targetVariant }),
    ...(inferenceComponentName !== undefined && { InferenceComponentName: inferenceComponentName }),
    ...(requestId !== undefined && { InferenceId: requestId.slice(0, 64) }),
  };
}

const noStream = (): ToolkitError =>
  new ToolkitError({ code: "inference-refused", provider, message: "an asynchronous endpoint streams nothing" });

/** LMI streams a line of JSON a piece, where the others stream server-sent events. */
function readPieces(answered: Answered, contentType: string | undefined, seconds: () => number): Promise<Read> {
  return /jsonlines|ndjson/.test(contentType ?? "")
    ? readStream(answered, seconds, lineData(answered.body))
    : readStream(answered, seconds);
}

/** What the container streams, out of AWS's frames. @throws an error of the frames as one of ours */
async function* payloadsOf(frames: AsyncIterable<ResponseStream> | undefined): AsyncGenerator<Uint8Array> {
  for await (const frame of frames ?? []) {
    const failure = frame.ModelStreamError ?? frame.InternalStreamFailure;
    if (failure) throw streamFailure(failure);
    if (frame.PayloadPart?.Bytes) yield frame.PayloadPart.Bytes;
  }
}

async function* once(bytes: Uint8Array | undefined): AsyncGenerator<Uint8Array> {
  yield bytes ?? new Uint8Array();
}

async function naming<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw sageMakerFailure(error);
  }
}
