import { type ErrorDetails, ToolkitError } from "#contracts";
import { isRetryableStatus } from "#platform";

const provider = "sagemaker";

/** AWS's error as its client throws it; the fields are those of ModelError. */
interface AwsError extends Error {
  $metadata?: { httpStatusCode?: number };
  OriginalStatusCode?: number;
  OriginalMessage?: string;
}

const throttling = /^(Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded)$/;

/**
 * What AWS's statuses do not say: of a 424 the container's own status is meant, throttling comes as 400, and a refusal
 * names the action that is missing. Anything else is handed back as it is, for `vendorFailure`.
 */
export function sageMakerFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ToolkitError) return error;
  const { name, message, $metadata, OriginalStatusCode, OriginalMessage } = error as AwsError;
  if (name === "ModelError") {
    const status = OriginalStatusCode ?? 424;
    const said = `the container answered HTTP ${status}: ${shown(OriginalMessage ?? message)}`;
    // SageMaker cuts the connection to a container that takes longer than 60 s
    const code = status >= 400 && status < 500 && !isRetryableStatus(status) ? "inference-refused" : "inference-failed";
    return failed(code, {
      status,
      message: said,
      retryable: status !== 424 && isRetryableStatus(status),
      cause: error,
    });
  }
  // the client throws what came as an exception within the frames
  if (name === "ModelStreamError" || name === "InternalStreamFailure") return streamFailure(error);
  if (throttling.test(name))
    return failed("inference-failed", {
      status: 429,
      message: `throttled: ${shown(message)}`,
      retryable: true,
      cause: error,
    });
  if (name === "ValidationError" && !/not found/i.test(message))
    return failed("inference-refused", {
      status: $metadata?.httpStatusCode,
      message: `refused: ${shown(message)}`,
      hint: "an endpoint of sagemaker-mode: async answers InvokeEndpointAsync alone (sagemaker-async-input), and others do not",
      cause: error,
    });
  if (name === "AccessDeniedException") {
    const [, action] = /not authorized to perform: ([\w:*-]+)/.exec(message) ?? [];
    return failed("inference-unauthorized", {
      status: $metadata?.httpStatusCode,
      message: `refused: ${shown(message)}`,
      hint: `allow ${action ?? "sagemaker:InvokeEndpoint"} to this role`,
      cause: error,
    });
  }
  if (name === "InternalDependencyException")
    return failed("inference-failed", {
      status: $metadata?.httpStatusCode,
      message: `an inner service failed: ${shown(message)}`,
      retryable: true,
      cause: error,
    });
  return error;
}

/** An error that came within a stream: what was streamed before it is no answer. */
export function streamFailure(failure: Error & { ErrorCode?: string | undefined }): ToolkitError {
  const message = `the stream broke off: ${failure.name} ${failure.ErrorCode ?? ""} ${shown(failure.message)}`;
  return failed("inference-cut", { status: 200, message, cause: failure });
}

const shown = (said: string): string => said.slice(0, 300);

const failed = (code: string, details: Omit<ErrorDetails, "code" | "provider">): ToolkitError =>
  new ToolkitError({ code, provider, ...details });
