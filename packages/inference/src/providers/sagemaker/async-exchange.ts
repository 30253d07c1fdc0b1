import type { S3Client } from "@aws-sdk/client-s3";
import type { InvokeEndpointAsyncCommandInput, SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import { InputError, ToolkitError } from "#contracts";
import { awsCredentials, awsEndpointOf, awsHandlerThrough, awsRegionOf, type Platform, s3PlaceOf } from "#platform";
import { askVendor, type VendorPorts } from "../../vendor-failure.ts";
import { sageMakerFailure } from "./failures.ts";

export interface AsyncPlace {
  /** s3://bucket/prefix below which requests are laid. */
  input: string;
  /** Until an answer has to be there; SageMaker itself gives a request an hour at most. */
  seconds: number;
}

export type AsyncPorts = VendorPorts & Pick<Platform, "log">;

interface Place {
  Bucket: string;
  Key: string;
}

export interface Exchanged {
  text: string;
  requestId: string | undefined;
}

const provider = "sagemaker";

/** Of an address, as the client of S3 names it; undefined for what is none. */
function placeOf(address: string): Place | undefined {
  const found = s3PlaceOf(address);
  return found && { Bucket: found.bucket, Key: found.key };
}

/**
 * A question to an asynchronous endpoint: laid in S3, put in line, its answer looked for where SageMaker says that it will
 * be. What was laid is taken away, whatever came of it, and so is the answer.
 * @throws InputError for a place that is none
 */
export async function asyncExchange(
  ports: AsyncPorts,
  client: SageMakerRuntimeClient,
  {
    endpointName,
    place,
    ...config
  }: { endpointName: string; place: AsyncPlace; region?: string | undefined; attempts?: number | undefined },
) {
  const { clock, random, log, secrets } = ports;
  const folder = placeOf(place.input);
  if (!folder)
    throw new InputError([
      {
        where: "sagemaker-async-input",
        problem: `is ${place.input}`,
        legal: "s3://bucket/prefix, in the endpoint's region",
      },
    ]);
  const region = awsRegionOf(ports, config.region);
  const [sdk, s3Sdk] = await Promise.all([import("./sdk.ts"), import("./s3-sdk.ts")]);
  const endpoint = awsEndpointOf(ports.environment, "S3");
  const s3: S3Client = new s3Sdk.S3Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...awsCredentials(ports),
    maxAttempts: 1,
    requestHandler: awsHandlerThrough(ports.http, 60_000) as never,
    // buckets have no host of their own where S3 is on this machine
    forcePathStyle: endpoint !== undefined,
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const asked = <Result>(
    action: string,
    signal: AbortSignal | undefined,
    call: () => Promise<Result>,
  ): Promise<Result> =>
    askVendor(ports, { provider, keyHint: `allow ${action} to this role`, attempts: config.attempts, signal }, call);

  /** undefined: not yet. */
  async function contentOf(at: Place, signal: AbortSignal | undefined): Promise<string | undefined> {
    // who may not list a bucket is told 403 of what is not there
    const rights = `s3:GetObject on s3://${at.Bucket}/${at.Key} and s3:ListBucket on ${at.Bucket}`;
    return await asked(rights, signal, async () => {
      try {
        const { Body, ContentLength = 0 } = await s3.send(new s3Sdk.GetObjectCommand(at), options(signal));
        if (ContentLength > longestAnswerBytes)
          throw new ToolkitError({
            code: "inference-garbled",
            provider,
            message: `an answer of ${ContentLength} bytes is none`,
          });
        return (await Body?.transformToString()) ?? "";
      } catch (error) {
        if (error instanceof Error && /^(NoSuchKey|NotFound)$/.test(error.name)) return undefined;
        throw error;
      }
    });
  }

  async function takeAway(at: Place): Promise<void> {
    // also after a cancel
    const removing = asked("s3:DeleteObject", undefined, () => s3.send(new s3Sdk.DeleteObjectCommand(at)));
    await removing.catch((error: unknown) =>
      log.warning(`s3://${at.Bucket}/${at.Key} stays, and somebody has to delete it: ${secrets.redact(String(error))}`),
    );
  }

  /** @throws ToolkitError `inference-failed` with what the container said, `inference-late` at the deadline */
  async function exchange(
    body: string,
    requestId: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Exchanged> {
    const laid: Place = {
      Bucket: folder?.Bucket ?? "",
      Key: [folder?.Key, `${random.uuid()}.json`].filter(Boolean).join("/"),
    };
    const InputLocation = `s3://${laid.Bucket}/${laid.Key}`;
    const mine = [laid];
    try {
      await asked(`s3:PutObject on ${InputLocation}`, signal, () =>
        s3.send(new s3Sdk.PutObjectCommand({ ...laid, Body: body, ContentType: "application/json" }), options(signal)),
      );
      const deadline = clock.monotonic() + place.seconds * 1000;
      const seconds = Math.ceil(place.seconds);
      const input: InvokeEndpointAsyncCommandInput = {
        EndpointName: endpointName,
        InputLocation,
        ContentType: "application/json",
        InvocationTimeoutSeconds: Math.min(3600, Math.max(1, seconds)),
        // what nobody waits for any more costs no instance its time
        RequestTTLSeconds: Math.min(21_600, Math.max(60, seconds)),
        ...(requestId !== undefined && { InferenceId: requestId.slice(0, 64) }),
      };
      const said = await asked("sagemaker:InvokeEndpointAsync", signal, () =>
        client.send(new sdk.InvokeEndpointAsyncCommand(input), options(signal)).catch((error: unknown) => {
          throw sageMakerFailure(error);
        }),
      );
      const [answer, failure] = [said.OutputLocation, said.FailureLocation].map((at) => (at ? placeOf(at) : undefined));
      if (!answer) throw new ToolkitError({ code: "inference-garbled", provider, message: "no OutputLocation came" });
      mine.push(...[answer, failure].filter((at) => at !== undefined));
      for (let pause = 500; ; pause = Math.min(10_000, pause * 1.5)) {
        const text = await contentOf(answer, signal);
        if (text !== undefined) return { text, requestId: said.InferenceId };
        const failed = failure && (await contentOf(failure, signal));
        if (failed !== undefined) throw failedWith(secrets.redact(failed));
        if (clock.monotonic() >= deadline) throw late(place.seconds, failure !== undefined);
        await clock.sleep(pause, signal);
      }
    } finally {
      for (const at of mine) await takeAway(at);
    }
  }

  return exchange;
}

/** As for an answer that comes at once. */
const longestAnswerBytes = 2 * 1024 * 1024;

const options = (signal: AbortSignal | undefined) => (signal ? { abortSignal: signal } : {});

const failedWith = (said: string): ToolkitError =>
  new ToolkitError({ code: "inference-failed", provider, message: `the container failed: ${said.slice(0, 300)}` });

const late = (seconds: number, hasFailures: boolean): ToolkitError =>
  new ToolkitError({
    code: "inference-late",
    provider,
    message: `no answer came within ${seconds} s`,
    hint: hasFailures
      ? "the line may be long, or no instance up: see ApproximateBacklogSize in CloudWatch"
      : "the endpoint lays no failures (S3FailurePath), so that one looks like this as well: see the container's log in CloudWatch",
  });
