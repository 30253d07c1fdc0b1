import { type AwsKey, isSignedByAws } from "../vendors/aws-signature.ts";
import { endpointConfigs } from "./endpoint-configs.ts";
import { type EndpointOptions, endpoints } from "./endpoints.ts";
import { modelPackageGroups } from "./model-package-groups.ts";
import { modelPackages, type PackageOptions } from "./model-packages.ts";
import { type ModelOptions, models } from "./models.ts";
import { type Account, type Input, type Operation, Refusal } from "./operation.ts";
import { description, violations } from "./shapes.ts";
import { tagging } from "./tags.ts";

export interface ControlRequest {
  method: string;
  /** With the query. */
  path: string;
  /** In lower case. */
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface ControlAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

type BehaviourOptions = PackageOptions & ModelOptions & EndpointOptions;

export interface ControlPlaneOptions extends Partial<BehaviourOptions> {
  key: AwsKey;
  now: () => number;
  accountId?: string;
}

/**
 * SageMaker's control plane as an AWS JSON 1.1 service: signature, shapes of every input and output by botocore's
 * description, and the behaviour of the resources. Each kind of resource is a file with its operations, added below.
 */
export function sageMakerControlPlane({ key, now, accountId = "111122223333", ...rest }: ControlPlaneOptions) {
  const account: Account = { id: accountId, region: key.region, now };
  const options: BehaviourOptions = {
    settleMs: 0,
    failure: undefined,
    badRoles: new Set(),
    mayPassRole: true,
    startMs: 5000,
    weightMs: 2000,
    containerFailure: () => undefined,
    quota: new Map(),
    scaled: new Set(),
    alarms: new Set(),
    ...rest,
  };
  const packages = modelPackages(account, options, () => groups);
  const groups = modelPackageGroups(account, (name) => packages.present().every(({ group }) => group !== name));
  const served = models(account, options, (model) =>
    [...configs.configs.values()].some(({ variants }) => variants.some(({ ModelName }) => ModelName === model)),
  );
  const configs = endpointConfigs(account, served.required, (config) => running.uses(config));
  const running = endpoints(account, options, configs.required, served.required);
  const tagged = () =>
    [groups.groups, served.models, configs.configs, running.endpoints].flatMap((all) => [...all.values()]);
  const operations: Record<string, Operation> = {
    ...groups.operations,
    ...packages.operations,
    ...served.operations,
    ...configs.operations,
    ...running.operations,
    ...tagging((arn) => tagged().find((resource) => resource.arn === arn)),
  };
  const control = {
    options,
    groups: groups.groups,
    packages: packages.packages,
    models: served.models,
    configs: configs.configs,
    endpoints: running.endpoints,
    /** An endpoint as it is by now. */
    endpoint: running.find,
    /** Actions that the role lacks, as `sagemaker:CreateModelPackage`. */
    denied: new Set<string>(),
    /** Whether the session is over. */
    expired: false,
    answer,
    /** Whether the call changes anything. */
    changes: (headers: Record<string, string>) => !/\.(Describe|List)/.test(headers["x-amz-target"] ?? ""),
  };

  function answer(request: ControlRequest): ControlAnswer {
    try {
      return json(200, handled(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const spelt = error.type.endsWith("Exception") ? "message" : "Message";
      return json(error.status, { __type: error.type, [spelt]: error.message });
    }
  }

  function handled({ method, path, headers, body }: ControlRequest): Input {
    const text = Buffer.from(body).toString("utf8");
    requireSignature({ method, path, headers, text });
    const [, name = ""] = /^SageMaker\.(\w+)$/.exec(headers["x-amz-target"] ?? "") ?? [];
    const shape = description.operations[name];
    const operation = operations[name];
    if (method !== "POST" || path !== "/" || !shape || !operation)
      throw new Refusal("UnknownOperationException", `${method} ${path} ${headers["x-amz-target"]}`, 404);
    if (headers["content-type"] !== "application/x-amz-json-1.1")
      throw new Refusal("SerializationException", `content type ${headers["content-type"]}`);
    if (control.denied.has(`sagemaker:${name}`)) throw deniedBy(account, name);
    const input = parsed(text);
    const wrong = violations(input, shape.input?.shape ?? "");
    if (wrong.length > 0)
      throw new Refusal(
        "ValidationException",
        `${wrong.length} validation error${wrong.length > 1 ? "s" : ""} detected: ${wrong.join("; ")}`,
      );
    const output = operation(input);
    // a bug of the emulator, not of the caller
    const broken = shape.output ? violations(output, shape.output.shape) : [];
    if (broken.length > 0) throw new Error(`${name} answers what it must not: ${broken.join("; ")}`);
    return output;
  }

  function requireSignature(request: { method: string; path: string; headers: Record<string, string>; text: string }) {
    const keyId = /Credential=([^/]+)/.exec(request.headers["authorization"] ?? "")?.[1];
    if (keyId === undefined)
      throw new Refusal("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
    if (keyId !== key.accessKeyId)
      throw new Refusal("UnrecognizedClientException", "The security token included in the request is invalid.");
    if (control.expired)
      throw new Refusal("ExpiredTokenException", "The security token included in the request is expired", 403);
    if (!isSignedByAws(request, key))
      throw new Refusal("InvalidSignatureException", "The request signature we calculated does not match", 403);
  }

  return control;
}

function parsed(text: string): Input {
  try {
    return JSON.parse(text) as Input;
  } catch {
    throw new Refusal("SerializationException", "the body is no JSON");
  }
}

const deniedBy = ({ id, region }: Account, name: string): Refusal =>
  new Refusal(
    "AccessDeniedException",
    `User: arn:aws:sts::${id}:assumed-role/mlops/ci is not authorized to perform: sagemaker:${name} on resource: arn:aws:sagemaker:${region}:${id}:* because no identity-based policy allows the sagemaker:${name} action`,
  );

const json = (status: number, body: Input): ControlAnswer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() },
  body: JSON.stringify(body),
});
