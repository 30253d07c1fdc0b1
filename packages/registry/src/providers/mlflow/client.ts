import * as z from "zod";
import { ToolkitError } from "#contracts";
import {
  type HttpRequest,
  type HttpResponse,
  isRetryableStatus,
  isUnanswered,
  loggedRetries,
  type Platform,
  sendWithRetry,
} from "#platform";
import type { MlflowConfig } from "./address.ts";

export const provider = "mlflow";
export type Ports = Pick<Platform, "http" | "clock" | "random" | "secrets" | "log" | "files">;

export interface Client {
  tracking: string;
  registry: string;
  /** A JSON call of the tracking server. Throws what `refusal` says of an answer that is not 2xx. */
  track<Schema extends z.ZodType>(request: Call, schema: Schema): Promise<z.output<Schema>>;
  /** A JSON call of the registry server. */
  registered<Schema extends z.ZodType>(request: Call, schema: Schema): Promise<z.output<Schema>>;
  /** One attempt with our credentials; the caller says what a status means. */
  once(request: HttpRequest): Promise<HttpResponse>;
  retried(request: HttpRequest): Promise<HttpResponse>;
  /** Milliseconds since 1970 by the server's clock, as its last answer said. */
  serverTime(): number;
}

export interface Call {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Behind `/api/2.0/mlflow`. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
}

export const nothing = z.unknown();

/**
 * MLflow's REST API. Throws ToolkitError `mlflow-unreachable`, `mlflow-not-there` (something else answers),
 * `mlflow-unauthorized`, `mlflow-forbidden`, `mlflow-too-large`, `disk-full`, `mlflow-refused` (what MLflow says, its error
 * code in front).
 */
export function mlflowClient(ports: Ports, config: MlflowConfig): Client {
  const { username, password, token } = config;
  const authorization =
    username !== undefined && password !== undefined
      ? `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`
      : token && `Bearer ${token}`;
  if (authorization) ports.secrets.mask(authorization.split(" ")[1] ?? "");
  let ahead = 0;

  const signed = (request: HttpRequest): HttpRequest => ({
    ...request,
    headers: { ...request.headers, ...(authorization && { authorization }) },
  });
  const observed = async (sending: Promise<HttpResponse>): Promise<HttpResponse> => {
    const response = await sending.catch((cause: unknown) => {
      throw unreachable(cause);
    });
    const said = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(said)) ahead = said - ports.clock.now();
    return response;
  };
  const once = (request: HttpRequest): Promise<HttpResponse> => observed(ports.http.send(signed(request)));
  const retried = (request: HttpRequest): Promise<HttpResponse> =>
    observed(
      sendWithRetry(ports, signed(request), {
        attempts: 5,
        onRetry: loggedRetries(ports.log, "MLflow"),
      }),
    );

  async function call<Schema extends z.ZodType>(
    address: string,
    { method, path, query, body }: Call,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const parameters = query ? `?${new URLSearchParams(query)}` : "";
    const response = await retried({
      method,
      url: `${address}/api/2.0/mlflow${path}${parameters}`,
      ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    if (response.status >= 300) throw await refusal(ports, response, `${method} ${path}`);
    const parsed = schema.safeParse(await response.json().catch(() => undefined));
    if (parsed.success) return parsed.data;
    throw notThere(address, response.status);
  }

  return {
    tracking: config.tracking,
    registry: config.registry,
    track: (request, schema) => call(config.tracking, request, schema),
    registered: (request, schema) => call(config.registry, request, schema),
    once,
    retried,
    serverTime: () => ports.clock.now() + ahead,
  };
}

/** What an answer that is not 2xx means. Its text is another's: cut and redacted. */
export async function refusal(
  { secrets }: Pick<Platform, "secrets">,
  response: HttpResponse,
  what: string,
): Promise<ToolkitError> {
  const { status } = response;
  const text = (await response.text()).slice(0, 20_000);
  const said = errorOf(text);
  const details = { provider, status, message: "", retryable: isRetryableStatus(status) };
  if (status === 401) {
    const hint = "set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN";
    return new ToolkitError({ ...details, code: "mlflow-unauthorized", message: "MLflow does not know us", hint });
  }
  const plain = secrets
    .redact(text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "))
    .slice(0, 300)
    .trim();
  if (status === 403) {
    const host = /host header|cross-origin/i.test(text);
    const hint = host
      ? "start the server with --allowed-hosts naming the host of this address"
      : "grant this user EDIT on the model's experiments and registered model, in MLflow's permissions";
    return new ToolkitError({ ...details, code: "mlflow-forbidden", message: `${what}: ${plain}`, hint });
  }
  if (status === 413) {
    const hint =
      "let the proxy before MLflow take larger bodies (nginx: client_max_body_size), or keep artifacts in a bucket: large files go past the server then";
    return new ToolkitError({ ...details, code: "mlflow-too-large", message: `${what}: ${plain}`, hint });
  }
  if (status === 507) {
    const hint = "make room where the MLflow server keeps artifacts, or remove versions that nobody needs";
    return new ToolkitError({ ...details, code: "disk-full", message: `${what}: ${plain}`, hint });
  }
  if (said) {
    const message = `${what}: ${said.error_code}: ${secrets.redact(said.message).slice(0, 600)}`;
    return new ToolkitError({ ...details, code: "mlflow-refused", message, cause: new MlflowRefusal(said.error_code) });
  }
  if (details.retryable)
    return new ToolkitError({ ...details, code: "mlflow-unreachable", message: `${what}: HTTP ${status}: ${plain}` });
  return notThere(what, status);
}

/** MLflow's own error code, such as RESOURCE_DOES_NOT_EXIST. */
class MlflowRefusal extends Error {}

/** Whether the error is MLflow's refusal with this code of its own. */
export function isRefusal(error: unknown, errorCode: string): boolean {
  return error instanceof ToolkitError && error.cause instanceof MlflowRefusal && error.cause.message === errorCode;
}

/** The result; undefined when MLflow says that there is no such thing. */
export async function unlessAbsent<Result>(work: Promise<Result>): Promise<Result | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isRefusal(error, "RESOURCE_DOES_NOT_EXIST")) return undefined;
    throw error;
  }
}

const errorSchema = z.looseObject({ error_code: z.string(), message: z.string().default("") });

function errorOf(text: string): z.output<typeof errorSchema> | undefined {
  try {
    return errorSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function notThere(what: string, status: number): ToolkitError {
  return new ToolkitError({
    code: "mlflow-not-there",
    provider,
    status,
    message: `${what}: something answers, but not as MLflow does`,
    hint: "registry-uri is the address that MLflow's own clients are given; MLflow 3 or later",
  });
}

function unreachable(cause: unknown): unknown {
  if (!isUnanswered(cause)) return cause;
  return new ToolkitError({
    code: "mlflow-unreachable",
    provider,
    retryable: true,
    message: `no MLflow server answers: ${cause.message}`,
    hint: "check registry-uri or MLFLOW_TRACKING_URI; the runner has to reach it",
    cause,
  });
}
